package dev.identitygraph.scenario;

import dev.identitygraph.identity.Consent;
import dev.identitygraph.identity.Identity;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.oracle.Cursor;
import dev.identitygraph.oracle.Edge;
import dev.identitygraph.oracle.Opaque;
import dev.identitygraph.oracle.Verdict;
import dev.identitygraph.oracle.Vocabulary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes a scenario as a file, without what {@code _defaults.yaml} says anyway. */
final class ScenarioWriter {
    private static final Defaults DEFAULTS = Defaults.SHIPPED;

    private final Vocabulary vocabulary;
    private final Scenario scenario;
    private final Map<String, @Nullable Object> policy = new LinkedHashMap<>();
    private final Map<Identity, String> names = new LinkedHashMap<>();

    private ScenarioWriter(Vocabulary vocabulary, Scenario scenario) {
        this.vocabulary = vocabulary;
        this.scenario = scenario;
        policy.putAll(Yamls.read(scenario.policy()));
        var unsaid = DEFAULTS.policy(vocabulary, Map.of());
        policy.entrySet()
                .removeIf(purpose -> purpose.getValue() == null
                        || (purpose.getValue().equals(unsaid.get(purpose.getKey())) && isNowhere(purpose.getKey())));
        scenario.graph().nodes().forEach(node -> names.put(node, "n" + (names.size() + 1)));
    }

    private boolean isNowhere(String purpose) {
        return scenario.graph().edges().stream()
                .noneMatch(edge -> edge.consents().containsKey(new Purpose(purpose)));
    }

    static String write(Vocabulary vocabulary, Scenario scenario) {
        return Yamls.write(new ScenarioWriter(vocabulary, scenario).yaml());
    }

    private Map<String, @Nullable Object> yaml() {
        var question = scenario.question();
        var yaml = new LinkedHashMap<String, @Nullable Object>();
        yaml.put("name", scenario.name());
        yaml.put("why", scenario.why());
        yaml.put("graph", graph());
        yaml.put("policy", policy());
        yaml.put("client", client());
        yaml.put("at", question.at().toString());
        yaml.put("document", question.document());
        question.operation().ifPresent(operation -> yaml.put("operation", operation));
        question.header().ifPresent(header -> yaml.put("header", header));
        question.asker().person().ifPresent(person -> yaml.put("person", person));
        yaml.put("cookies", question.asker().devices());
        yaml.put("variables", variables(question.variables()));
        yaml.put("expected", expected(scenario.expected()));
        if (!scenario.then().isEmpty()) {
            yaml.put(
                    "then",
                    scenario.then().stream()
                            .map(step -> new ScenarioWriter(vocabulary, step).yaml())
                            .toList());
        }
        return yaml;
    }

    private static Map<String, @Nullable Object> variables(Map<String, @Nullable Object> values) {
        var variables = new LinkedHashMap<String, @Nullable Object>();
        values.forEach((name, value) -> variables.put(
                name,
                value instanceof Cursor(var purpose, var coordinate, var place)
                        ? "CURSOR %s %s %d".formatted(purpose, coordinate, place)
                        : value));
        return variables;
    }

    private Map<String, @Nullable Object> graph() {
        var nodes = new LinkedHashMap<String, @Nullable Object>();
        names.forEach((node, name) -> nodes.put(name, node.namespace().name() + ":" + node.value()));
        var graph = new LinkedHashMap<String, @Nullable Object>();
        graph.put("nodes", nodes);
        graph.put("edges", scenario.graph().edges().stream().map(this::edge).toList());
        var members = new LinkedHashMap<String, @Nullable Object>();
        scenario.graph().members().forEach((segment, numbers) -> {
            var published = new LinkedHashMap<String, @Nullable Object>();
            numbers.forEach((purpose, number) -> published.put(purpose.name(), number));
            members.put(names.getOrDefault(segment, ""), published);
        });
        if (!members.isEmpty()) {
            graph.put("members", members);
        }
        return graph;
    }

