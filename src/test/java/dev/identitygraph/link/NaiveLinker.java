package dev.identitygraph.link;

import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.identity.Identity;
import dev.identitygraph.identity.Kind;
import dev.identitygraph.identity.Party;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The meaning of linking, written to be read and not to be fast. It shares only records with the product: no index, no
 * partition, everything is looked for anew by walking accepted links.
 */
final class NaiveLinker {
    private record Seen(Link link, boolean decided, int priority, Instant at) {
        boolean asStrongAs(Seen other) {
            return decided == other.decided && priority == other.priority && at.equals(other.at);
        }
    }

    private static final Comparator<Seen> STRONGEST_FIRST = Comparator.comparing(Seen::decided)
            .thenComparing(Seen::priority)
            .thenComparing(Seen::at)
            .reversed();

    private final LinkingRules rules;
    private final Map<Link, String> superseded = new HashMap<>();
    private final Set<Link> accepted = new HashSet<>();
    private final Map<Identity, Set<Set<Identity>>> owners = new HashMap<>();
    private final Map<Identity, Set<Set<Identity>>> once = new HashMap<>();
    private final Map<Identity, TreeSet<String>> lostBy = new HashMap<>();
    private Set<Set<Identity>> splits = Set.of();

    NaiveLinker(LinkingRules rules) {
        this.rules = rules;
    }

    Outcome link(Collection<Observation> observations) {
        splits = standingSplits(observations);
        var seen = seen(observations);
        var useful = useful(seen);
        joinPeople(useful.stream().filter(it -> joins(it.link.to())).toList());
        superseded.forEach((link, reason) -> {
            if (link.type() == EdgeType.HAS_EMAIL && reason.startsWith("UNIQUE")) {
                had(link.to(), core(link.from()), reason);
            }
        });
        for (var kind : List.of(Kind.EMAIL, Kind.DEVICE)) {
            for (var party : List.of(Party.FIRST, Party.THIRD)) {
                give(useful.stream()
                        .filter(it -> !joins(it.link.to()))
                        .filter(it -> it.link.to().namespace().kind() == kind
                                && it.link.to().namespace().party() == party)
                        .toList());
            }
        }
        return outcome(observations);
    }

    private Set<Set<Identity>> standingSplits(Collection<Observation> observations) {
        return observations.stream()
                .filter(it -> it.says() == Observation.Says.SPLIT)
                .filter(split -> observations.stream()
                        .noneMatch(join -> join.says() == Observation.Says.JOIN
                                && join.identities().equals(split.identities())
                                && join.observedAt().isAfter(split.observedAt())))
                .map(Observation::identities)
                .collect(Collectors.toSet());
    }

    private List<Seen> seen(Collection<Observation> observations) {
        var all = new LinkedHashMap<Link, Seen>();
        for (var observation : observations) {
            for (var one : observation.identities()) {
                for (var other : observation.identities()) {
                    if (observation.says() == Observation.Says.SPLIT) {
                        continue;
                    }
                    Link.between(one, other).ifPresent(link -> {
                        var pair = Set.of(one, other);
                        var decided = observation.says() == Observation.Says.JOIN && !splits.contains(pair);
                        var next = new Seen(link, decided, priority(link), observation.observedAt());
                        var before = all.get(link);
                        if (before == null || STRONGEST_FIRST.compare(next, before) < 0) {
                            all.put(link, next);
                        }
                    });
                }
            }
        }
        return List.copyOf(all.values());
    }

    private int priority(Link link) {
        return link.ends().stream()
                .mapToInt(end -> rules.of(end.namespace()).priority())
                .min()
                .orElseThrow();
    }

    private List<Seen> useful(List<Seen> seen) {
        var useful = new ArrayList<Seen>();
        for (var it : seen) {
            var reasons = new ArrayList<String>();
            it.link.ends().stream()
                    .filter(rules::neverLinks)
                    .forEach(end -> reasons.add("NEVER " + end.namespace().name()));
            it.link.ends().stream()
                    .filter(end -> seen.stream()
                                    .filter(other -> other.link.ends().contains(end))
                                    .count()
                            > rules.of(end.namespace()).limit())
                    .forEach(end -> reasons.add("GENERIC " + end.namespace().name()));
            if (reasons.isEmpty()) {
                useful.add(it);
            } else {
                superseded.put(it.link, reasons.getFirst());
            }
        }
        return useful;
    }

    private void joinPeople(List<Seen> links) {
        var waiting = new ArrayList<>(links);
        waiting.sort(STRONGEST_FIRST);
        while (!waiting.isEmpty()) {
            var strongest = waiting.getFirst();
            var equals = waiting.stream()
                    .filter(strongest::asStrongAs)
                    .map(Seen::link)
                    .toList();
            waiting.removeIf(strongest::asStrongAs);
            var left = new HashSet<>(equals);
            while (!left.isEmpty()) {
                var together = reached(left.iterator().next().from(), equals);
                var piece = left.stream()
                        .filter(link -> together.contains(link.from()))
                        .toList();
                left.removeAll(piece);
                joinPiece(piece, together);
            }
        }
    }

