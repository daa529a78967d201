package dev.identitygraph.policy;

import dev.identitygraph.identity.Kind;
import dev.identitygraph.identity.LawfulBasis;
import dev.identitygraph.identity.Method;
import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.identity.Party;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.identity.Quadrant;
import dev.identitygraph.yaml.Faults;
import dev.identitygraph.yaml.YamlValue;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Reads what a policy says of one purpose. A faulty part is left out and its fault kept, so that the rest is read. */
final class PurposeReader {
    private final GraphSchema schema;
    private final Namespaces namespaces;
    private final Set<String> optOuts;
    private final Faults faults;

    PurposeReader(GraphSchema schema, Namespaces namespaces, Set<String> optOuts, Faults faults) {
        this.schema = schema;
        this.namespaces = namespaces;
        this.optOuts = optOuts;
        this.faults = faults;
    }

    /** What the policy says; without meaning if there are faults. */
    PurposePolicy read(Purpose purpose, YamlValue value) {
        known(
                value,
                "about",
                "enter",
                "maxHops",
                "hops",
                "reveal",
                "crossesPeople",
                "wholeView",
                "minGroup",
                "blockedBy");
        required(value, "about", YamlValue::text);
        var policy = new PurposePolicy(
                purpose,
                required(value, "enter", enter -> each(enter, this::entry)).orElse(Map.of()),
                required(value, "maxHops", most -> most.integer(0, 10)).orElse(0),
                required(value, "hops", hops -> each(hops, this::hop)).orElse(Map.of()),
                required(value, "reveal", this::reveal).orElse(Map.of()),
                optional(value, "crossesPeople", YamlValue::text),
                optional(value, "wholeView", YamlValue::text),
                optional(value, "minGroup", least -> least.integer(2, 1_000_000)),
                optional(value, "blockedBy", list -> set(list, name -> name.oneOf(List.copyOf(optOuts))))
                        .orElse(Set.of()));
        agree(policy, value);
        return policy;
    }

    private void agree(PurposePolicy policy, YamlValue value) {
        if (policy.wholeView().isPresent()
                && policy.enter().values().stream().anyMatch(entry -> entry.boundTo() != BoundTo.SUBJECT)) {
            faults.add(value.key("wholeView").fault("a purpose with wholeView may enter at the SUBJECT only"));
        }
        if (policy.wholeView().isEmpty()
                && policy.reveal().values().stream()
                        .flatMap(Set::stream)
                        .anyMatch(shown -> shown.startsWith(GraphSchema.PURPOSE_CONSENT + "."))) {
            faults.add(value.key("reveal")
                    .fault(GraphSchema.PURPOSE_CONSENT + " may be shown by a purpose with wholeView only"));
        }
        if (policy.wholeView().isPresent()
                && policy.reveal().values().stream()
                        .flatMap(Set::stream)
                        .anyMatch(shown -> shown.startsWith("Consent."))) {
            faults.add(value.key("reveal")
                    .fault("a purpose with wholeView shows " + GraphSchema.PURPOSE_CONSENT + " in place of Consent"));
        }
        if (policy.wholeView().isPresent()
                && policy.hops().values().stream().anyMatch(hop -> hop.hop().from() == Kind.SEGMENT)) {
            faults.add(value.key("wholeView")
                    .fault("a purpose with wholeView may not list the members of a segment: they are other people"));
        }
        if (policy.minGroup().isEmpty()
                && policy.reveal().values().stream().anyMatch(shown -> shown.contains(GraphSchema.SIZE))) {
            faults.add(value.key("reveal").fault(GraphSchema.SIZE + " may be shown only with a minGroup"));
        }
    }

    private Optional<EntryRule> entry(String coordinate, YamlValue value) {
        known(value, "namespaces", "boundTo");
        var kind = schema.entry(coordinate);
        if (kind.isEmpty()) {
            faults.add(value.fault(unknown(coordinate, schema.entryCoordinates())));
            return Optional.empty();
        }
        var allowed = namespaces.names().stream()
                .filter(name -> namespaces.find(name).orElseThrow().kind() == kind.get())
                .toList();
        var names = required(value, "namespaces", list -> set(list, name -> name.oneOf(allowed)));
        var boundTo = required(value, "boundTo", bound -> boundTo(coordinate, bound));
        if (schema.entersAtPerson(coordinate)
                && names.filter(all -> all.size() > 1).isPresent()) {
            faults.add(value.fault(coordinate + " takes one namespace: the one in which a token names the person"));
        }
        return names.flatMap(all -> boundTo.map(bound -> new EntryRule(List.copyOf(all), bound)));
    }

    private BoundTo boundTo(String coordinate, YamlValue value) {
        var boundTo = value.oneOf(BoundTo.class);
        if (!schema.bindings(coordinate).contains(boundTo)) {
            throw value.fault(coordinate
                    + (boundTo == BoundTo.SUBJECT
                            ? " needs a value, so it is bound to ANY"
                            : " takes no value, so it is bound to the SUBJECT"));
        }
        return boundTo;
    }

