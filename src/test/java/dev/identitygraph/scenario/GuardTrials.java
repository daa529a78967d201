package dev.identitygraph.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.identitygraph.identity.Consent;
import dev.identitygraph.identity.ConsentStatus;
import dev.identitygraph.identity.Direction;
import dev.identitygraph.identity.Identity;
import dev.identitygraph.identity.LawfulBasis;
import dev.identitygraph.identity.Method;
import dev.identitygraph.identity.Namespace;
import dev.identitygraph.identity.Party;
import dev.identitygraph.identity.Provenance;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.identity.Standing;
import dev.identitygraph.oracle.Edge;
import dev.identitygraph.oracle.Graph;
import dev.identitygraph.oracle.Question;
import dev.identitygraph.oracle.Verdict;
import dev.identitygraph.oracle.Vocabulary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Tries every guard on every hop between every two quadrants that it can lead between: with an edge that the guard just
 * admits, and with one that it just does not. Each edge is tried twice: beside an open one, where it is or is not on
 * the list; and alone, where the start exists or does not.
 */
final class GuardTrials {
    static final Instant AT = Instant.parse("2026-06-15T12:00:00Z");
    private static final Instant LIMIT_OF_AGE = Instant.parse("2026-05-16T12:00:00Z");

    /** What differs in the edge that is tried, and whether it is open nevertheless. */
    private record Trial(String what, boolean open, UnaryOperator<Edge> change) {}

    /** A question whose answer has this many edges; or none, where it is null. */
    record Asked(String name, Question question, Optional<Integer> edges) {
        void requireRight(Verdict actual) {
            assertThat(actual)
                    .isInstanceOfSatisfying(
                            Verdict.Answered.class,
                            answered -> assertThat(
                                            Optional.ofNullable(answered.data().get("start"))
                                                    .map(start -> Yamls.mapping(Yamls.mapping(start), "hop"))
                                                    .map(hop -> Yamls.list(hop.get("edges"))
                                                            .size()))
                                    .isEqualTo(edges));
        }
    }

    /** The trials of one hop between two quadrants: one graph, one policy, many questions. */
    record OfHop(String name, Graph graph, String policy, Client client, List<Asked> asked) {
        @Override
        public String toString() {
            return name;
        }
    }

    private final Vocabulary vocabulary;
    private final Vocabulary.Hop hop;
    private final Namespace start;
    private final Namespace end;
    private final Purpose purpose;
    private final Purpose otherPurpose;
    private final List<Identity> nodes = new ArrayList<>();
    private final List<Edge> edges = new ArrayList<>();
    private final List<Asked> asked = new ArrayList<>();

    private GuardTrials(Vocabulary vocabulary, Vocabulary.Hop hop, Namespace start, Namespace end) {
        this.vocabulary = vocabulary;
        this.hop = hop;
        this.start = start;
        this.end = end;
        this.purpose = vocabulary.purposes().getFirst();
        this.otherPurpose = vocabulary.purposes().getLast();
    }

    static List<OfHop> all(Vocabulary vocabulary) {
        var all = new ArrayList<OfHop>();
        for (var hop : vocabulary.hops()) {
            for (var from : Party.values()) {
                for (var to : Party.values()) {
                    var joins = hop.direction() == Direction.IN
                            ? hop.edge().joins(to, from)
                            : hop.edge().joins(from, to);
                    var start = namespace(vocabulary, hop.from().label(), from);
                    var end = namespace(vocabulary, hop.to().label(), to);
                    if (joins && start.isPresent() && end.isPresent()) {
                        all.add(new GuardTrials(vocabulary, hop, start.get(), end.get()).ofHop());
                    }
                }
            }
        }
        return all;
    }

    private static Optional<Namespace> namespace(Vocabulary vocabulary, String kind, Party party) {
        return vocabulary.namespaces().stream()
                .filter(namespace -> namespace.kind().label().equals(kind) && namespace.party() == party)
                .findFirst();
    }

    private OfHop ofHop() {
        trials().forEach(this::add);
        return new OfHop(
                "%s %s -> %s".formatted(hop.coordinate(), start.quadrant(), end.quadrant()),
                new Graph(nodes, edges, Map.of()),
                policy(),
                new Client("tester", "tester", Set.of(purpose)),
                asked);
    }

    private void add(Trial trial) {
        var beside = node(start);
        edges.add(open(beside, node(end)));
        edges.add(trial.change().apply(open(beside, node(end))));
        asked.add(
                new Asked(trial.what() + ", beside an open edge", question(beside), Optional.of(trial.open() ? 2 : 1)));
        var alone = node(start);
        edges.add(trial.change().apply(open(alone, node(end))));
        asked.add(
                new Asked(trial.what() + ", alone", question(alone), trial.open() ? Optional.of(1) : Optional.empty()));
    }

    private Identity node(Namespace namespace) {
        var node = RandomGraphs.node(namespace, nodes.size());
        nodes.add(node);
        return node;
    }