    /** All that is reached over accepted links and these. */
    private Set<Identity> reached(Identity start, Collection<Link> more) {
        var reached = new HashSet<>(Set.of(start));
        var grown = true;
        while (grown) {
            grown = false;
            for (var links : List.of(accepted, more)) {
                for (var link : links) {
                    if (link.ends().stream().anyMatch(reached::contains)) {
                        grown |= reached.addAll(link.ends());
                    }
                }
            }
        }
        return reached;
    }

    private Set<Identity> core(Identity identity) {
        return reached(identity, List.of());
    }

    private void joinPiece(List<Link> piece, Set<Identity> together) {
        var doubled = new TreeMap<String, Set<Identity>>();
        together.stream()
                .filter(it -> rules.of(it.namespace()).unique())
                .forEach(it -> doubled.computeIfAbsent(it.namespace().name(), _ -> new HashSet<>())
                        .add(it));
        doubled.values().removeIf(values -> values.size() == 1);
        var apart = new TreeMap<String, Identity>();
        Predicate<Identity> isSplitHere = it -> splits.stream()
                .anyMatch(split -> split.contains(it) && together.containsAll(split) && !core(it).containsAll(split));
        together.stream()
                .filter(isSplitHere)
                .forEach(it -> apart.put(it.namespace().name(), it));
        if (doubled.isEmpty() && apart.isEmpty()) {
            accepted.addAll(piece);
            return;
        }
        var contested = together.stream()
                .filter(it -> isSplitHere.test(it) || doubled.values().stream().anyMatch(values -> values.contains(it)))
                .collect(Collectors.toSet());
        var remaining = new HashSet<>(piece);
        var accepting = true;
        while (accepting) {
            var harmless = remaining.stream()
                    .filter(link -> core(link.from()).equals(core(link.to()))
                            || isEnd(core(link.from()), remaining, contested)
                            || isEnd(core(link.to()), remaining, contested))
                    .findFirst();
            accepting = harmless.isPresent();
            harmless.ifPresent(link -> {
                remaining.remove(link);
                accepted.add(link);
            });
        }
        var reason = doubled.isEmpty() ? "SPLIT " + apart.firstKey() : "UNIQUE " + doubled.firstKey();
        remaining.forEach(link -> superseded.put(link, reason));
    }

    /** Whether these are one core with nothing contested, from which the links lead to one other core only. */
    private boolean isEnd(Set<Identity> core, Set<Link> links, Set<Identity> contested) {
        return core.stream().noneMatch(contested::contains)
                && links.stream()
                                .flatMap(link -> core.contains(link.from()) && !core.contains(link.to())
                                        ? java.util.stream.Stream.of(core(link.to()))
                                        : core.contains(link.to()) && !core.contains(link.from())
                                                ? java.util.stream.Stream.of(core(link.from()))
                                                : java.util.stream.Stream.empty())
                                .distinct()
                                .count()
                        == 1;
    }

    private boolean joins(Identity identity) {
        return switch (identity.namespace().kind()) {
            case CUSTOMER -> true;
            case EMAIL ->
                identity.namespace().party() == Party.FIRST
                        && !rules.of(identity.namespace()).mayBeShared();
            case DEVICE, SEGMENT -> false;
        };
    }

    /** Each person as the set of their joined identities; an address of nobody's is a person by itself. */
    private Set<Set<Identity>> people(Identity identity) {
        if (joins(identity)) {
            return Set.of(core(identity));
        }
        var known = owners.getOrDefault(identity, Set.of());
        return known.isEmpty()
                        && identity.namespace().kind() == Kind.EMAIL
                        && identity.namespace().party() == Party.FIRST
                ? Set.of(Set.of(identity))
                : known;
    }

    private Set<Set<Identity>> claiming(Link link) {
        return people(link.from()).stream()
                .filter(person -> splits.stream()
                        .noneMatch(split -> split.contains(link.to())
                                && split.stream().anyMatch(it -> !it.equals(link.to()) && person.contains(it))))
                .collect(Collectors.toCollection(HashSet::new));
    }

    private void had(Identity address, Set<Identity> person, String reason) {
        once.computeIfAbsent(address, _ -> new HashSet<>()).add(person);
        lostBy.computeIfAbsent(address, _ -> new TreeSet<>()).add(reason);
    }

