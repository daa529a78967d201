package dev.identitygraph.scenario;

import dev.identitygraph.identity.Consent;
import dev.identitygraph.identity.ConsentStatus;
import dev.identitygraph.identity.Direction;
import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.identity.Identity;
import dev.identitygraph.identity.Kind;
import dev.identitygraph.identity.LawfulBasis;
import dev.identitygraph.identity.Method;
import dev.identitygraph.identity.Namespace;
import dev.identitygraph.identity.Party;
import dev.identitygraph.identity.Provenance;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.identity.Standing;
import dev.identitygraph.oracle.Edge;
import dev.identitygraph.oracle.Graph;
import dev.identitygraph.oracle.Rules;
import dev.identitygraph.oracle.Vocabulary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/** Random graphs, in which most edges are open to most purposes and some differ in one thing or another. */
final class RandomGraphs {
    static final List<LawfulBasis> BASES = List.of(
            LawfulBasis.CONSENT,
            LawfulBasis.CONSENT,
            LawfulBasis.CONSENT,
            LawfulBasis.CONSENT,
            LawfulBasis.EXPLICIT_CONSENT,
            LawfulBasis.CONTRACT,
            LawfulBasis.LEGITIMATE_INTERESTS);
    private static final List<Method> METHODS = List.of(
            Method.DETERMINISTIC, Method.DETERMINISTIC, Method.DETERMINISTIC, Method.DECLARED, Method.PROBABILISTIC);
    private static final List<Double> CONFIDENCES = List.of(1.0, 1.0, 1.0, 0.95, 0.95, 0.9, 0.9, 0.8, 0.5);
    /** An instant at which most edges are open. */
    static final Instant MOSTLY = Instant.parse("2026-06-15T12:00:00Z");

    private static final List<Instant> STARTS = instants(
            "2025-12-31T23:00:00Z",
            "2026-01-01T00:00:00Z",
            "2026-01-31T23:59:59.999Z",
            "2026-05-01T08:30:00.250Z",
            "2026-06-20T00:00:00Z");
    private static final List<Instant> ENDS = instants(
            "2026-06-01T00:00:00Z",
            "2026-06-25T12:00:00.500Z",
            "2026-12-31T23:59:59.999Z",
            "2027-01-01T00:00:00Z",
            "2027-02-28T12:00:00Z");
    private static final List<Instant> OBSERVATIONS = instants(
            "2025-06-15T12:00:00Z", "2026-03-17T12:00:00Z", "2026-05-16T12:00:00Z", "2026-06-14T23:59:59.999Z");

    private final Vocabulary vocabulary;
    private final Choice choice;
    private final List<Rules> rules;
    private int sources;

    /** Graphs whose edges say something for these purposes, and often are as a hop of theirs demands. */
    RandomGraphs(Vocabulary vocabulary, Choice choice, List<Rules> rules) {
        this.vocabulary = vocabulary;
        this.choice = choice;
        this.rules = rules;
    }

    private static List<Instant> instants(String... texts) {
        return List.of(texts).stream().map(Instant::parse).toList();
    }

    Graph graph() {
        var nodes = new ArrayList<Identity>();
        for (var namespace : vocabulary.namespaces()) {
            for (var number = choice.number(1, 3); number > 0; number--) {
                nodes.add(node(namespace, number));
            }
        }
        return new Graph(nodes, edges(nodes, choice.number(25, 50)), members(nodes));
    }

    private Map<Identity, Map<Purpose, Integer>> members(List<Identity> nodes) {
        var members = new LinkedHashMap<Identity, Map<Purpose, Integer>>();
        for (var node : nodes) {
            if (node.namespace().kind() == Kind.SEGMENT) {
                var published = new LinkedHashMap<Purpose, Integer>();
                choice.someOf(rules, 0.95)
                        .forEach(ofPurpose -> published.put(ofPurpose.purpose(), choice.number(0, 30)));
                members.put(node, published);
            }
        }
        return members;
    }

    /** A node with a value that nodes of other namespaces have too. */
    static Identity node(Namespace namespace, int number) {
        return new Identity(
                namespace, namespace.storage() == Namespace.Storage.ENCRYPTED ? number + "@example.com" : "" + number);
    }

    List<Edge> edges(List<Identity> nodes, int number) {
        var edges = new ArrayList<Edge>();
        while (edges.size() < number) {
            var ofPurpose = choice.oneOf(rules);
            if (choice.happens(0.5) && !ofPurpose.hops().isEmpty()) {
                fitting(nodes, ofPurpose).ifPresent(edges::add);
            } else {
                any(nodes).ifPresent(edges::add);
            }
        }
        return edges;
    }