    private Optional<PermittedHop> hop(String coordinate, YamlValue value) {
        known(value, "why", "walks", "party", "lawfulBasis", "methods", "minConfidence", "oldest");
        var guards = new Guards(
                someOf(value, "party", Party.class),
                someOf(value, "lawfulBasis", LawfulBasis.class),
                someOf(value, "methods", Method.class),
                required(value, "minConfidence", least -> least.decimal(0, 1)).orElse(1.0),
                optional(value, "oldest", PurposeReader::period));
        var why = required(value, "why", YamlValue::text).orElse("");
        var hop = schema.hop(coordinate);
        if (hop.isEmpty()) {
            faults.add(value.fault(unknown(coordinate, schema.hopCoordinates())));
        }
        return hop.map(known -> new PermittedHop(
                known,
                required(value, "walks", walks -> set(walks, item -> walk(known, item)))
                        .orElse(Set.of()),
                guards,
                why));
    }

    private static Walk walk(Hop hop, YamlValue item) {
        var ends = item.text().split("\\s*->\\s*", -1);
        var quadrants = List.of("P1", "B1", "P3", "B3");
        if (ends.length != 2 || !quadrants.contains(ends[0]) || !quadrants.contains(ends[1])) {
            throw item.fault("'" + item.text() + "' is no walk; right would be, for example, P1 -> B1");
        }
        var walk = new Walk(Quadrant.valueOf(ends[0]), Quadrant.valueOf(ends[1]));
        if (walk.from().aspect() != hop.from().aspect()
                || walk.to().aspect() != hop.to().aspect()) {
            throw item.fault("%s leads from %s (%s) to %s (%s), so it cannot walk %s"
                    .formatted(
                            hop.coordinate(),
                            hop.from().label(),
                            hop.from().aspect(),
                            hop.to().label(),
                            hop.to().aspect(),
                            walk));
        }
        return walk;
    }

    private static Period period(YamlValue value) {
        try {
            return Period.parse(value.text());
        } catch (DateTimeParseException e) {
            throw value.fault("'" + value.text() + "' is no period; right would be, for example, P400D");
        }
    }

    private Map<Quadrant, Set<String>> reveal(YamlValue value) {
        known(value, "P1", "B1", "P3", "B3");
        var reveal = new LinkedHashMap<Quadrant, Set<String>>();
        for (var quadrant : Quadrant.values()) {
            optional(value, quadrant.name(), coordinates -> set(coordinates, this::property))
                    .ifPresent(coordinates -> reveal.put(quadrant, coordinates));
        }
        return Collections.unmodifiableMap(reveal);
    }

    private String property(YamlValue item) {
        if (schema.property(item.text()).isEmpty()) {
            throw item.fault(unknown(item.text(), schema.propertyCoordinates()));
        }
        return item.text();
    }

    private void known(YamlValue value, String... keys) {
        faults.read(() -> value.entries(keys));
    }

    private <T> Optional<T> required(YamlValue value, String key, Function<YamlValue, T> read) {
        return faults.read(() -> read.apply(value.require(key)));
    }

    private <T> Optional<T> optional(YamlValue value, String key, Function<YamlValue, T> read) {
        return faults.read(() -> value.get(key).map(read)).flatMap(Function.identity());
    }

    private <T> Map<String, T> each(YamlValue value, BiFunction<String, YamlValue, Optional<T>> read) {
        var all = new LinkedHashMap<String, T>();
        value.entries().forEach((key, item) -> read.apply(key, item).ifPresent(part -> all.put(key, part)));
        return Collections.unmodifiableMap(all);
    }

    private <E extends Enum<E>> Set<E> someOf(YamlValue value, String key, Class<E> type) {
        return required(value, key, list -> set(list, item -> item.oneOf(type))).orElse(Set.of());
    }

    /** A list without repetitions and not empty: an empty guard would deny everything and mean something else. */
    private <T> Set<T> set(YamlValue value, Function<YamlValue, T> read) {
        var set = new LinkedHashSet<T>();
        for (var item : value.items()) {
            faults.read(() -> read.apply(item))
                    .filter(part -> !set.add(part))
                    .ifPresent(_ -> faults.add(item.fault("'" + item.text() + "' stands twice; once is right")));
        }
        if (value.items().isEmpty()) {
            throw value.fault("at least one is needed here");
        }
        return Collections.unmodifiableSet(set);
    }

    private static String unknown(String coordinate, Set<String> known) {
        var type = coordinate.split("\\.", 2)[0] + ".";
        var near = known.stream().filter(name -> name.startsWith(type)).toList();
        return "'" + coordinate + "' is unknown here; known are " + String.join(", ", near.isEmpty() ? known : near);
    }
}
