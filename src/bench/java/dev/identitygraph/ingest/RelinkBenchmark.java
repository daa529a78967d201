package dev.identitygraph.ingest;

import dev.identitygraph.derivation.WholeGraph;
import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.identity.Identity;
import dev.identitygraph.identity.Method;
import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.link.Link;
import dev.identitygraph.source.Observation;
import dev.identitygraph.source.Source;
import dev.identitygraph.source.Sources;
import dev.identitygraph.source.Statement;
import dev.identitygraph.store.EdgeProperties;
import dev.identitygraph.store.Pseudonyms;
import dev.identitygraph.testing.IntegrationTest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.neo4j.core.Neo4jClient;

/**
 * What one observation costs until the graph is linked anew, in a graph of any size, and what it costs to link all of
 * it anew. Each customer has an address and two devices with a membership each; one in twenty shares a device.
 *
 * <p>{@code mvn -P bench verify -Dit.test=RelinkBenchmark [-Dbench.customers=100000] [-Dbench.rebuild=true]}
 */
@IntegrationTest
class RelinkBenchmark {
    private static final int CUSTOMERS = Integer.getInteger("bench.customers", 100_000);
    private static final int OBSERVATIONS = 1_000;
    private static final int BATCH = 5_000;
    private static final ZonedDateTime THEN = ZonedDateTime.of(2026, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

    @Autowired
    private BatchWriter writer;

    @Autowired
    private WholeGraph whole;

    @Autowired
    private Sources sources;

    @Autowired
    private Pseudonyms pseudonyms;

    @Autowired
    private Namespaces namespaces;

    @Autowired
    private Neo4jClient client;

    @Autowired
    private Clock clock;

    private final Map<String, List<Map<String, Object>>> rows = new LinkedHashMap<>();

    @Test
    void relink() {
        fill();
        var logins = sources.find("webshop-logins").orElseThrow();
        writer.open(logins, clock.instant());
        var random = new Random(7);
        time("warm up", logins, i -> login(String.valueOf(random.nextInt(CUSTOMERS)), "ck-warm-" + i));
        time(
                "known customer, new device",
                logins,
                i -> login(String.valueOf(random.nextInt(CUSTOMERS)), "ck-new-" + i));
        time("known customer, known device", logins, i -> {
            var customer = random.nextInt(CUSTOMERS);
            return login(String.valueOf(customer), "ck-" + customer + "-0");
        });
        time(
                "someone else's device",
                logins,
                i -> login(String.valueOf(random.nextInt(CUSTOMERS)), "ck-" + random.nextInt(CUSTOMERS) + "-1"));
        largest();
        time("a record with as many devices as it may have", logins, i -> login("large-0", "ck-large-0-0"));
        time(
                "a device of as many people as it may have, each with 100 devices",
                logins,
                i -> login("large-" + (1 + i % 49), "ck-large-shared"));
        if (Boolean.getBoolean("bench.rebuild")) {
            var start = System.nanoTime();
            whole.relink();
            System.out.printf("relink all %,d customers: %.0f s%n", CUSTOMERS, (System.nanoTime() - start) / 1e9);
        }
    }

    private void time(String what, Source source, IntFunction<Observation> logins) {
        var nanos = new long[OBSERVATIONS];
        for (var i = 0; i < OBSERVATIONS; i++) {
            var batch = new Batch(source, pseudonyms, clock.instant());
            batch.add(new Statement("", i, List.of(logins.apply(i)), List.of(), List.of()));
            var start = System.nanoTime();
            writer.write(source, "benchmark", batch);
            nanos[i] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        System.out.printf(
                "%s, of %,d customers: p50 %.1f ms, p99 %.1f ms%n",
                what, CUSTOMERS, nanos[OBSERVATIONS / 2] / 1e6, nanos[OBSERVATIONS * 99 / 100] / 1e6);
    }

    private long second;

    private Observation login(String customer, String cookie) {
        var one = identity("crm", customer);
        var other = identity("cookie", cookie);
        return new Observation(
                Instant.parse("2026-06-01T00:00:00Z").plusSeconds(second++),
                Method.DETERMINISTIC,
                1,
                Optional.empty(),
                new LinkedHashSet<>(List.of(one, other)),
                List.of(new Link(EdgeType.USES, one, other)));
    }

    private void fill() {
        var start = System.nanoTime();
        for (var s = 0; s < 200; s++) {
            node("Segment", "segment", "interest-" + s);
        }
        for (var i = 0; i < CUSTOMERS; i++) {
            var customer = node("Customer", "crm", String.valueOf(i));
            edge(EdgeType.HAS_EMAIL, "Customer", customer, "Email", node("Email", "email", i + "@example.com"), "crm");
            for (var d = 0; d < 2; d++) {
                var device = node("Device", "cookie", "ck-" + i + "-" + d);
                edge(EdgeType.USES, "Customer", customer, "Device", device, "webshop-logins");
                edge(
                        EdgeType.IN_SEGMENT,
                        "Device",
                        device,
                        "Segment",
                        digest("segment", "interest-" + (i * 7 + d) % 200),
                        "webshop-interests");
            }
            if (i % 20 == 0 && i > 0) {
                edge(
                        EdgeType.USES,
                        "Customer",
                        customer,
                        "Device",
                        digest("cookie", "ck-" + (i - 1) + "-0"),
                        "webshop-logins");
            }
            if (i % BATCH == 0) {
                flush();
            }
        }
        flush();
        System.out.printf(
                "a graph of %,d customers is there after %.0f s%n", CUSTOMERS, (System.nanoTime() - start) / 1e9);
    }

    /** One record with 499 devices, and a device of 49 people with 100 devices each. */
    private void largest() {
        var record = node("Customer", "crm", "large-0");
        for (var d = 0; d < 499; d++) {
            edge(
                    EdgeType.USES,
                    "Customer",
                    record,
                    "Device",
                    node("Device", "cookie", "ck-large-0-" + d),
                    "webshop-logins");
        }
        var shared = node("Device", "cookie", "ck-large-shared");
        for (var p = 1; p < 50; p++) {
            var person = node("Customer", "crm", "large-" + p);
            edge(EdgeType.USES, "Customer", person, "Device", shared, "webshop-logins");
            for (var d = 0; d < 99; d++) {
                edge(
                        EdgeType.USES,
                        "Customer",
                        person,
                        "Device",
                        node("Device", "cookie", "ck-large-" + p + "-" + d),
                        "webshop-logins");
            }
        }
        flush();
    }

    private Identity identity(String namespace, String value) {
        return new Identity(namespaces.find(namespace).orElseThrow(), value);
    }

    private String digest(String namespace, String value) {
        return pseudonyms.of(identity(namespace, value));
    }

    private String node(String label, String namespace, String value) {
        var digest = digest(namespace, value);
        var row = new HashMap<String, Object>(Map.of("digest", digest, "namespace", namespace, "party", "FIRST"));
        if (!namespace.equals("email")) {
            row.put("value", value);
        }
        add("UNWIND $rows AS row CREATE (n:%s) SET n = row".formatted(label), row);
        return digest;
    }

    private void edge(EdgeType type, String fromLabel, String from, String toLabel, String to, String source) {
        var edgeId = pseudonyms.edgeId(type, from, to, source);
        add(
                """
                UNWIND $rows AS row MATCH (from:%s {digest: row.from}) MATCH (to:%s {digest: row.to})
                CREATE (from)-[r:%s]->(to) SET r = row.properties
                """.formatted(fromLabel, toLabel, type),
                Map.of(
                        "from",
                        from,
                        "to",
                        to,
                        "properties",
                        Map.ofEntries(
                                Map.entry(EdgeProperties.EDGE_ID, edgeId),
                                Map.entry(EdgeProperties.SUBJECTS, List.of(from)),
                                Map.entry(EdgeProperties.SOURCE, source),
                                Map.entry(EdgeProperties.PARTY, "FIRST"),
                                Map.entry(EdgeProperties.METHOD, "DETERMINISTIC"),
                                Map.entry(EdgeProperties.CONFIDENCE, 1.0),
                                Map.entry(EdgeProperties.OBSERVED_AT, THEN),
                                Map.entry(EdgeProperties.RECORDED_AT, THEN),
                                Map.entry(EdgeProperties.DERIVED_FROM, List.of(edgeId)),
                                Map.entry(EdgeProperties.STANDING, "ACTIVE"),
                                Map.entry(EdgeProperties.PURPOSES, List.of()))));
    }

    private void add(String cypher, Map<String, Object> row) {
        rows.computeIfAbsent(cypher, _ -> new ArrayList<>()).add(row);
    }

    /** Nodes first: their statements come first in the map. */
    private void flush() {
        rows.entrySet().stream()
                .sorted((one, other) -> Boolean.compare(
                        one.getKey().contains("MATCH"), other.getKey().contains("MATCH")))
                .forEach(entry -> {
                    client.query(entry.getKey())
                            .bind(entry.getValue())
                            .to("rows")
                            .run();
                });
        rows.clear();
    }
}
