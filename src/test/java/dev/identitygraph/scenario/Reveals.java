package dev.identitygraph.scenario;

import dev.identitygraph.identity.Quadrant;
import dev.identitygraph.oracle.Rules;
import dev.identitygraph.oracle.Vocabulary;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Changes of what the purposes of a policy are shown. */
final class Reveals {
    /** The properties that show the value of an identity. */
    private static final Set<String> VALUES = Set.of("Customer.value", "Email.address", "Device.value", "Segment.name");

    private Reveals() {}

    /** Shows every purpose the source of every edge. */
    static void showSources(Map<String, @Nullable Object> policy) {
        each(policy, (_, shown) -> {
            var more = new LinkedHashSet<>(shown);
            more.add("Provenance.source");
            return List.copyOf(more);
        });
    }

    /** Hides from every purpose the values by which a purpose may start a walk. */
    static void hideKeys(Vocabulary vocabulary, Map<String, @Nullable Object> policy) {
        record Place(String kind, Quadrant quadrant) {}
        var starts = new HashSet<Place>();
        Rules.of(Yamls.write(policy))
                .values()
                .forEach(rules -> rules.enter().values().stream()
                        .flatMap(List::stream)
                        .map(vocabulary::namespace)
                        .forEach(namespace ->
                                starts.add(new Place(namespace.kind().label(), namespace.quadrant()))));
        each(
                policy,
                (quadrant, shown) -> shown.stream()
                        .filter(property -> !VALUES.contains(property)
                                || !starts.contains(new Place(property.substring(0, property.indexOf('.')), quadrant)))
                        .toList());
    }

    private static void each(
            Map<String, @Nullable Object> policy, BiFunction<Quadrant, List<String>, List<String>> change) {
        policy.replaceAll((_, rules) -> {
            var changed = Yamls.copy(Yamls.mapping(rules));
            if (Yamls.mapping(changed, "enter").isEmpty()) {
                return changed;
            }
            var before = Yamls.mapping(changed, "reveal");
            var reveal = Yamls.copy(Map.of());
            for (var quadrant : Quadrant.values()) {
                var shown = new ArrayList<String>();
                Yamls.list(before.getOrDefault(quadrant.name(), List.of()))
                        .forEach(property -> shown.add(String.valueOf(property)));
                var after = change.apply(quadrant, shown);
                if (!after.isEmpty()) {
                    reveal.put(quadrant.name(), after);
                }
            }
            changed.put("reveal", reveal);
            return changed;
        });
    }
}
