package dev.identitygraph.store;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.identity.Kind;
import dev.identitygraph.identity.Standing;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    /** Which of these observations the graph has. */
    public Set<String> knownObservations(Collection<String> ids) {
        return client
                .query("UNWIND $ids AS id MATCH (o:Observation {observationId: id}) RETURN o.observationId")
                .bind(ids)
                .to("ids")
                .fetchAs(String.class)
                .all()
                .stream()
                .collect(toUnmodifiableSet());
    }

    public void addObservations(Collection<NewObservation> observations) {
        run("""
            UNWIND $rows AS row
            MERGE (o:Observation {observationId: row.observationId})
            ON CREATE SET o += row
            """, observations.stream().map(GraphWriter::row).toList());
    }

    static Map<String, Object> row(NewObservation observation) {
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
     * Makes a source known.
     *
     * @param agreement the pseudonym of its supply agreement
     * @return whether its agreement is another than before
     */
    public boolean addSource(String name, String party, String description, String agreement) {
        return client.query("""
            OPTIONAL MATCH (before:Source {name: $name})
            WITH before.agreement AS before
            MERGE (s:Source {name: $name})
            SET s.party = $party, s.description = $description, s.agreement = $agreement
            RETURN coalesce(before, $agreement) <> $agreement AS changed
            """)
                .bindAll(Map.of("name", name, "party", party, "description", description, "agreement", agreement))
                .fetchAs(Boolean.class)
                .one()
                .orElse(false);
    }

    public void addNodes(Collection<NewNode> nodes) {
        nodes.stream()
                .collect(groupingBy(node -> node.ref().kind()))
                .forEach((kind, ofKind) -> run(
                        """
                        UNWIND $rows AS row
                        MERGE (n:%s {digest: row.digest})
                        ON CREATE SET n += row.properties
                        SET n.derivedFrom = CASE WHEN row.derivedFrom = [] THEN n.derivedFrom
                              WHEN n.derivedFrom IS NULL THEN row.derivedFrom ELSE COLLECT {
                              UNWIND coalesce(n.derivedFrom, []) + row.derivedFrom AS id RETURN DISTINCT id ORDER BY id
                            } END
                        """.formatted(kind.label()),
                        ofKind.stream().map(this::row).toList()));
    }

    private Map<String, Object> row(NewNode node) {
        return Map.of(
                "digest", node.ref().digest(),
                "properties", NodeProperties.of(StoredNode.of(node, addresses)),
                "derivedFrom", node.derivedFrom());
    }

    /**
     * Writes edges, each between nodes that are there. They serve no purpose and are not walked until they are derived.
     */
    public void addEdges(Collection<NewEdge> edges) {
        record Ends(EdgeType type, Kind from, Kind to) {}
        edges.stream()
                .collect(groupingBy(edge ->
                        new Ends(edge.type(), edge.from().kind(), edge.to().kind())))
                .forEach((ends, alike) -> run(
                        """
                        UNWIND $rows AS row
                        MATCH (from:%s {digest: row.from})
                        MATCH (to:%s {digest: row.to})
                        MERGE (from)-[r:%s {edgeId: row.edgeId}]->(to)
                        ON CREATE SET r += row.properties, r.observedAt = row.observedAt, r.derivedFrom = [],
                                      r.until = row.until
                        SET r.observedAt = CASE WHEN row.observedAt > r.observedAt
                                                THEN row.observedAt ELSE r.observedAt END,
                            r.method = CASE WHEN row.confidence > r.confidence
                                              OR row.confidence = r.confidence AND row.method < r.method
                                            THEN row.method ELSE r.method END,
                            r.confidence = CASE WHEN row.confidence > r.confidence
                                                THEN row.confidence ELSE r.confidence END,
                            r.until = CASE WHEN row.until > r.until THEN row.until
                                           WHEN row.until IS NOT NULL THEN r.until END,
                            r.derivedFrom = CASE WHEN r.derivedFrom = [] THEN row.derivedFrom ELSE COLLECT {
                              UNWIND r.derivedFrom + row.derivedFrom AS id RETURN DISTINCT id ORDER BY id } END
                        """.formatted(ends.from().label(), ends.to().label(), ends.type()),
                        alike.stream().map(GraphWriter::row).toList()));
    }

    private static Map<String, Object> row(NewEdge edge) {
        var provenance = edge.provenance();
        var properties = new HashMap<>(EdgeProperties.of(provenance));
        properties.put(EdgeProperties.STANDING, Standing.SUPERSEDED.name());
        properties.put(EdgeProperties.SUBJECTS, List.of());
        var row = new HashMap<String, Object>();
        edge.until().ifPresent(until -> row.put("until", EdgeProperties.time(until)));
        row.putAll(Map.of(
                "edgeId", edge.edgeId(),
                "from", edge.from().digest(),
                "to", edge.to().digest(),
                "observedAt", EdgeProperties.time(provenance.observedAt()),
                "method", provenance.method().name(),
                "confidence", provenance.confidence(),
                "derivedFrom", provenance.derivedFrom(),
                "properties", properties));
        return row;
    }

    /** Writes what is derived anew, and takes away what was derived for purposes that are no longer served. */
    public void rewrite(Collection<EdgeChange> changes) {
        changes.stream()
                .collect(groupingBy(change -> change.edge().type()))
                .forEach((type, ofType) ->
                        run("""
                            UNWIND $rows AS row
                            MATCH ()-[r:%s {edgeId: row.edgeId}]->()
                            SET r += row.derived
                            """.formatted(type), ofType.stream().map(this::row).toList()));
        uncount(changes);
        closings.add(changes);
    }

    /** A member who said no is gone from the released size of the segment at once. */
    private void uncount(Collection<EdgeChange> changes) {
        changes.stream()
                .filter(change -> change.edge().type() == EdgeType.IN_SEGMENT)
                .flatMap(change -> change.closed().stream()
                        .map(purpose -> Map.entry(purpose, change.edge().edgeId())))
                .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())))
                .forEach((purpose, edgeIds) -> run(
                        """
                        UNWIND $rows AS row
                        MATCH (member)-[r:IN_SEGMENT {edgeId: row.edgeId}]->(segment:Segment)
                        WHERE r.%1$s
                        REMOVE r.%1$s
                        WITH member, segment
                        WHERE NOT EXISTS { MATCH (member)-[other:IN_SEGMENT]->(segment) WHERE other.%1$s }
                        SET segment.%2$s = segment.%2$s - 1
                        """.formatted(EdgeProperties.released(purpose), NodeProperties.members(purpose)),
                        edgeIds.stream().map(id -> Map.of("edgeId", id)).toList()));
    }

    private Map<String, Object> row(EdgeChange change) {
        var derived = new HashMap<String, Object>();
        // A null takes a property away.
        change.edge().consents().keySet().stream()
                .flatMap(purpose -> EdgeProperties.of(purpose).stream())
                .forEach(name -> derived.put(name, null));
        change.edge().consents().keySet().forEach(purpose -> derived.put(EdgeProperties.list(purpose), null));
        derived.put(EdgeProperties.PURPOSES, null);
        derived.putAll(EdgeProperties.of(change, pseudonyms));
        return Map.of("edgeId", change.edge().edgeId(), "derived", derived);
    }

    private void run(String cypher, List<? extends Map<String, ?>> rows) {
        if (rows.isEmpty()) {
            return;
        }
        client.query(cypher).bind(rows).to("rows").run();
    }
}