    private Map<String, @Nullable Object> edge(Edge edge) {
        var provenance = edge.provenance();
        var full = new LinkedHashMap<String, @Nullable Object>();
        full.put("type", edge.type().name());
        full.put("from", names.get(edge.from()));
        full.put("to", names.get(edge.to()));
        full.put("standing", edge.standing().name());
        full.put("source", provenance.source());
        full.put("party", provenance.party().name());
        full.put("method", provenance.method().name());
        full.put("confidence", provenance.confidence());
        full.put("observedAt", provenance.observedAt().toString());
        full.put("recordedAt", provenance.recordedAt().toString());
        var consents = new LinkedHashMap<String, @Nullable Object>();
        for (var purpose : policy.keySet()) {
            consents.put(purpose, consent(edge.consents().get(new Purpose(purpose))));
        }
        edge.consents().forEach((purpose, consent) -> {
            if (purpose.isOptOut()) {
                consents.put(purpose.name(), consent(consent));
            }
        });
        consents.values().removeIf(consent -> consent instanceof Map<?, ?> says && says.isEmpty());
        if (!consents.isEmpty()) {
            full.put("consent", consents);
        }
        return Yamls.beyond(DEFAULTS.edge(), full);
    }

    private static Object consent(@Nullable Consent consent) {
        if (consent == null) {
            return "NONE";
        }
        var full = new LinkedHashMap<String, @Nullable Object>();
        full.put("status", consent.status().name());
        full.put("lawfulBasis", consent.lawfulBasis().name());
        full.put("validFrom", consent.validFrom().toString());
        full.put("validUntil", consent.validUntil().toString());
        return Yamls.beyond(DEFAULTS.consent(), full);
    }

    private Map<String, @Nullable Object> policy() {
        var written = new LinkedHashMap<String, @Nullable Object>();
        policy.forEach((purpose, rules) -> {
            var own = Yamls.beyond(DEFAULTS.purpose(), Yamls.mapping(rules));
            own.computeIfPresent("enter", (_, enter) -> each(Yamls.mapping(enter), DEFAULTS.entry()));
            own.computeIfPresent("hops", (_, hops) -> each(Yamls.mapping(hops), DEFAULTS.hop()));
            written.put(purpose, own);
        });
        return written;
    }

    private static Map<String, @Nullable Object> each(
            Map<String, @Nullable Object> rules, Map<String, @Nullable Object> defaults) {
        var written = new LinkedHashMap<String, @Nullable Object>();
        rules.forEach((name, rule) -> written.put(name, Yamls.beyond(defaults, Yamls.mapping(rule))));
        return written;
    }

    private Map<String, @Nullable Object> client() {
        var client = new LinkedHashMap<String, @Nullable Object>();
        client.put("id", scenario.client().id());
        client.put("operator", scenario.client().operator());
        client.put("type", scenario.client().type().name());
        client.put("purposes", names(scenario.client().purposes()));
        return client;
    }

    private static List<String> names(Set<Purpose> purposes) {
        return new TreeSet<>(purposes).stream().map(Purpose::name).toList();
    }

    private static Map<String, @Nullable Object> expected(Verdict verdict) {
        var expected = new LinkedHashMap<String, @Nullable Object>();
        switch (verdict) {
            case Verdict.Answered(var data) -> expected.put("data", answer(data));
            case Verdict.Refused(var denials) ->
                expected.put(
                        "refused",
                        denials.stream()
                                .map(denial -> Map.of("code", denial.code(), "coordinate", denial.coordinate()))
                                .toList());
        }
        return expected;
    }

    private static @Nullable Object answer(@Nullable Object value) {
        return switch (value) {
            case Opaque _ -> "OPAQUE";
            case Map<?, ?> object -> {
                var written = new LinkedHashMap<String, @Nullable Object>();
                object.forEach((name, part) -> written.put(String.valueOf(name), answer(part)));
                yield written;
            }
            case List<?> list ->
                list.stream().map(ScenarioWriter::answer).collect(Collectors.toCollection(java.util.ArrayList::new));
            case null, default -> value;
        };
    }
}
