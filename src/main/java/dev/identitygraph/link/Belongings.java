package dev.identitygraph.link;

import static java.util.Objects.requireNonNull;

import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.identity.Identity;
import dev.identitygraph.identity.Kind;
import dev.identitygraph.identity.Party;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Whose the identities are that join nobody. A person is called by the identity that stands for their core, or by an
 * address that is no record's.
 */
final class Belongings {
    private final LinkingRules rules;
    private final Cores cores;
    private final Map<Identity, Map<Identity, Split>> apart;
    private final Map<Link, Supersession> superseded;
    private final Map<Identity, Set<Identity>> owners = new HashMap<>();
    private final Map<Identity, Set<Identity>> formerOwners = new HashMap<>();
    private final Map<Identity, Supersession> lost = new HashMap<>();

    Belongings(
            LinkingRules rules,
            Cores cores,
            Map<Identity, Map<Identity, Split>> apart,
            Map<Link, Supersession> superseded) {
        this.rules = rules;
        this.cores = cores;
        this.apart = apart;
        this.superseded = superseded;
        superseded.forEach((link, reason) -> {
            if (link.type() == EdgeType.HAS_EMAIL && reason.rule() == Supersession.Rule.UNIQUE) {
                hadOnce(link.to(), cores.of(link.from()), reason);
            }
        });
    }

    /**
     * Assigns in the order in which one depends on the other: addresses, then devices, each ours before a partner's.
     */
    void assign(Collection<Claim> claims) {
        var tiers = new TreeMap<Integer, List<Claim>>();
        claims.forEach(claim -> tiers.computeIfAbsent(tier(claim.link().to()), _ -> new ArrayList<>())
                .add(claim));
        tiers.values().forEach(tier -> {
            var byOwned = tier.stream()
                    .collect(Collectors.groupingBy(claim -> claim.link().to()));
            byOwned.forEach(this::assign);
            keepTheStrongest(byOwned);
        });
    }

    private static int tier(Identity identity) {
        return (identity.namespace().kind() == Kind.EMAIL ? 0 : 2)
                + (identity.namespace().party() == Party.FIRST ? 0 : 1);
    }

    private void assign(Identity owned, List<Claim> claims) {
        var open =
                claims.stream().map(Claim::link).filter(link -> !isSplit(link)).toList();
        if (owned.namespace().kind() == Kind.DEVICE) {
            assignDevice(owned, open);
        } else {
            open.forEach(
                    link -> owners.computeIfAbsent(owned, _ -> new HashSet<>()).addAll(claimants(link)));
        }
    }

    /** Supersedes the link if a privacy officer's decision stands between its ends. */
    private boolean isSplit(Link link) {
        var splits = apart.getOrDefault(link.to(), Map.of());
        var split = splits.containsKey(link.from())
                || !ownersOf(link.from()).isEmpty() && claimants(link).isEmpty();
        if (split) {
            superseded.put(
                    link,
                    new Supersession(
                            Supersession.Rule.SPLIT, link.to().namespace().name(), between(link, splits)));
        }
        return split;
    }