    private Edge open(Identity from, Identity to) {
        var consent = new Consent(
                ConsentStatus.GRANTED, LawfulBasis.CONSENT, AT.minusSeconds(86_400), AT.plusSeconds(86_400), "record");
        var provenance = new Provenance(
                "source-" + edges.size(), Party.FIRST, Method.DETERMINISTIC, 0.9, AT.minusSeconds(60), AT, List.of());
        var along = hop.direction() != Direction.IN;
        return new Edge(
                hop.edge(),
                along ? from : to,
                along ? to : from,
                Standing.ACTIVE,
                Map.of(purpose, consent, otherPurpose, consent),
                provenance);
    }

    private List<Trial> trials() {
        var trials = new ArrayList<>(List.of(
                new Trial("open", true, edge -> edge),
                new Trial("superseded", false, edge -> Changes.standing(edge, Standing.SUPERSEDED)),
                new Trial("denied", false, edge -> Changes.status(edge, purpose, ConsentStatus.DENIED)),
                new Trial("withdrawn", false, edge -> Changes.status(edge, purpose, ConsentStatus.WITHDRAWN)),
                new Trial(
                        "withdrawn for another purpose",
                        true,
                        edge -> Changes.status(edge, otherPurpose, ConsentStatus.WITHDRAWN)),
                new Trial("consented for another purpose only", false, edge -> Changes.silent(edge, purpose)),
                new Trial("valid from now", true, edge -> Changes.validFrom(edge, purpose, AT)),
                new Trial(
                        "valid from the next instant",
                        false,
                        edge -> Changes.validFrom(edge, purpose, AT.plusMillis(1))),
                new Trial(
                        "valid until the next instant",
                        true,
                        edge -> Changes.validUntil(edge, purpose, AT.plusMillis(1))),
                new Trial("valid until now", false, edge -> Changes.validUntil(edge, purpose, AT)),
                new Trial(
                        "another lawful basis of those listed",
                        true,
                        edge -> Changes.basis(edge, purpose, LawfulBasis.CONTRACT)),
                new Trial(
                        "a lawful basis that is not listed",
                        false,
                        edge -> Changes.basis(edge, purpose, LawfulBasis.LEGITIMATE_INTERESTS)),
                new Trial("the party that is not listed", false, edge -> Changes.party(edge, Party.THIRD)),
                new Trial("another method of those listed", true, edge -> Changes.method(edge, Method.DECLARED)),
                new Trial("a method that is not listed", false, edge -> Changes.method(edge, Method.PROBABILISTIC)),
                new Trial("the least confidence", true, edge -> Changes.confidence(edge, 0.8)),
                new Trial("less than the least confidence", false, edge -> Changes.confidence(edge, 0.7999)),
                new Trial("observed at the limit of age", true, edge -> Changes.observedAt(edge, LIMIT_OF_AGE)),
                new Trial(
                        "observed before the limit of age",
                        false,
                        edge -> Changes.observedAt(edge, LIMIT_OF_AGE.minusMillis(1)))));
        if (hop.edge().from().contains(hop.edge().to())) {
            trials.add(new Trial("against the direction", hop.direction() == Direction.BOTH, Changes::reversed));
        }
        var elsewhere = end.party() == Party.FIRST ? Party.THIRD : Party.FIRST;
        namespace(vocabulary, hop.to().label(), elsewhere)
                .ifPresent(namespace ->
                        trials.add(new Trial("to another quadrant", false, edge -> elsewhere(edge, namespace))));
        return trials;
    }

    /** The same edge, but to a node of the namespace. */
    private Edge elsewhere(Edge edge, Namespace namespace) {
        var node = node(namespace);
        var along = hop.direction() != Direction.IN;
        return new Edge(
                edge.type(),
                along ? edge.from() : node,
                along ? node : edge.to(),
                edge.standing(),
                edge.consents(),
                edge.provenance());
    }

    private String startField() {
        return vocabulary.starts().entrySet().stream()
                .filter(field -> field.getValue() == hop.from())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    private String policy() {
        var rule = new LinkedHashMap<String, @Nullable Object>();
        rule.put("walks", List.of(start.quadrant() + " -> " + end.quadrant()));
        rule.put("party", List.of("FIRST"));
        rule.put("lawfulBasis", List.of("CONSENT", "CONTRACT"));
        rule.put("methods", List.of("DETERMINISTIC", "DECLARED"));
        rule.put("minConfidence", 0.8);
        rule.put("oldest", "P30D");
        var rules = new LinkedHashMap<String, @Nullable Object>();
        rules.put("enter", Map.of(startField(), Map.of("namespaces", List.of(start.name()))));
        rules.put("maxHops", 1);
        rules.put("hops", Map.of(hop.coordinate(), rule));
        rules.put("reveal", Map.of(end.quadrant().name(), List.of(hop.to().label() + ".namespace")));
        return Yamls.write(Defaults.SHIPPED.policy(vocabulary, Map.of(purpose.name(), rules)));
    }

    private Question question(Identity of) {
        var document = """
                query ($value: String!) @purpose(is: %s) {
                  start: %s(namespace: "%s", value: $value) {
                    hop: %s(first: 100) { edges { node { namespace } } }
                  }
                }
                """.formatted(
                        purpose,
                        startField().substring("Query.".length()),
                        start.name(),
                        hop.coordinate().substring(hop.coordinate().indexOf('.') + 1));
        return new Question(
                document, Optional.empty(), Map.of("value", of.value()), Optional.empty(), Set.of(purpose), AT);
    }
}
