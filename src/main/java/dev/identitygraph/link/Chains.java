package dev.identitygraph.link;

import dev.identitygraph.identity.Identity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Predicate;

/** Finds how one leads from identity to identity. */
final class Chains {
    private final Map<Identity, List<Link>> links = new HashMap<>();
    private final Predicate<Link> superseded;

    Chains(Collection<Claim> claims, Predicate<Link> superseded) {
        claims.forEach(claim -> claim.link()
                .ends()
                .forEach(end ->
                        links.computeIfAbsent(end, _ -> new ArrayList<>()).add(claim.link())));
        links.values()
                .forEach(some -> some.sort(
                        Comparator.comparing(Link::from, Link.BY_NAME).thenComparing(Link::to, Link.BY_NAME)));
        this.superseded = superseded;
    }

    /** A way that has come so far: the links, and how many of them are superseded. */
    private record Way(Identity end, List<Link> links, int superseded) {}

    List<Link> between(Identity one, Identity other) {
        var best = new HashMap<Identity, Way>();
        var open = new PriorityQueue<>(Comparator.comparingInt(Way::superseded)
                .thenComparingInt((Way way) -> way.links().size()));
        open.add(new Way(one, List.of(), 0));
        while (!open.isEmpty()) {
            var way = open.remove();
            if (way.end().equals(other)) {
                return way.links();
            }
            if (best.putIfAbsent(way.end(), way) == null) {
                links.getOrDefault(way.end(), List.of()).forEach(link -> open.add(onwards(way, link)));
            }
        }
        return List.of();
    }

    private Way onwards(Way way, Link link) {
        var links = new ArrayList<>(way.links());
        links.add(link);
        return new Way(
                link.from().equals(way.end()) ? link.to() : link.from(),
                Collections.unmodifiableList(links),
                way.superseded() + (superseded.test(link) ? 1 : 0));
    }
}
