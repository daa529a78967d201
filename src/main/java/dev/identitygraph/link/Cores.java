package dev.identitygraph.link;

import dev.identitygraph.identity.Identity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The cores of people: sets of joined identities, none of which has two values of a unique namespace. */
final class Cores {
    private final LinkingRules rules;
    private final Map<Identity, Map<Identity, Split>> apart;
    private final Partition partition = new Partition();
    private final Map<Identity, Core> cores = new HashMap<>();

    /** What keeps a core from being joined with others. */
    private final class Core {
        private int size = 1;
        private final Map<String, Identity> unique = new TreeMap<>();
        private final List<Identity> split = new ArrayList<>();

        Core(Identity first) {
            if (rules.of(first.namespace()).unique()) {
                unique.put(first.namespace().name(), first);
            }
            if (apart.containsKey(first)) {
                split.add(first);
            }
        }
    }

    Cores(LinkingRules rules, Map<Identity, Map<Identity, Split>> apart) {
        this.rules = rules;
        this.apart = apart;
    }

    /** The identity that stands for a core. It may be another one once the core has been joined. */
    Identity of(Identity identity) {
        return partition.of(identity);
    }

    private Core core(Identity root) {
        return cores.computeIfAbsent(root, _ -> new Core(root));
    }

    /**
     * Joins by links of one strength.
     *
     * @return the links that were superseded
     */
    Map<Link, Supersession> join(List<Link> equals) {
        var superseded = new HashMap<Link, Supersession>();
        pieces(equals).forEach(piece -> {
            var contest = contest(piece);
            if (contest.isEmpty()) {
                piece.forEach(this::unite);
            } else {
                between(piece, contest.get().contested())
                        .forEach(link -> superseded.put(link, contest.get().reason()));
            }
        });
        return superseded;
    }

    /** The links by the sets of cores that they would join together. */
    private Collection<List<Link>> pieces(List<Link> links) {
        if (links.size() == 1) {
            return List.of(links);
        }
        var together = new Partition();
        links.forEach(link -> together.join(of(link.from()), of(link.to())));
        return links.stream()
                .collect(Collectors.groupingBy(link -> together.of(of(link.from()))))
                .values();
    }

    /**
     * Why some cores may not become one.
     *
     * @param contested those between which the reason stands
     */
    private record Contest(Supersession reason, Set<Identity> contested) {}

    private Optional<Contest> contest(List<Link> piece) {
        var roots = new LinkedHashSet<Identity>();
        piece.forEach(link -> link.ends().forEach(end -> roots.add(of(end))));
        var holders = new TreeMap<String, List<Identity>>();
        roots.forEach(root -> core(root)
                .unique
                .keySet()
                .forEach(namespace -> holders.computeIfAbsent(namespace, _ -> new ArrayList<>())
                        .add(root)));
        holders.values().removeIf(several -> several.size() == 1);
        var contested = holders.values().stream().flatMap(List::stream).collect(Collectors.toCollection(HashSet::new));
        var splitNamespaces = new TreeSet<String>();
        var splits = new HashSet<Split>();
        roots.forEach(root -> core(root)
                .split
                .forEach(identity -> apart.getOrDefault(identity, Map.of()).forEach((other, split) -> {
                    if (!of(other).equals(root) && roots.contains(of(other))) {
                        contested.add(root);
                        splitNamespaces.add(identity.namespace().name());
                        splits.add(split);
                    }
                })));
        if (contested.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Contest(
                holders.isEmpty()
                        ? new Supersession(Supersession.Rule.SPLIT, splitNamespaces.first(), splits)
                        : new Supersession(Supersession.Rule.UNIQUE, holders.firstKey()),
                contested));
    }

    /** Joins what leads to nothing contested, over and over; what remains lies between contested cores. */
    private Set<Link> between(List<Link> piece, Set<Identity> contested) {
        var remaining = new LinkedHashSet<>(piece);
        var neighbours = new HashMap<Identity, Map<Identity, List<Link>>>();
        piece.forEach(link -> {
            var one = of(link.from());
            var other = of(link.to());
            neighbours
                    .computeIfAbsent(one, _ -> new HashMap<>())
                    .computeIfAbsent(other, _ -> new ArrayList<>())
                    .add(link);
            neighbours
                    .computeIfAbsent(other, _ -> new HashMap<>())
                    .computeIfAbsent(one, _ -> new ArrayList<>())
                    .add(link);
        });
        var ends = new ArrayList<>(neighbours.keySet());
        while (!ends.isEmpty()) {
            var end = ends.removeLast();
            var beside = neighbours.getOrDefault(end, Map.of());
            var inside = beside.remove(end);
            if (inside != null) {
                // Both ends are in one core already.
                inside.forEach(remaining::remove);
            }
            if (!contested.contains(end) && beside.size() == 1) {
                var neighbour = beside.keySet().iterator().next();
                beside.values().forEach(links -> links.forEach(remaining::remove));
                beside.clear();
                var rest = neighbours.getOrDefault(neighbour, Map.of());
                rest.remove(end);
                ends.add(neighbour);
            }
        }
        piece.stream().filter(link -> !remaining.contains(link)).forEach(this::unite);
        return remaining;
    }

    private void unite(Link link) {
        var one = of(link.from());
        var other = of(link.to());
        if (one.equals(other)) {
            return;
        }
        var larger = core(one).size >= core(other).size ? one : other;
        var smaller = larger.equals(one) ? other : one;
        var joined = core(larger);
        var gone = core(smaller);
        partition.join(larger, smaller);
        cores.remove(smaller);
        joined.size += gone.size;
        joined.unique.putAll(gone.unique);
        joined.split.addAll(gone.split);
    }
}
