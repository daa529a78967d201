package dev.identitygraph.link;

import dev.identitygraph.identity.Identity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * What linking starts from.
 *
 * @param identities all of them, also those that nothing is linked with
 * @param splits the decisions that hold: none is of a pair that was joined later
 * @param crowded identities that are known to carry more links than their rule allows, since only some of their links
 *     are here
 */
public record Evidence(
        Set<Identity> identities, Collection<Claim> claims, Collection<Split> splits, Set<Identity> crowded) {

    /** All that observations say. Their order does not matter, nor that one stands there twice. */
    public static Evidence of(Collection<Observation> observations) {
        var identities = new HashSet<Identity>();
        var claims = new LinkedHashMap<Link, Claim>();
        var splits = new ArrayList<Split>();
        for (var observation : observations) {
            identities.addAll(observation.identities());
            pairs(observation.identities(), (one, other) -> {
                var at = observation.observedAt();
                if (observation.says() == Observation.Says.SPLIT) {
                    splits.add(new Split(one, other, at));
                } else {
                    var decided = observation.says() == Observation.Says.JOIN;
                    Link.between(one, other)
                            .map(link -> new Claim(link, at, decided ? Optional.of(at) : Optional.empty()))
                            .ifPresent(claim -> claims.merge(claim.link(), claim, Claim::or));
                }
            });
        }
        return of(identities, claims.values(), splits, Set.of());
    }

    private static void pairs(Set<Identity> identities, BiConsumer<Identity, Identity> pair) {
        var all = List.copyOf(identities);
        for (var i = 0; i < all.size(); i++) {
            for (var j = i + 1; j < all.size(); j++) {
                pair.accept(all.get(i), all.get(j));
            }
        }
    }

    /** Evidence in which of each pair's joins and splits only the latest is left; of two at one instant, the split. */
    public static Evidence of(
            Set<Identity> identities, Collection<Claim> claims, Collection<Split> splits, Set<Identity> crowded) {
        var latest = new HashMap<Set<Identity>, Split>();
        splits.forEach(split ->
                latest.merge(Set.of(split.one(), split.other()), split, (a, b) -> a.at().isAfter(b.at()) ? a : b));
        var joined = new ArrayList<Claim>();
        for (var claim : claims) {
            var pair = Set.of(claim.link().from(), claim.link().to());
            var split = latest.get(pair);
            if (claim.decidedAt().isEmpty() || split == null) {
                joined.add(claim);
            } else if (claim.decidedAt().get().isAfter(split.at())) {
                latest.remove(pair);
                joined.add(claim);
            } else {
                joined.add(new Claim(claim.link(), claim.at(), Optional.empty()));
            }
        }
        return new Evidence(identities, joined, List.copyOf(latest.values()), crowded);
    }

    /** Whom each identity is split from, and by which decision. */
    Map<Identity, Map<Identity, Split>> apart() {
        var apart = new HashMap<Identity, Map<Identity, Split>>();
        splits.forEach(split -> {
            apart.computeIfAbsent(split.one(), _ -> new HashMap<>()).put(split.other(), split);
            apart.computeIfAbsent(split.other(), _ -> new HashMap<>()).put(split.one(), split);
        });
        return apart;
    }
}
