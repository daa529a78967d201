package dev.identitygraph.query;

import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.identity.Identity;
import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.store.EdgeProperties;
import dev.identitygraph.store.Pseudonyms;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.springframework.data.neo4j.core.Neo4jClient;

/**
 * A graph of any size, the same at every run: each customer has two devices and perhaps a tier, each device three of
 * 200 interests, of which some are far more frequent than others. Seven in ten consent to personalization.
 */
final class SyntheticGraph {
    private static final int BATCH = 5_000;
    private static final Purpose PURPOSE = new Purpose("PERSONALIZATION");
    private static final Purpose OTHER = new Purpose("RETARGETING");
    private static final ZonedDateTime THEN = ZonedDateTime.of(2026, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

    private final Neo4jClient client;
    private final Pseudonyms pseudonyms;
    private final Namespaces namespaces;
    private final Random random = new Random(42);
    private final List<Map<String, Object>> customers = new ArrayList<>();
    private final List<Map<String, Object>> devices = new ArrayList<>();
    private final List<Map<String, Object>> uses = new ArrayList<>();
    private final List<Map<String, Object>> tiers = new ArrayList<>();
    private final List<Map<String, Object>> interests = new ArrayList<>();

    SyntheticGraph(Neo4jClient client, Pseudonyms pseudonyms, Namespaces namespaces) {
        this.client = client;
        this.pseudonyms = pseudonyms;
        this.namespaces = namespaces;
    }

    void fill(int size) {
        var segments = new ArrayList<Map<String, Object>>();
        for (var i = 0; i < 200; i++) {
            segments.add(node("segment", "interest-" + i));
        }
        segments.add(node("segment", "tier-gold"));
        write("UNWIND $rows AS row CREATE (n:Segment) SET n = row", new ArrayList<>(segments));
        for (var i = 0; i < size; i++) {
            var customer = node("crm", String.valueOf(i));
            customers.add(customer);
            var granted = random.nextInt(10) < 7;
            if (random.nextInt(3) == 0) {
                tiers.add(edge(EdgeType.IN_SEGMENT, customer, segments.getLast(), granted, "crm"));
            }
            for (var d = 0; d < 2; d++) {
                var device = node("cookie", "ck-" + i + "-" + d);
                devices.add(device);
                uses.add(edge(EdgeType.USES, customer, device, granted, "webshop-logins"));
                for (var s = 0; s < 3; s++) {
                    var segment = segments.get((int) (200 * Math.pow(random.nextDouble(), 3)));
                    interests.add(edge(EdgeType.IN_SEGMENT, device, segment, granted, "webshop-interests"));
                }
            }
            if (customers.size() == BATCH) {
                flush();
            }
        }
        flush();
    }

    private void flush() {
        write("UNWIND $rows AS row CREATE (n:Customer) SET n = row", customers);
        write("UNWIND $rows AS row CREATE (n:Device) SET n = row", devices);
        write(edges("Customer", "USES", "Device"), uses);
        write(edges("Customer", "IN_SEGMENT", "Segment"), tiers);
        write(edges("Device", "IN_SEGMENT", "Segment"), interests);
    }

    private static String edges(String from, String type, String to) {
        return """
                UNWIND $rows AS row
                MATCH (from:%s {digest: row.from}) MATCH (to:%s {digest: row.to})
                CREATE (from)-[r:%s]->(to) SET r = row.properties
                """.formatted(from, to, type);
    }

    private void write(String cypher, List<Map<String, Object>> rows) {
        client.query(cypher).bind(List.copyOf(rows)).to("rows").run();
        rows.clear();
    }

    private Map<String, Object> node(String namespace, String value) {
        var known = namespaces.find(namespace).orElseThrow();
        return Map.of(
                "digest",
                pseudonyms.of(new Identity(known, value)),
                "namespace",
                namespace,
                "party",
                known.party().name(),
                "value",
                value);
    }

    private Map<String, Object> edge(
            EdgeType type, Map<String, Object> from, Map<String, Object> to, boolean granted, String source) {
        var fromDigest = String.valueOf(from.get("digest"));
        var toDigest = String.valueOf(to.get("digest"));
        var edgeId = pseudonyms.edgeId(type, fromDigest, toDigest, source + random.nextInt());
        var properties = new HashMap<String, Object>(Map.of(
                EdgeProperties.EDGE_ID,
                edgeId,
                EdgeProperties.SUBJECTS,
                List.of(fromDigest),
                EdgeProperties.SOURCE,
                source,
                EdgeProperties.PARTY,
                "FIRST",
                EdgeProperties.METHOD,
                "DETERMINISTIC",
                EdgeProperties.CONFIDENCE,
                1.0,
                EdgeProperties.OBSERVED_AT,
                THEN,
                EdgeProperties.RECORDED_AT,
                THEN,
                EdgeProperties.DERIVED_FROM,
                List.of(edgeId),
                EdgeProperties.STANDING,
                "ACTIVE"));
        properties.put(EdgeProperties.PURPOSES, List.of(PURPOSE.name(), OTHER.name()));
        consent(properties, PURPOSE, granted, edgeId);
        consent(properties, OTHER, random.nextBoolean(), edgeId);
        return Map.of("from", fromDigest, "to", toDigest, "properties", properties);
    }

    private void consent(Map<String, Object> properties, Purpose purpose, boolean granted, String edgeId) {
        properties.put(EdgeProperties.status(purpose), granted ? "GRANTED" : "DENIED");
        properties.put(EdgeProperties.lawfulBasis(purpose), "CONSENT");
        properties.put(EdgeProperties.validFrom(purpose), THEN);
        properties.put(EdgeProperties.validUntil(purpose), THEN.plusYears(20));
        properties.put(EdgeProperties.consentRef(purpose), edgeId);
        properties.put(EdgeProperties.position(purpose), pseudonyms.position(purpose, edgeId));
    }
}
