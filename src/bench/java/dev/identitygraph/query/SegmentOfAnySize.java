package dev.identitygraph.query;

import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.identity.Identity;
import dev.identitygraph.identity.Kind;
import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.store.EdgeProperties;
import dev.identitygraph.store.NodeProperties;
import dev.identitygraph.store.Pseudonyms;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.data.neo4j.core.Neo4jClient;

/**
 * A segment of devices, written as ingestion would. Of so many members each, one is open to both purposes. The others
 * are closed to the first purpose by what was said (denied, withdrawn, or nothing), and to the second by time
 * (expired).
 */
final class SegmentOfAnySize {
    static final Purpose CLOSED_BY_WORD = new Purpose("RETARGETING");
    static final Purpose CLOSED_BY_TIME = new Purpose("ANALYTICS");

    private static final int BATCH = 10_000;
    private static final ZonedDateTime THEN = ZonedDateTime.of(2026, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

    private final Neo4jClient client;
    private final Pseudonyms pseudonyms;
    private final Namespaces namespaces;

    SegmentOfAnySize(Neo4jClient client, Pseudonyms pseudonyms, Namespaces namespaces) {
        this.client = client;
        this.pseudonyms = pseudonyms;
        this.namespaces = namespaces;
    }

    /** Writes a segment of this name and size, of whose members one in so many is open. */
    void write(String name, int size, int oneIn) {
        var segment = node("segment", name);
        segment.put(NodeProperties.members(CLOSED_BY_TIME), size);
        run("UNWIND $rows AS row CREATE (n:Segment) SET n = row", List.of(segment));
        for (var from = 0; from < size; from += BATCH) {
            var rows = new ArrayList<Map<String, Object>>();
            for (var i = from; i < Math.min(size, from + BATCH); i++) {
                var device = node("cookie", name + "-" + i);
                rows.add(Map.of("device", device, "edge", edge(device, segment, i % oneIn == 0, i)));
            }
            client.query("""
                            MATCH (segment:Segment {digest: $segment})
                            UNWIND $rows AS row
                            CREATE (device:Device)-[r:IN_SEGMENT]->(segment)
                            SET device = row.device, r = row.edge
                            """)
                    .bindAll(Map.of("segment", segment.get(NodeProperties.DIGEST), "rows", rows))
                    .run();
        }
    }

    private void run(String cypher, List<Map<String, Object>> rows) {
        client.query(cypher).bind(rows).to("rows").run();
    }

    private Map<String, Object> node(String namespace, String value) {
        var known = namespaces.find(namespace).orElseThrow();
        return new HashMap<>(Map.of(
                NodeProperties.DIGEST,
                pseudonyms.of(new Identity(known, value)),
                NodeProperties.NAMESPACE,
                namespace,
                NodeProperties.PARTY,
                known.party().name(),
                NodeProperties.VALUE,
                value));
    }

    private Map<String, Object> edge(Map<String, Object> device, Map<String, Object> segment, boolean open, int i) {
        var from = String.valueOf(device.get(NodeProperties.DIGEST));
        var to = String.valueOf(segment.get(NodeProperties.DIGEST));
        var edgeId = pseudonyms.edgeId(EdgeType.IN_SEGMENT, from, to, "webshop-interests");
        var edge = new HashMap<String, Object>();
        edge.put(EdgeProperties.EDGE_ID, edgeId);
        edge.put(EdgeProperties.SUBJECTS, List.of(from));
        edge.put(EdgeProperties.SOURCE, "webshop-interests");
        edge.put(EdgeProperties.PARTY, "FIRST");
        edge.put(EdgeProperties.METHOD, "DETERMINISTIC");
        edge.put(EdgeProperties.CONFIDENCE, 0.95);
        edge.put(EdgeProperties.OBSERVED_AT, THEN);
        edge.put(EdgeProperties.RECORDED_AT, THEN);
        edge.put(EdgeProperties.DERIVED_FROM, List.of(edgeId));
        edge.put(EdgeProperties.STANDING, "ACTIVE");
        edge.put(EdgeProperties.PURPOSES, List.of(CLOSED_BY_TIME.name(), CLOSED_BY_WORD.name()));
        if (open) {
            consent(edge, CLOSED_BY_WORD, "GRANTED", THEN.plusYears(20), to);
        } else if (i % 3 == 0) {
            edge.put(EdgeProperties.PURPOSES, List.of(CLOSED_BY_TIME.name()));
        } else {
            consent(edge, CLOSED_BY_WORD, i % 3 == 1 ? "DENIED" : "WITHDRAWN", THEN.plusYears(20), to);
        }
        consent(edge, CLOSED_BY_TIME, "GRANTED", open ? THEN.plusYears(20) : THEN.plusDays(1), to);
        return edge;
    }

    private void consent(
            Map<String, Object> edge, Purpose purpose, String status, ZonedDateTime validUntil, String segment) {
        var edgeId = String.valueOf(edge.get(EdgeProperties.EDGE_ID));
        edge.put(EdgeProperties.status(purpose), status);
        edge.put(EdgeProperties.lawfulBasis(purpose), "CONSENT");
        edge.put(EdgeProperties.validFrom(purpose), THEN);
        edge.put(EdgeProperties.validUntil(purpose), validUntil);
        edge.put(EdgeProperties.consentRef(purpose), edgeId);
        edge.put(EdgeProperties.position(purpose), pseudonyms.position(purpose, edgeId));
        if (status.equals("GRANTED")) {
            edge.put(EdgeProperties.list(purpose), EdgeProperties.listOf(segment, Kind.DEVICE));
        }
    }
}
