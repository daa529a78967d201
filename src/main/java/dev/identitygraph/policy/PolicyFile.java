package dev.identitygraph.policy;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.identitygraph.client.Authority;
import dev.identitygraph.client.Client;
import dev.identitygraph.client.Clients;
import dev.identitygraph.identity.Kind;
import dev.identitygraph.identity.LawfulBasis;
import dev.identitygraph.identity.Method;
import dev.identitygraph.identity.Namespace;
import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.identity.Party;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.identity.Quadrant;
import dev.identitygraph.yaml.InvalidFileException;
import dev.identitygraph.yaml.YamlValue;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads the policy and the files beside it against the schema. A fault stops the reading with an
 * {@link InvalidFileException} that says where it stands and what would be right.
 */
public final class PolicyFile {
    private final GraphSchema schema;
    private final Namespaces namespaces;

    public PolicyFile(GraphSchema schema, Namespaces namespaces) {
        this.schema = schema;
        this.namespaces = namespaces;
    }

    /**
     * Reads {@code policy.yaml}.
     *
     * @param version the digest of the file
     */
    public Policy policy(YamlValue file, String version) {
        var purposes = new LinkedHashMap<Purpose, PurposePolicy>();
        var names = schema.purposes().names();
        file.entries(names.toArray(String[]::new)).forEach((name, value) -> {
            var purpose = new Purpose(name);
            purposes.put(purpose, purposePolicy(purpose, value));
        });
        for (var purpose : schema.purposes().all()) {
            if (!purposes.containsKey(purpose)) {
                throw file.fault("purpose " + purpose + " of the schema is missing; the policy covers every purpose");
            }
        }
        return new Policy(version, Collections.unmodifiableMap(purposes));
    }

    /** Reads {@code clients.yaml}. */
    public Clients clients(YamlValue file) {
        var names = schema.purposes().names();
        var clients = new ArrayList<Client>();
        file.entries().forEach((id, value) -> {
            value.entries("operator", "purposes", "authorities");
            var purposes = value.require("purposes").items().stream()
                    .map(item -> new Purpose(item.oneOf(names)))
                    .collect(toUnmodifiableSet());
            var authorities = value.get("authorities").map(YamlValue::items).orElse(List.of()).stream()
                    .map(item -> item.oneOf(Authority.class))
                    .collect(toUnmodifiableSet());
            clients.add(new Client(id, value.require("operator").text(), purposes, authorities));
        });
        return new Clients(clients);
    }

    /** Reads {@code namespaces.yaml}. */
    public static Namespaces namespaces(YamlValue file) {
        var namespaces = new ArrayList<Namespace>();
        file.entries().forEach((name, value) -> {
            value.entries("about", "kind", "party", "storage");
            var labels = List.of("Customer", "Email", "Device", "Segment");
            var kind = Kind.ofLabel(value.require("kind").oneOf(labels)).orElseThrow();
            var storage = value.require("storage").oneOf(Namespace.Storage.class);
            if (kind != Kind.EMAIL && storage != Namespace.Storage.CLEAR) {
                throw value.require("storage")
                        .fault("the schema shows the value of every " + kind.label() + ", so CLEAR is right here");
            }
            namespaces.add(new Namespace(name, kind, value.require("party").oneOf(Party.class), storage));
        });
        return new Namespaces(namespaces);
    }