    /** The decisions by which a link's ends are apart. */
    private Set<Split> between(Link link, Map<Identity, Split> splits) {
        var owners = ownersOf(link.from());
        return splits.entrySet().stream()
                .filter(split -> split.getKey().equals(link.from()) || owners.contains(cores.of(split.getKey())))
                .map(Map.Entry::getValue)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Those whom a link leads to, without those who are apart from what it leads to. */
    private Set<Identity> claimants(Link link) {
        var claimants = new HashSet<>(ownersOf(link.from()));
        apart.getOrDefault(link.to(), Map.of()).keySet().forEach(other -> claimants.remove(cores.of(other)));
        return claimants;
    }

    private void assignDevice(Identity device, List<Link> links) {
        var claiming = links.stream().filter(link -> !claimants(link).isEmpty()).toList();
        if (claiming.isEmpty()) {
            return;
        }
        var people = new HashSet<Identity>();
        claiming.forEach(link -> people.addAll(nowOrOnce(link)));
        claiming.forEach(link -> people.retainAll(nowOrOnce(link)));
        // Who had an address once has the device only if it is also theirs by something that they have now.
        people.retainAll(
                claiming.stream().flatMap(link -> claimants(link).stream()).collect(Collectors.toSet()));
        if (people.size() != 1) {
            claiming.forEach(link -> superseded.put(
                    link,
                    new Supersession(
                            Supersession.Rule.SHARED, device.namespace().name())));
            return;
        }
        owners.put(device, people);
        claiming.stream()
                .filter(link -> claimants(link).stream().noneMatch(people::contains))
                .forEach(link -> superseded.put(link, requireNonNull(lost.get(link.from()))));
    }

    private Set<Identity> nowOrOnce(Link link) {
        var people = claimants(link);
        people.addAll(formerOwners.getOrDefault(link.from(), Set.of()));
        return people;
    }

    private void hadOnce(Identity address, Identity person, Supersession reason) {
        formerOwners.computeIfAbsent(address, _ -> new HashSet<>()).add(person);
        lost.merge(address, reason, (a, b) -> a.namespace().compareTo(b.namespace()) <= 0 ? a : b);
    }

    /** Of a unique namespace a person keeps the value with the strongest link, and none if several are as strong. */
    private void keepTheStrongest(Map<Identity, List<Claim>> byOwned) {
        var strengths = new HashMap<Identity, Map<String, Map<Identity, Strength>>>();
        byOwned.forEach((owned, claims) -> {
            if (rules.of(owned.namespace()).unique()) {
                claims.stream()
                        .filter(claim -> !superseded.containsKey(claim.link()))
                        .forEach(claim -> shared(owned, claim.link())
                                .forEach(person -> strengths
                                        .computeIfAbsent(person, _ -> new HashMap<>())
                                        .computeIfAbsent(owned.namespace().name(), _ -> new HashMap<>())
                                        .merge(owned, rules.strength(claim), (a, b) -> a.compareTo(b) >= 0 ? a : b)));
            }
        });
        strengths.forEach((person, byNamespace) -> byNamespace.values().forEach(values -> {
            var best = values.values().stream().max(Strength::compareTo).orElseThrow();
            var alone = values.values().stream().filter(best::equals).count() == 1;
            values.forEach((owned, strength) -> {
                if (!alone || !strength.equals(best)) {
                    lose(person, owned, byOwned.getOrDefault(owned, List.of()));
                }
            });
        }));
    }

    private void lose(Identity person, Identity owned, List<Claim> claims) {
        var reason =
                new Supersession(Supersession.Rule.UNIQUE, owned.namespace().name());
        owners.getOrDefault(owned, new HashSet<>()).remove(person);
        hadOnce(owned, person, reason);
        claims.stream()
                .map(Claim::link)
                .filter(link -> !superseded.containsKey(link))
                .filter(link -> claimants(link).contains(person))
                .filter(link -> shared(owned, link).isEmpty())
                .forEach(link -> superseded.put(link, reason));
    }

    /** Those who have both what a link leads from and what it leads to. */
    private Set<Identity> shared(Identity owned, Link link) {
        var both = claimants(link);
        both.retainAll(owners.getOrDefault(owned, Set.of()));
        return both;
    }

    /** The people who have an identity: one for what joins, none for what is nobody's. */
    Set<Identity> ownersOf(Identity identity) {
        if (rules.joins(identity)) {
            return Set.of(cores.of(identity));
        }
        var known = owners.getOrDefault(identity, Set.of());
        var speaksForSomeone = identity.namespace().kind() == Kind.EMAIL
                && identity.namespace().party() == Party.FIRST;
        return known.isEmpty() && speaksForSomeone ? Set.of(identity) : known;
    }
}
