package dev.identitygraph.bulk;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.identitygraph.development.LoadableNeo4j;
import dev.identitygraph.ingest.FolderImport;
import dev.identitygraph.ingest.ImportOutcome;
import dev.identitygraph.ingest.Imports;
import dev.identitygraph.ingest.Totals;
import dev.identitygraph.source.RejectsFile;
import dev.identitygraph.source.Sources;
import dev.identitygraph.store.AddressCipher;
import dev.identitygraph.synthetic.SyntheticSources;
import dev.identitygraph.testing.IntegrationTest;
import dev.identitygraph.testing.StoredGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.data.neo4j.core.Neo4jClient;
import org.springframework.test.context.TestPropertySource;

/** A first load by Neo4j's bulk import gives the graph that an import into a running Neo4j gives. */
@IntegrationTest
@TestPropertySource(properties = "identity-graph.sources=classpath:graph-schema/sources/*.yaml,classpath:bulk/*.yaml")
class BulkLoadIT {
    @TempDir
    private Path folder;

    @Autowired
    private BulkLoad bulk;

    @Autowired
    private Sources sources;

    @Autowired
    private Imports imports;

    @Autowired
    private StoredGraph graph;

    @Autowired
    private Neo4jClient client;

    @Autowired
    private AddressCipher addresses;

    @Autowired
    private Environment environment;

    @BeforeEach
    @AfterEach
    void empty() {
        graph.empty();
    }

    @Test
    void theSeedDataGiveTheSameGraphEitherWay() throws IOException {
        assertSameGraph(copied(Path.of("seed-data")));
    }

    @Test
    void syntheticSourcesFilesOfOthersAndNativeLinesGiveTheSameGraphEitherWay() throws IOException {
        var input = copied(Path.of("src/test/resources/linking-data/splink-fake-1000"));
        SyntheticSources.write(input, 300, 7);
        // A device of so many users that it links nothing, and rows that are in two files of a source.
        var logins = Files.readAllLines(input.resolve("webshop-logins.csv"));
        IntStream.range(0, 60).forEach(i -> logins.add("in-the-shop,,%d,2026-03-01T10:00:00Z".formatted(i)));
        Files.write(input.resolve("webshop-logins.csv"), logins);
        Files.writeString(input.resolve("shop-1.jsonl"), NATIVE);
        Files.writeString(input.resolve("shop-2.jsonl"), NATIVE.lines().limit(3).collect(joining("\n")) + """

            {"source": "shop", "observedAt": "2026-04-01T09:00:00Z", "confidence": 0.7, "edges": [["crm:9001", "USES", "cookie:n1"]]}
            {"source": "shop", "observedAt": "2026-04-01T09:00:00Z", "segments": [{"member": "cookie:n1", "segment": "segment:boots", "until": "2026-05-01T00:00:00Z"}]}
            """);
        assertSameGraph(input);
    }

    /**
     * An edge between an address that never links and a device that comes to have too many users. A text with quotes, a
     * separator and two lines, an objection, several rows in one, and a row that is no good.
     */
    private static final String NATIVE = """
        {"source": "shop", "observedAt": "2026-01-31T09:00:00Z", "identities": ["crm:9001", "email:nine@example.com", "cookie:n1"]}
        {"source": "shop", "observedAt": "2026-01-31T09:00:00Z", "confidence": 0.6, "method": "PROBABILISTIC", "edges": [["crm:9001", "USES", "cookie:n1"]]}
        {"source": "shop", "observedAt": "2026-01-31T09:00:00Z", "segments": [{"member": "cookie:n1", "segment": "segment:boots", "until": "2026-03-01T00:00:00Z"}, {"member": "crm:9001", "segment": "segment:boots"}]}
        {"source": "shop", "consents": [{"subject": "crm:9001", "purpose": "PERSONALIZATION", "status": "GRANTED", "lawfulBasis": "CONSENT", "givenAt": "2026-01-31T09:00:00.123Z", "notice": "a \\"notice\\", of;\\ntwo lines", "proof": "form-1"}, {"subject": "cookie:n1", "purpose": "RETARGETING", "status": "DENIED", "lawfulBasis": "CONSENT", "givenAt": "2026-01-31T09:00:00Z", "notice": "n", "proof": "form-2"}]}
        {"source": "shop", "observedAt": "2026-01-31T09:00:00Z", "identities": ["crm:9002", "email:test@example.com"], "consents": [{"subject": "email:test@example.com", "purpose": "PERSONALIZATION", "status": "GRANTED", "lawfulBasis": "CONSENT", "givenAt": "2026-01-31T09:00:00Z", "notice": "n", "proof": "form-3"}]}
        {"source": "shop", "observedAt": "2026-02-01T09:00:00Z", "identities": ["email:test@example.com", "cookie:in-the-shop"]}
        {"source": "shop", "observedAt": "never", "identities": ["crm:9003"]}
        """;

