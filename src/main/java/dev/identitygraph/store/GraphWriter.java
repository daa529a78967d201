package dev.identitygraph.store;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.identity.Kind;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.data.neo4j.core.Neo4jClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Writes nodes and edges. Each method is part of its caller's transaction, so that a batch is written whole or not. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class GraphWriter {
    private final Neo4jClient client;
    private final Pseudonyms pseudonyms;
    private final AddressCipher addresses;
    private final ClosingStore closings;

    GraphWriter(Neo4jClient client, Pseudonyms pseudonyms, AddressCipher addresses, ClosingStore closings) {
        this.closings = closings;
        this.client = client;
        this.pseudonyms = pseudonyms;
        this.addresses = addresses;
    }

    /**
     * Adds those of some observations that the graph does not have.
     *
     * @param files the ids of the files that they are known from; none for what was decided
     * @return the ids of those that are new
     */
    public Set<String> addObservations(Collection<NewObservation> observations, List<String> files) {
        return RecordWriter.add(
                client,
                "Observation",
                "observationId",
                observations.stream().map(GraphWriter::row).toList(),
                files);
    }

    private static Map<String, Object> row(NewObservation observation) {
        var row = new HashMap<String, Object>();
        row.put("observationId", observation.id());
        row.put("source", observation.source());
        row.put("observedAt", EdgeProperties.time(observation.observedAt()));
        row.put("recordedAt", EdgeProperties.time(observation.recordedAt()));
        row.put("method", observation.method().name());
        row.put("confidence", observation.confidence());
        observation.until().ifPresent(until -> row.put("until", EdgeProperties.time(until)));
        row.put("identities", observation.identities());
        return row;
    }

    /**
     * Adds those of some nodes that the graph does not have.
     *
     * @return those that are new
     */
    public Set<NodeRef> addNodes(Collection<NewNode> nodes) {
        var added = new HashSet<NodeRef>();
        byKind(nodes).forEach((kind, ofKind) -> {
            var byDigest = ofKind.stream().map(NewNode::ref).collect(toMap(NodeRef::digest, ref -> ref));
            // Every node has a namespace but one that was made a moment ago.
            client.query("""
                    UNWIND $rows AS row
                    MERGE (n:%s {digest: row.digest})
                    WITH n, row WHERE n.namespace IS NULL
                    SET n += row.properties
                    RETURN row.digest
                    """.formatted(kind.label()))
                    .bind(ofKind.stream().map(this::row).toList())
                    .to("rows")
                    .fetchAs(String.class)
                    .all()
                    .forEach(digest -> added.add(byDigest.get(digest)));
        });
        return added;
    }

    /** Notes of nodes which observations name them and give them no edge. */
    public void derive(Collection<NewNode> nodes) {
        byKind(nodes.stream().filter(node -> !node.derivedFrom().isEmpty()).toList())
                .forEach((kind, ofKind) -> run(
                        """
                        UNWIND $rows AS row
                        MATCH (n:%1$s {digest: row.digest})
                        USING INDEX n:%1$s(digest)
                        SET n.derivedFrom = COLLECT {
                          UNWIND coalesce(n.derivedFrom, []) + row.derivedFrom AS id RETURN DISTINCT id ORDER BY id
                        }
                        """.formatted(kind.label()),
                        ofKind.stream()
                                .map(node -> Map.of(
                                        "digest", node.ref().digest(),
                                        "derivedFrom", node.derivedFrom()))
                                .toList()));
    }

    /** All in one order: of two transactions neither waits for a node that the other will only add after its own. */
    private static Map<Kind, List<NewNode>> byKind(Collection<NewNode> nodes) {
        return nodes.stream()
                .sorted(comparing(node -> node.ref().digest()))
                .collect(groupingBy(node -> node.ref().kind(), TreeMap::new, toList()));
    }

    private Map<String, Object> row(NewNode node) {
        return Map.of(
                "digest", node.ref().digest(),
                "properties", NodeProperties.of(StoredNode.of(node, addresses)));
    }

    /** Writes edges as they shall be, each between nodes that are there. */
    public void write(Collection<EdgeChange> changes) {
        record Ends(EdgeType type, Kind from, Kind to) {}
        changes.stream()
                .filter(change -> change.before().isEmpty())
                .map(EdgeChange::after)
                .collect(groupingBy(edge ->
                        new Ends(edge.type(), edge.from().kind(), edge.to().kind())))
                .forEach((ends, alike) -> run(
                        """
                        UNWIND $rows AS row
                        MATCH (from:%1$s {digest: row.from})
                        USING INDEX from:%1$s(digest)
                        MATCH (to:%2$s {digest: row.to})
                        USING INDEX to:%2$s(digest)
                        CREATE (from)-[r:%3$s]->(to)
                        SET r = row.properties
                        """.formatted(ends.from().label(), ends.to().label(), ends.type()),
                        alike.stream().map(this::row).toList()));
        changes.stream()
                .filter(change -> change.before().isPresent())
                .collect(groupingBy(change -> change.after().type()))
                .forEach((type, alike) ->
                        run("""
                            UNWIND $rows AS row
                            MATCH ()-[r:%1$s {edgeId: row.edgeId}]->()
                            USING INDEX r:%1$s(edgeId)
                            SET r += row.properties
                            """.formatted(type), alike.stream().map(this::row).toList()));
        uncount(changes);
        closings.add(changes);
    }

    /** A member who said no is gone from the released size of the segment at once. */
    private void uncount(Collection<EdgeChange> changes) {
        changes.stream()
                .filter(change -> change.after().type() == EdgeType.IN_SEGMENT)
                .flatMap(change -> change.closed().stream()
                        .map(purpose -> Map.entry(purpose, change.after().edgeId())))
                .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())))
                .forEach((purpose, edgeIds) -> run(
                        """
                        UNWIND $rows AS row
                        MATCH (member)-[r:IN_SEGMENT {edgeId: row.edgeId}]->(segment:Segment)
                        WHERE r.%1$s
                        REMOVE r.%1$s
                        WITH DISTINCT member, segment
                        WHERE NOT EXISTS { MATCH (member)-[other:IN_SEGMENT]->(segment) WHERE other.%1$s }
                        SET segment.%2$s = segment.%2$s - 1
                        """.formatted(EdgeProperties.released(purpose), NodeProperties.members(purpose)),
                        edgeIds.stream().map(id -> Map.of("edgeId", id)).toList()));
    }

    private Map<String, Object> row(StoredEdge edge) {
        var properties = EdgeProperties.derived(edge, pseudonyms);
        properties.putAll(EdgeProperties.reported(edge));
        properties.put(EdgeProperties.EDGE_ID, edge.edgeId());
        return Map.of(
                "from", edge.from().digest(),
                "to", edge.to().digest(),
                "properties", properties);
    }

    private Map<String, Object> row(EdgeChange change) {
        var properties = new HashMap<String, Object>();
        // A null takes a property away.
        change.before().stream()
                .flatMap(edge -> edge.consents().keySet().stream())
                .forEach(purpose -> {
                    EdgeProperties.of(purpose).forEach(name -> properties.put(name, null));
                    properties.put(EdgeProperties.list(purpose), null);
                });
        properties.put(EdgeProperties.PURPOSES, null);
        properties.putAll(EdgeProperties.derived(change.after(), pseudonyms));
        if (change.isReported()) {
            properties.put(EdgeProperties.UNTIL, null);
            properties.putAll(EdgeProperties.reported(change.after()));
        }
        return Map.of("edgeId", change.after().edgeId(), "properties", properties);
    }

    private void run(String cypher, List<? extends Map<String, ?>> rows) {
        if (rows.isEmpty()) {
            return;
        }
        client.query(cypher).bind(rows).to("rows").run();
    }
}
