package dev.identitygraph.scenario;

import static java.util.stream.Collectors.groupingBy;

import dev.identitygraph.identity.Consent;
import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.identity.Identity;
import dev.identitygraph.identity.Kind;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.oracle.Edge;
import dev.identitygraph.oracle.Graph;
import dev.identitygraph.store.AddressCipher;
import dev.identitygraph.store.EdgeProperties;
import dev.identitygraph.store.NodeProperties;
import dev.identitygraph.store.Pseudonyms;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.neo4j.driver.Driver;
import org.neo4j.driver.TransactionContext;
import org.springframework.boot.test.context.TestComponent;

/** Writes graphs as the product stores them, past its ingestion, which would not write most of what is tried here. */
@TestComponent
class GraphInNeo4j {
    private final Driver driver;
    private final Pseudonyms pseudonyms;
    private final AddressCipher addresses;

    GraphInNeo4j(Driver driver, Pseudonyms pseudonyms, AddressCipher addresses) {
        this.driver = driver;
        this.pseudonyms = pseudonyms;
        this.addresses = addresses;
    }

    /** Writes the graph in place of all that is there, with the order of lists that the product would give it. */
    void replace(Graph graph) {
        replace(graph, new Naming(this::edgeId, (purpose, edge) -> pseudonyms.position(purpose, edgeId(edge))));
    }

    /** Writes the graph in place of all that is there, with lists in the order of the graph's edges. */
    void replaceInOrder(Graph graph) {
        var places = new HashMap<Edge, String>();
        for (var place = 0; place < graph.edges().size(); place++) {
            places.put(graph.edges().get(place), "%08x".formatted(place));
        }
        // A person's own view is ordered by the edges' ids.
        replace(
                graph,
                new Naming(
                        edge -> places.get(edge) + edgeId(edge),
                        (_, edge) -> Objects.requireNonNull(places.get(edge))));
    }

    /** How edges are named, and where they stand in lists. */
    private record Naming(Function<Edge, String> id, BiFunction<Purpose, Edge, String> position) {}

    private void replace(Graph graph, Naming naming) {
        try (var session = driver.session()) {
            session.executeWriteWithoutResult(transaction -> {
                // The records beside the kinds too, for an import would take what they tell of for done; but not what
                // says which keys and which schema the graph has.
                transaction.run("""
                        MATCH (n)
                        WHERE NOT n:KeyCheck AND none(label IN labels(n) WHERE label STARTS WITH '__')
                        DETACH DELETE n
                        """);
                write(transaction, graph, naming);
            });
        }
    }

    private void write(TransactionContext transaction, Graph graph, Naming naming) {
        graph.nodes().stream()
                .collect(groupingBy(node -> node.namespace().kind()))
                .forEach((kind, nodes) -> transaction.run(
                        "UNWIND $rows AS row CREATE (n:%s) SET n = row".formatted(kind.label()),
                        Map.of(
                                "rows",
                                nodes.stream()
                                        .map(node ->
                                                properties(node, graph.members().getOrDefault(node, Map.of())))
                                        .toList())));
        record Ends(EdgeType type, Kind from, Kind to) {}
        graph.edges().stream()
                .collect(groupingBy(edge -> new Ends(
                        edge.type(),
                        edge.from().namespace().kind(),
                        edge.to().namespace().kind())))
                .forEach((ends, edges) -> transaction.run(
                        """
                        UNWIND $rows AS row
                        MATCH (from:%s {digest: row.from})
                        MATCH (to:%s {digest: row.to})
                        CREATE (from)-[r:%s]->(to)
                        SET r = row.properties
                        """.formatted(ends.from().label(), ends.to().label(), ends.type()),
                        Map.of(
                                "rows",
                                edges.stream().map(edge -> row(edge, naming)).toList())));
    }

    private Map<String, Object> properties(Identity node, Map<Purpose, Integer> members) {
        var namespace = node.namespace();
        var properties = new HashMap<String, Object>();
        properties.put(NodeProperties.DIGEST, pseudonyms.of(node));
        properties.put(NodeProperties.NAMESPACE, namespace.name());
        properties.put(NodeProperties.PARTY, namespace.party().name());
        switch (namespace.storage()) {
            case CLEAR -> properties.put(NodeProperties.VALUE, node.value());
            case ENCRYPTED ->
                properties.put(NodeProperties.ENCRYPTED_VALUE, addresses.encrypt(node.value(), pseudonyms.of(node)));
            case DIGEST -> {}
        }
        members.forEach((purpose, number) -> properties.put(NodeProperties.members(purpose), number));
        return properties;
    }

    private Map<String, Object> row(Edge edge, Naming naming) {
        return Map.of(
                "from",
                pseudonyms.of(edge.from()),
                "to",
                pseudonyms.of(edge.to()),
                "properties",
                properties(edge, naming));
    }

    private String edgeId(Edge edge) {
        return pseudonyms.edgeId(
                edge.type(),
                pseudonyms.of(edge.from()),
                pseudonyms.of(edge.to()),
                edge.provenance().source());
    }

    private Map<String, Object> properties(Edge edge, Naming naming) {
        var provenance = edge.provenance();
        var properties = new HashMap<String, Object>(Map.of(
                EdgeProperties.EDGE_ID, naming.id().apply(edge),
                EdgeProperties.SUBJECTS, List.of(pseudonyms.of(edge.from())),
                EdgeProperties.SOURCE, provenance.source(),
                EdgeProperties.PARTY, provenance.party().name(),
                EdgeProperties.METHOD, provenance.method().name(),
                EdgeProperties.CONFIDENCE, provenance.confidence(),
                EdgeProperties.OBSERVED_AT, EdgeProperties.time(provenance.observedAt()),
                EdgeProperties.RECORDED_AT, EdgeProperties.time(provenance.recordedAt()),
                EdgeProperties.DERIVED_FROM, provenance.derivedFrom(),
                EdgeProperties.STANDING, edge.standing().name()));
        properties.put(
                EdgeProperties.PURPOSES,
                edge.consents().keySet().stream().map(Purpose::name).toList());
        edge.consents().forEach((purpose, consent) -> {
            properties.putAll(properties(purpose, consent, naming.position().apply(purpose, edge)));
            // In a list even if it is closed: that it is not shown is for the guards to see to.
            if (edge.type() == EdgeType.IN_SEGMENT) {
                properties.put(
                        EdgeProperties.list(purpose),
                        EdgeProperties.listOf(
                                pseudonyms.of(edge.to()),
                                edge.from().namespace().kind()));
            }
        });
        return properties;
    }

    private static Map<String, Object> properties(Purpose purpose, Consent consent, String position) {
        return Map.of(
                EdgeProperties.status(purpose), consent.status().name(),
                EdgeProperties.lawfulBasis(purpose), consent.lawfulBasis().name(),
                EdgeProperties.validFrom(purpose), EdgeProperties.time(consent.validFrom()),
                EdgeProperties.validUntil(purpose), EdgeProperties.time(consent.validUntil()),
                EdgeProperties.consentRef(purpose), consent.consentRef(),
                EdgeProperties.position(purpose), position);
    }
}