    private Path copied(Path from) throws IOException {
        var input = Files.createDirectory(folder.resolve("input"));
        try (var files = Files.list(from)) {
            for (var file : files.filter(it -> it.toString().endsWith(".csv")).toList()) {
                Files.copy(file, input.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return input;
    }

    private void assertSameGraph(Path input) throws IOException {
        var online = new TreeMap<String, Totals>();
        for (var delivered : sources.in(input).delivered()) {
            try (var rejects = new RejectsFile(folder.resolve("online"), delivered)) {
                var outcome = (ImportOutcome.Imported) imports.run(delivered, Set.of(), rejects, _ -> {});
                online.put(delivered.file().getFileName().toString(), outcome.totals());
            }
        }
        try (var neo4j = LoadableNeo4j.in(folder.resolve("neo4j"))) {
            var loaded = bulk.run(input, target(neo4j), folder.resolve("bulk"), _ -> {})
                    .files();
            assertThat(loaded)
                    .allSatisfy(file -> assertThat(file.totals())
                            .as("%s", file.delivered())
                            .isEqualTo(online.get(
                                    file.delivered().file().getFileName().toString())));
            assertThat(rejects("bulk")).isEqualTo(rejects("online"));
            assertNothingIsLeft(neo4j.data());
            neo4j.start("512m", "64m");
            try (var application = application(neo4j)) {
                var other = application.getBean(Neo4jClient.class);
                var expected = graph(client);
                assertThat(expected.size()).isGreaterThan(1_000);
                assertEqual(graph(other), expected);
                assertThat(indexes(other)).isEqualTo(indexes(client));
                var again = application.getBean(FolderImport.class).run(input);
                assertThat(again.accepted()).as("a second import").isZero();
                assertEqual(graph(other), expected);
            }
        }
    }

    private static void assertEqual(Map<String, Object> actual, Map<String, Object> expected) {
        var different = new TreeMap<String, String>();
        Stream.of(actual, expected).flatMap(graph -> graph.keySet().stream()).forEach(id -> {
            if (!Objects.equals(actual.get(id), expected.get(id))) {
                different.put(id, "%s instead of %s".formatted(actual.get(id), expected.get(id)));
            }
        });
        assertThat(different).isEmpty();
    }

    private BulkLoad.Target target(LoadableNeo4j neo4j) {
        return new BulkLoad.Target(neo4j.data(), "neo4j", neo4j.admin());
    }

    private ConfigurableApplicationContext application(LoadableNeo4j neo4j) {
        return neo4j.application(
                folder,
                "--identity-graph.sources=" + environment.getRequiredProperty("identity-graph.sources"),
                "--identity-graph.keys=" + environment.getRequiredProperty("identity-graph.keys"));
    }

    private Map<String, String> rejects(String run) throws IOException {
        var rejects = new TreeMap<String, String>();
        try (var files = Files.list(folder.resolve(run))) {
            for (var file : files.toList()) {
                rejects.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return rejects;
    }

    private static void assertNothingIsLeft(Path data) throws IOException {
        try (var left = Files.list(data)) {
            assertThat(left.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("databases", "transactions");
        }
    }

    /** All of a graph, but for when it was recorded; addresses are decrypted, since their ciphertexts differ. */
    private Map<String, Object> graph(Neo4jClient of) {
        var graph = new TreeMap<String, Object>();
        of.query("""
                MATCH (from)-[r]->(to) WHERE NOT from:__Neo4jMigration
                RETURN type(r) + r.edgeId AS id, from.digest AS from, to.digest AS to, r {.*} AS properties
                """).fetch().all().forEach(row -> graph.put(String.valueOf(row.get("id")), normal(row)));
        of.query("""
                MATCH (n) WHERE NOT n:__Neo4jMigration AND NOT n:Release AND NOT n:Closing AND NOT n:Turn
                RETURN labels(n)[0] + coalesce(n.digest, n.observationId, n.consentRecordId, n.fileId, n.name) AS id,
                       labels(n) AS labels, n {.*} AS properties
                """).fetch().all().forEach(row -> graph.put(String.valueOf(row.get("id")), normal(row)));
        return graph;
    }

    @SuppressWarnings("unchecked") // The queries return maps under this name.
    private Map<String, Object> normal(Map<String, Object> row) {
        var normal = new HashMap<>(row);
        var properties = new TreeMap<>((Map<String, Object>) row.getOrDefault("properties", Map.of()));
        properties.remove("recordedAt");
        // What a release has counted, once the application has run for a while.
        properties.keySet().removeIf(name -> name.endsWith("_released") || name.endsWith("_members"));
        properties.computeIfPresent(
                "encryptedValue",
                (_, encrypted) ->
                        addresses.decrypt(String.valueOf(encrypted), String.valueOf(properties.get("digest"))));
        normal.put("properties", properties);
        return normal;
    }

    private static List<String> indexes(Neo4jClient of) {
        return of
                .query("SHOW INDEXES YIELD name, state, type, owningConstraint"
                        + " RETURN name + ' ' + state + ' ' + type + ' ' + coalesce(owningConstraint, '') AS line")
                .fetchAs(String.class)
                .all()
                .stream()
                .sorted()
                .toList();
    }
}