    private PurposePolicy purposePolicy(Purpose purpose, YamlValue value) {
        value.entries("about", "enter", "maxHops", "hops", "reveal", "crossesPeople", "wholeView", "minGroup");
        value.require("about").text();
        var hops = new LinkedHashMap<String, PermittedHop>();
        value.require("hops").entries().forEach((coordinate, hop) -> hops.put(coordinate, permitted(coordinate, hop)));
        var enter = enter(value.require("enter"));
        var reveal = reveal(value.require("reveal"));
        var wholeView = value.get("wholeView").map(YamlValue::text);
        if (wholeView.isPresent() && !enter.values().stream().allMatch(entry -> entry.boundTo() == BoundTo.SUBJECT)) {
            throw value.fault("a purpose with wholeView may enter at the SUBJECT only");
        }
        var minGroup = value.get("minGroup").map(k -> k.integer(2, 1_000_000));
        if (minGroup.isEmpty() && reveal.values().stream().anyMatch(shown -> shown.contains(GraphSchema.SIZE))) {
            throw value.require("reveal").fault(GraphSchema.SIZE + " may be shown only with a minGroup");
        }
        return new PurposePolicy(
                purpose,
                enter,
                value.require("maxHops").integer(0, 10),
                Collections.unmodifiableMap(hops),
                reveal,
                value.get("crossesPeople").map(YamlValue::text),
                wholeView,
                minGroup);
    }

    private Map<String, EntryRule> enter(YamlValue value) {
        var enter = new LinkedHashMap<String, EntryRule>();
        value.entries().forEach((coordinate, rule) -> {
            var kind = schema.entry(coordinate)
                    .orElseThrow(() -> rule.fault(unknown(coordinate, schema.entryCoordinates())));
            rule.entries("namespaces", "boundTo");
            var allowed = namespaces.names().stream()
                    .filter(name -> namespaces.find(name).orElseThrow().kind() == kind)
                    .toList();
            var names = rule.require("namespaces").items().stream()
                    .map(name -> name.oneOf(allowed))
                    .toList();
            var boundTo = rule.require("boundTo").oneOf(BoundTo.class);
            if ((boundTo == BoundTo.SUBJECT) != schema.entersAtSubject(coordinate)) {
                throw rule.require("boundTo")
                        .fault(coordinate
                                + (boundTo == BoundTo.SUBJECT
                                        ? " takes a value, so it is bound to ANY"
                                        : " takes no value, so it is bound to the SUBJECT"));
            }
            enter.put(coordinate, new EntryRule(names, boundTo));
        });
        return Collections.unmodifiableMap(enter);
    }

    private PermittedHop permitted(String coordinate, YamlValue value) {
        var hop = schema.hop(coordinate).orElseThrow(() -> value.fault(unknown(coordinate, schema.hopCoordinates())));
        value.entries("why", "walks", "party", "lawfulBasis", "methods", "minConfidence", "oldest");
        var guards = new Guards(
                someOf(value.require("party"), Party.class),
                someOf(value.require("lawfulBasis"), LawfulBasis.class),
                someOf(value.require("methods"), Method.class),
                value.require("minConfidence").decimal(0, 1),
                value.get("oldest").map(PolicyFile::period));
        var walks = set(value.require("walks"), item -> walk(hop, item));
        return new PermittedHop(hop, walks, guards, value.require("why").text());
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
        var reveal = new LinkedHashMap<Quadrant, Set<String>>();
        value.entries("P1", "B1", "P3", "B3")
                .forEach((quadrant, coordinates) ->
                        reveal.put(Quadrant.valueOf(quadrant), set(coordinates, this::property)));
        return Collections.unmodifiableMap(reveal);
    }

    private String property(YamlValue item) {
        if (schema.property(item.text()).isEmpty()) {
            throw item.fault(unknown(item.text(), schema.propertyCoordinates()));
        }
        return item.text();
    }

    private static <E extends Enum<E>> Set<E> someOf(YamlValue value, Class<E> type) {
        return set(value, item -> item.oneOf(type));
    }

    /** A list without repetitions and not empty: an empty guard would deny everything and mean something else. */
    private static <T> Set<T> set(YamlValue value, Function<YamlValue, T> read) {
        var set = new LinkedHashSet<T>();
        for (var item : value.items()) {
            if (!set.add(read.apply(item))) {
                throw item.fault("'" + item.text() + "' stands twice; once is right");
            }
        }
        if (set.isEmpty()) {
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