    private Optional<Edge> any(List<Identity> nodes) {
        var type = choice.oneOf(List.of(EdgeType.values()));
        return between(
                nodes,
                from -> type.from().contains(from.namespace().kind()),
                to -> type.to() == to.namespace().kind(),
                (from, to) ->
                        type.joins(from.namespace().party(), to.namespace().party()) || choice.happens(0.15)
                                ? Optional.of(new Edge(type, from, to, standing(), consents(), provenance()))
                                : Optional.empty());
    }

    /** An edge that mostly is open to a hop of the purpose. */
    private Optional<Edge> fitting(List<Identity> nodes, Rules ofPurpose) {
        var coordinate = choice.oneOf(List.copyOf(ofPurpose.hops().keySet()));
        var hop = vocabulary.hop(coordinate).orElseThrow();
        var rule = Objects.requireNonNull(ofPurpose.hops().get(coordinate));
        var walk = choice.oneOf(rule.walks());
        var consents = consents();
        consents.computeIfPresent(
                ofPurpose.purpose(),
                (_, other) -> new Consent(
                        other.status(), choice.oneOf(rule.bases()), other.validFrom(), other.validUntil(), "record"));
        var provenance = provenance();
        var fitting = new Provenance(
                provenance.source(),
                choice.oneOf(rule.parties()),
                choice.oneOf(rule.methods()),
                Math.max(rule.minConfidence(), provenance.confidence()),
                choice.oneOf(OBSERVATIONS.subList(2, 4)),
                provenance.recordedAt(),
                List.of());
        return between(
                nodes,
                start -> start.namespace().kind() == hop.from()
                        && start.namespace().quadrant() == walk.from(),
                end -> end.namespace().kind() == hop.to() && end.namespace().quadrant() == walk.to(),
                (start, end) -> Optional.of(
                        hop.direction() == Direction.IN
                                ? new Edge(hop.edge(), end, start, standing(), consents, fitting)
                                : new Edge(hop.edge(), start, end, standing(), consents, fitting)));
    }

    private Optional<Edge> between(
            List<Identity> nodes,
            Predicate<Identity> start,
            Predicate<Identity> end,
            BiFunction<Identity, Identity, Optional<Edge>> edge) {
        var starts = nodes.stream().filter(start).toList();
        var ends = nodes.stream().filter(end).toList();
        if (starts.isEmpty() || ends.isEmpty()) {
            return Optional.empty();
        }
        var one = choice.oneOf(starts);
        var other = choice.oneOf(ends);
        return one.equals(other) ? Optional.empty() : edge.apply(one, other);
    }

    private Standing standing() {
        return choice.happens(0.95) ? Standing.ACTIVE : Standing.SUPERSEDED;
    }

    private Map<Purpose, Consent> consents() {
        var consents = new LinkedHashMap<Purpose, Consent>();
        for (var ofPurpose : rules) {
            if (choice.happens(0.96)) {
                consents.put(ofPurpose.purpose(), consent());
            }
        }
        return consents;
    }

    private Consent consent() {
        return new Consent(
                choice.happens(0.92)
                        ? ConsentStatus.GRANTED
                        : choice.oneOf(List.of(ConsentStatus.DENIED, ConsentStatus.WITHDRAWN)),
                choice.oneOf(BASES),
                choice.oneOf(STARTS),
                choice.oneOf(ENDS),
                "record");
    }

    private Provenance provenance() {
        return new Provenance(
                "source-" + ++sources,
                choice.happens(0.7) ? Party.FIRST : Party.THIRD,
                choice.oneOf(METHODS),
                choice.oneOf(CONFIDENCES),
                choice.oneOf(OBSERVATIONS),
                Instant.parse("2026-06-15T01:02:03Z"),
                List.of());
    }

    /** An instant at which much is open, or one at which something opens or closes, or one just before. */
    Instant at(Graph graph, Purpose purpose) {
        if (choice.happens(0.6) || graph.edges().isEmpty()) {
            return MOSTLY;
        }
        var edge = choice.oneOf(graph.edges());
        var consent = edge.consents().get(purpose);
        Instant turn = consent == null
                ? MOSTLY
                : choice.oneOf(List.of(
                        consent.validFrom(),
                        consent.validUntil(),
                        edge.provenance().observedAt().plusSeconds(30 * 86_400)));
        return choice.happens(0.5) ? turn : turn.minusMillis(1);
    }
}