    private void give(List<Seen> links) {
        var byOwned = links.stream().collect(Collectors.groupingBy(it -> it.link.to()));
        byOwned.forEach((owned, all) -> {
            var open = new ArrayList<Link>();
            all.forEach(it -> {
                var direct = splits.contains(Set.of(it.link.from(), owned));
                if (direct
                        || !people(it.link.from()).isEmpty()
                                && claiming(it.link).isEmpty()) {
                    superseded.put(it.link, "SPLIT " + owned.namespace().name());
                } else if (!claiming(it.link).isEmpty()) {
                    open.add(it.link);
                }
            });
            if (owned.namespace().kind() == Kind.EMAIL) {
                open.forEach(link ->
                        owners.computeIfAbsent(owned, _ -> new HashSet<>()).addAll(claiming(link)));
            } else if (!open.isEmpty()) {
                giveDevice(owned, open);
            }
        });
        byOwned.forEach((owned, _) -> {
            if (rules.of(owned.namespace()).unique()) {
                loseTheWeaker(owned, links);
            }
        });
        losing.forEach((owned, people) -> people.forEach(person -> {
            var reason = "UNIQUE " + owned.namespace().name();
            owners.getOrDefault(owned, new HashSet<>()).remove(person);
            had(owned, person, reason);
        }));
        losing.forEach((owned, people) -> byOwned.getOrDefault(owned, List.of()).stream()
                .map(Seen::link)
                .filter(link -> !superseded.containsKey(link))
                .filter(link -> claiming(link).stream().anyMatch(people::contains))
                .filter(link -> claiming(link).stream().noneMatch(owners.getOrDefault(owned, Set.of())::contains))
                .forEach(link ->
                        superseded.put(link, "UNIQUE " + owned.namespace().name())));
        losing.clear();
    }

    private final Map<Identity, Set<Set<Identity>>> losing = new HashMap<>();

    private void giveDevice(Identity device, List<Link> links) {
        var candidates = links.stream()
                .flatMap(link -> claiming(link).stream())
                .distinct()
                .toList();
        var owner = candidates.stream()
                .filter(person -> links.stream()
                        .allMatch(link -> claiming(link).contains(person)
                                || once.getOrDefault(link.from(), Set.of()).contains(person)))
                .toList();
        if (owner.size() != 1) {
            links.forEach(
                    link -> superseded.put(link, "SHARED " + device.namespace().name()));
            return;
        }
        owners.put(device, new HashSet<>(owner));
        links.stream()
                .filter(link -> !claiming(link).contains(owner.getFirst()))
                .forEach(link -> superseded.put(
                        link, lostBy.getOrDefault(link.from(), new TreeSet<>()).first()));
    }

    /** Marks what a person has to give up since another value of the unique namespace has an as strong link. */
    private void loseTheWeaker(Identity owned, List<Seen> links) {
        for (var person : owners.getOrDefault(owned, Set.of())) {
            var mine = strongest(owned, person, links);
            var rivals = links.stream()
                    .map(it -> it.link.to())
                    .distinct()
                    .filter(it -> !it.equals(owned) && it.namespace().equals(owned.namespace()))
                    .filter(it -> owners.getOrDefault(it, Set.of()).contains(person))
                    .flatMap(it -> strongest(it, person, links).stream())
                    .toList();
            if (mine.stream()
                    .anyMatch(it -> rivals.stream().anyMatch(rival -> STRONGEST_FIRST.compare(rival, it) <= 0))) {
                losing.computeIfAbsent(owned, _ -> new HashSet<>()).add(person);
            }
        }
    }

    private List<Seen> strongest(Identity owned, Set<Identity> person, List<Seen> links) {
        return links.stream()
                .filter(it -> it.link.to().equals(owned) && !superseded.containsKey(it.link))
                .filter(it -> claiming(it.link).contains(person))
                .min(STRONGEST_FIRST)
                .stream()
                .toList();
    }

    private Outcome outcome(Collection<Observation> observations) {
        var identities =
                observations.stream().flatMap(it -> it.identities().stream()).collect(Collectors.toSet());
        var graphs = new HashMap<Set<Identity>, TreeSet<Identity>>();
        identities.forEach(identity -> people(identity)
                .forEach(person -> graphs.computeIfAbsent(person, _ -> new TreeSet<>(Link.BY_NAME))
                        .add(identity)));
        graphs.values().removeIf(graph -> graph.size() == 1);
        var alone = new TreeSet<String>();
        identities.stream()
                .filter(identity -> graphs.values().stream().noneMatch(graph -> graph.contains(identity)))
                .forEach(identity -> alone.add(Outcome.text(identity)));
        var texts = new TreeMap<String, String>();
        superseded.forEach((link, reason) -> texts.put(Outcome.text(link), reason));
        return new Outcome(
                graphs.values().stream()
                        .map(graph -> graph.stream().map(Outcome::text).collect(Collectors.joining(" ")))
                        .collect(Collectors.toCollection(TreeSet::new)),
                alone,
                texts);
    }
}
