package dev.identitygraph.scenario;

import dev.identitygraph.identity.Direction;
import dev.identitygraph.identity.Kind;
import dev.identitygraph.identity.Method;
import dev.identitygraph.identity.Namespace;
import dev.identitygraph.identity.Party;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.identity.Quadrant;
import dev.identitygraph.oracle.CircleSearch;
import dev.identitygraph.oracle.Vocabulary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Random policies, in the form of the policy file. */
final class RandomPolicies {
    private static final List<Integer> MAX_HOPS =
            List.of(0, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 4);

    private record Place(Kind kind, Quadrant quadrant) {}

    private final Vocabulary vocabulary;
    private final Choice choice;

    RandomPolicies(Vocabulary vocabulary, Choice choice) {
        this.vocabulary = vocabulary;
        this.choice = choice;
    }

    /** A policy in which these purposes permit something, and none has a flaw by itself. */
    Map<String, @Nullable Object> sound(List<Purpose> purposes) {
        var policy = Defaults.SHIPPED.policy(vocabulary, Map.of());
        purposes.forEach(purpose -> policy.put(purpose.name(), sound(purpose)));
        return policy;
    }

    private Map<String, @Nullable Object> sound(Purpose purpose) {
        while (true) {
            var rules = purpose();
            if (crosses(purpose, rules)) {
                rules.put("crossesPeople", "To try it.");
            }
            if (search(purpose, rules).flaws(List.of()).isEmpty()) {
                return rules;
            }
        }
    }

    /** A policy with any flaws, in which these purposes permit something. */
    Map<String, @Nullable Object> any(List<Purpose> purposes) {
        var policy = Defaults.SHIPPED.policy(vocabulary, Map.of());
        for (var purpose : purposes) {
            var rules = purpose();
            if (crosses(purpose, rules) != choice.happens(0.05)) {
                rules.put("crossesPeople", "To try it.");
            }
            policy.put(purpose.name(), rules);
        }
        return policy;
    }

    private boolean crosses(Purpose purpose, Map<String, @Nullable Object> rules) {
        return search(purpose, rules).crossesPeople(purpose);
    }

    private CircleSearch search(Purpose purpose, Map<String, @Nullable Object> rules) {
        return new CircleSearch(vocabulary, Yamls.write(Map.of(purpose.name(), rules)));
    }

    private Map<String, @Nullable Object> purpose() {
        var places = new LinkedHashSet<Place>();
        var purpose = new LinkedHashMap<String, @Nullable Object>();
        purpose.put("about", "A random purpose.");
        purpose.put("enter", enter(places));
        purpose.put("maxHops", choice.oneOf(MAX_HOPS));
        purpose.put("hops", hops(places));
        var minGroup = choice.happens(0.25);
        if (minGroup) {
            purpose.put("minGroup", choice.oneOf(List.of(2, 3, 10)));
        }
        purpose.put("reveal", reveal(minGroup));
        return purpose;
    }

    private Map<String, @Nullable Object> enter(Set<Place> places) {
        var enter = new LinkedHashMap<String, @Nullable Object>();
        var starts = new ArrayList<>(vocabulary.starts().entrySet());
        for (var number = choice.number(1, 2); number > 0; number--) {
            var start = choice.oneOf(starts);
            var namespaces = choice.atLeastOneOf(
                    vocabulary.namespaces().stream()
                            .filter(namespace -> namespace.kind() == start.getValue())
                            .toList(),
                    0.6);
            namespaces.forEach(namespace -> places.add(new Place(namespace.kind(), namespace.quadrant())));
            enter.put(
                    start.getKey(),
                    Map.of(
                            "namespaces",
                            namespaces.stream().map(Namespace::name).toList(),
                            "boundTo",
                            "ANY"));
        }
        return enter;
    }

    /** Hops from where a walk may stand, and now and then one from where it may not. */
    private Map<String, @Nullable Object> hops(Set<Place> places) {
        var walks = new LinkedHashMap<Vocabulary.Hop, Set<String>>();
        for (var number = choice.number(1, 6); number > 0; number--) {
            var place = choice.oneOf(List.copyOf(places));
            var hop = choice.oneOf(vocabulary.hops().stream()
                    .filter(any -> any.from() == place.kind())
                    .toList());
            var ends = choice.someOf(reachable(place, hop), 0.97);
            if (choice.happens(0.06)) {
                ends = Stream.concat(ends.stream(), Stream.of(choice.oneOf(List.of(Party.values()))))
                        .toList();
            }
            var stranger = choice.happens(0.01);
            for (var end : ends) {
                var to = hop.to().quadrant(end);
                Quadrant from = stranger ? hop.from().quadrant(Party.THIRD) : place.quadrant();
                walks.computeIfAbsent(hop, _ -> new LinkedHashSet<>()).add(from + " -> " + to);
                places.add(new Place(hop.to(), to));
            }
        }
        var hops = new LinkedHashMap<String, @Nullable Object>();
        walks.forEach((hop, ofHop) -> hops.put(hop.coordinate(), rule(List.copyOf(ofHop))));
        return hops;
    }

    /** The parties of the nodes that edges of the hop's type lead to from a place. */
    private static List<Party> reachable(Place place, Vocabulary.Hop hop) {
        var start = place.quadrant().party();
        return Stream.of(Party.values())
                .filter(end -> hop.direction() != Direction.IN && hop.edge().joins(start, end)
                        || hop.direction() != Direction.OUT && hop.edge().joins(end, start))
                .toList();
    }

    private Map<String, @Nullable Object> rule(List<String> walks) {
        var rule = new LinkedHashMap<String, @Nullable Object>();
        rule.put("why", "To try it.");
        rule.put("walks", walks);
        rule.put("party", names(choice.atLeastOneOf(List.of(Party.values()), 0.9)));
        rule.put(
                "lawfulBasis",
                names(choice.atLeastOneOf(RandomGraphs.BASES.stream().distinct().toList(), 0.85)));
        rule.put("methods", names(choice.atLeastOneOf(List.of(Method.values()), 0.9)));
        rule.put("minConfidence", choice.oneOf(List.of(0, 0.0, 0.5, 0.5, 0.8, 0.9, 0.95, 1)));
        if (choice.happens(0.25)) {
            rule.put("oldest", choice.oneOf(List.of("P30D", "P1M", "P90D", "P1Y")));
        }
        return rule;
    }

    private static List<String> names(List<? extends Enum<?>> constants) {
        return constants.stream().map(Enum::name).toList();
    }

    private Map<String, @Nullable Object> reveal(boolean sizes) {
        var reveal = new LinkedHashMap<String, @Nullable Object>();
        for (var quadrant : Quadrant.values()) {
            var properties = Stream.concat(
                            Stream.of(Kind.values())
                                    .filter(kind -> kind.aspect() == quadrant.aspect())
                                    .map(Kind::label),
                            Stream.of("Consent", "Provenance"))
                    .filter(_ -> choice.happens(0.8))
                    .flatMap(type -> choice.someOf(vocabulary.properties(type), 0.75).stream())
                    .filter(property -> sizes || !property.equals("Segment.size"))
                    .toList();
            if (!properties.isEmpty()) {
                reveal.put(quadrant.name(), properties);
            }
        }
        return reveal;
    }
}
