package dev.identitygraph.policy;

import dev.identitygraph.identity.Aspect;
import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.identity.Kind;
import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.identity.Quadrant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Exhaustive search over the walks that a purpose permits. Walks that stand on the same kind in the same quadrant with
 * the same memory of people can go on alike, so only the shortest of them, which has the most hops left, is followed.
 */
final class WalkSearch {
    /** A field, and where it leads. */
    record Stop(String field, Kind kind, Quadrant quadrant) {
        @Override
        public String toString() {
            return field + " (" + quadrant + ")";
        }
    }

    /**
     * What counts of the way so far for whether a walk comes to a second person: it comes back to a personal node by
     * way of behaviour, or to a customer by way of an e-mail address. SAME_AS stays with the person.
     */
    private record Memory(
            boolean person, boolean behaviourOfPerson, boolean customer, boolean emailOfCustomer, boolean crossed) {
        static final Memory EMPTY = new Memory(false, false, false, false, false);

        Memory at(Kind kind, boolean samePerson) {
            var personal = kind.aspect() == Aspect.PERSONAL;
            var crosses =
                    !samePerson && ((personal && behaviourOfPerson) || (kind == Kind.CUSTOMER && emailOfCustomer));
            return new Memory(
                    person || personal,
                    behaviourOfPerson || (!personal && person),
                    customer || kind == Kind.CUSTOMER,
                    emailOfCustomer || (kind == Kind.EMAIL && customer),
                    crossed || crosses);
        }
    }

    private record State(Kind kind, Quadrant quadrant, Memory memory) {}

    /** A walk from an entry, by an identity of the namespace, to its last stop. */
    record Path(String namespace, List<Stop> stops, Memory memory) {
        Stop last() {
            return stops.getLast();
        }

        int hops() {
            return stops.size() - 1;
        }

        boolean comesToSecondPerson() {
            return memory.crossed();
        }

        private Path then(Stop stop, boolean samePerson) {
            return new Path(
                    namespace,
                    Stream.concat(stops.stream(), Stream.of(stop)).toList(),
                    memory.at(stop.kind(), samePerson));
        }

        private State state() {
            return new State(last().kind(), last().quadrant(), memory);
        }

        Trail trail() {
            return new Trail(
                    stops.getFirst().field(),
                    namespace,
                    stops.stream().skip(1).map(Stop::field).toList());
        }

        @Override
        public String toString() {
            var entry = stops.getFirst();
            return Stream.concat(
                            Stream.of(new Stop(entry.field() + "(" + namespace + ")", entry.kind(), entry.quadrant())),
                            stops.stream().skip(1))
                    .map(Stop::toString)
                    .collect(Collectors.joining(" -> "));
        }
    }

    private final PurposePolicy policy;
    private final List<Path> walks = new ArrayList<>();
    private final Map<String, Set<Walk>> taken = new LinkedHashMap<>();

    WalkSearch(PurposePolicy policy, Namespaces namespaces) {
        this.policy = policy;
        search(entries(namespaces));
    }

    /** One walk for each state that can be reached, the shorter first. */
    List<Path> walks() {
        return Collections.unmodifiableList(walks);
    }

    /** The hops that some walk takes, each with the quadrants that it leads between. */
    Map<String, Set<Walk>> taken() {
        return Collections.unmodifiableMap(taken);
    }

    private Queue<Path> entries(Namespaces namespaces) {
        var entries = new ArrayDeque<Path>();
        policy.enter()
                .forEach((coordinate, rule) -> rule.namespaces().stream()
                        .flatMap(name -> namespaces.find(name).stream())
                        .map(namespace -> new Path(
                                namespace.name(),
                                List.of(new Stop(coordinate, namespace.kind(), namespace.quadrant())),
                                Memory.EMPTY.at(namespace.kind(), false)))
                        .forEach(entries::add));
        return entries;
    }

    private void search(Queue<Path> open) {
        var seen = new HashSet<State>();
        while (!open.isEmpty()) {
            var walk = open.remove();
            if (seen.add(walk.state())) {
                walks.add(walk);
                if (walk.hops() < policy.maxHops()) {
                    policy.hopsFrom(walk.last().kind(), Set.of(walk.last().quadrant()))
                            .forEach(permitted -> follow(walk, permitted, open));
                }
            }
        }
    }

    private void follow(Path walk, PermittedHop permitted, Queue<Path> open) {
        var hop = permitted.hop();
        taken.computeIfAbsent(hop.coordinate(), _ -> new TreeSet<>()).addAll(permitted.walks());
        permitted.walks().stream()
                .sorted()
                .forEach(step -> open.add(
                        walk.then(new Stop(hop.coordinate(), hop.to(), step.to()), hop.edge() == EdgeType.SAME_AS)));
    }
}
