package dev.identitygraph.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.identity.Kind;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.identity.Purposes;
import dev.identitygraph.source.Rejects;
import dev.identitygraph.source.Sources;
import dev.identitygraph.store.EdgeProperties;
import dev.identitygraph.testing.IntegrationTest;
import dev.identitygraph.testing.StoredGraph;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.neo4j.core.Neo4jClient;

/** What the seed files become in the graph. Whatever a test does to it, it leaves it as it was. */
@IntegrationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SeedImportIT {
    private static final Path SEED = Path.of("seed-data");

    @Autowired
    private FolderImport folders;

    @Autowired
    private FileImport files;

    @Autowired
    private Sources sources;

    @Autowired
    private Purposes purposes;

    @Autowired
    private StoredGraph graph;

    @Autowired
    private Neo4jClient client;

    @BeforeAll
    void importSeedData() {
        folders.run(SEED);
    }

    @Test
    void everyTypeOfEdgeIsThere() {
        assertThat(client.query("MATCH (n)-[r]->() WHERE NOT n:__Neo4jMigration RETURN DISTINCT type(r)")
                        .fetchAs(String.class)
                        .all())
                .containsExactlyInAnyOrderElementsOf(
                        List.of(EdgeType.values()).stream().map(Enum::name).toList());
    }

    @Test
    void noEdgeLacksAPropertyOfConsentOrProvenance() {
        var edges = rows("MATCH (n)-[r]->() WHERE NOT n:__Neo4jMigration RETURN r {.*} AS properties");
        assertThat(edges).isNotEmpty().allSatisfy(row -> {
            var properties = new TreeMap<>(properties(row));
            var expected = new ArrayList<>(List.of(
                    EdgeProperties.EDGE_ID,
                    EdgeProperties.SUBJECTS,
                    EdgeProperties.SOURCE,
                    EdgeProperties.PARTY,
                    EdgeProperties.METHOD,
                    EdgeProperties.CONFIDENCE,
                    EdgeProperties.OBSERVED_AT,
                    EdgeProperties.RECORDED_AT,
                    EdgeProperties.DERIVED_FROM,
                    EdgeProperties.STANDING));
            if (!purposes(properties).isEmpty()) {
                expected.add(EdgeProperties.PURPOSES);
            }
            purposes(properties).forEach(purpose -> expected.addAll(EdgeProperties.of(new Purpose(purpose))));
            // A membership that a release has counted says so, and one that is open is in a list.
            properties.keySet().removeIf(name -> name.endsWith("_released") || name.endsWith("_list"));
            assertThat(properties.keySet()).containsExactlyInAnyOrderElementsOf(expected);
            assertThat((List<?>) properties.get(EdgeProperties.SUBJECTS)).isNotEmpty();
            assertThat((List<?>) properties.get(EdgeProperties.DERIVED_FROM)).isNotEmpty();
        });
    }

    @Test
    void aMembershipIsInTheListOfItsSegmentAndKindForThePurposesThatItIsOpenTo() {
        var open = new ArrayList<String>();
        var closed = new ArrayList<String>();
        rows("MATCH (from)-[r]->(to) WHERE r.edgeId IS NOT NULL RETURN labels(from)[0] AS kind, type(r) AS type,"
                        + " to.digest AS segment, r {.*} AS properties")
                .forEach(row -> {
                    var properties = properties(row);
                    for (var purpose : this.purposes.all()) {
                        var list = properties.get(EdgeProperties.list(purpose));
                        var isOpen = "IN_SEGMENT".equals(row.get("type"))
                                && "ACTIVE".equals(properties.get(EdgeProperties.STANDING))
                                && "GRANTED".equals(properties.get(EdgeProperties.status(purpose)));
                        (isOpen ? open : closed).add(purpose.name());
                        assertThat(list)
                                .isEqualTo(
                                        isOpen
                                                ? EdgeProperties.listOf(
                                                        String.valueOf(row.get("segment")),
                                                        Kind.ofLabel(String.valueOf(row.get("kind")))
                                                                .orElseThrow())
                                                : null);
                    }
                });
        assertThat(open).isNotEmpty();
        assertThat(closed).isNotEmpty();
    }

    @Test
    void noPropertyHoldsAClearAddress() {
        assertThat(graph())
                .isNotEmpty()
                .allSatisfy((_, properties) ->
                        assertThat(properties.toString()).doesNotContainIgnoringCase("@", "example."));
        assertThat(rows("MATCH (n:Email {party: 'FIRST'}) RETURN n {.*} AS properties"))
                .isNotEmpty()
                .allSatisfy(row ->
                        assertThat(properties(row)).containsOnlyKeys("digest", "namespace", "party", "encryptedValue"));
    }

    @Test
    void noRelationshipTiesARecordToAKind() {
        assertThat(rows("""
                MATCH (n)--() WHERE n:Source OR n:Observation OR n:ConsentRecord OR n:KeyCheck RETURN n LIMIT 1
                """)).isEmpty();
    }

    @Test
    void aSecondImportChangesNothing() {
        var before = graph();
        var totals = folders.run(SEED);
        assertThat(totals.accepted()).isZero();
        assertThat(totals.read()).isEqualTo(totals.unchanged() + totals.rejected());
        assertThat(graph()).isEqualTo(before);
    }

    @Test
    void theOrderOfTheFilesDoesNotMatter() {
        graph.empty();
        folders.run(SEED);
        var before = graph();
        graph.empty();
        for (var source : sources.all().reversed()) {
            if (Files.exists(SEED.resolve(source.file()))) {
                files.run(source, SEED.resolve(source.file()), Set.of(), Rejects.NONE, _ -> {});
            }
        }
        assertThat(graph()).isEqualTo(before);
    }

    @Test
    void badValuesAreReportedWithTheirPlaceAndNotQuoted() {
        var rejects = new CollectedRejects();
        assertThat(folders.run(SEED, rejects).values()).isEqualTo(rejects.all().size());
        assertThat(rejects.all())
                .extracting(rejection -> rejection.file() + ":" + rejection.line() + ":" + rejection.column())
                .containsExactlyInAnyOrder(
                        "adnetwork-audience.csv:63:observed_at",
                        "consents.csv:71:given_at",
                        "consents.csv:1506:status",
                        "crm-customers.csv:16:email",
                        "newsletter-clicks.csv:163:email",
                        "newsletter-subscriptions.csv:293:email",
                        "onboarding-matches.csv:90:email",
                        "webshop-interests.csv:1000:seen_at");
        assertThat(rejects.all())
                .allSatisfy(rejection ->
                        assertThat(rejection.toString()).doesNotContain("nora", "(at)", "PENDING", "2026-02-30"));
    }

    @Test
    void aTabletOfTwoPeopleIsNobodys() {
        assertThat(rows("""
                MATCH (:Customer)-[r:USES]->(:Device {value: 'ck-family-tablet'}) RETURN r.standing AS standing
                """)).hasSize(2).allSatisfy(row -> assertThat(row).containsEntry("standing", "SUPERSEDED"));
    }

    /** All of the graph, but for when it was recorded and for ciphertexts, which differ each time. */
    private Map<String, Object> graph() {
        var graph = new TreeMap<String, Object>();
        rows("MATCH ()-[r]->() WHERE r.edgeId IS NOT NULL RETURN r.edgeId AS id, r {.*, recordedAt: null} AS properties")
                .forEach(row -> graph.put(String.valueOf(row.get("id")), properties(row)));
        rows("""
                MATCH (n) WHERE NOT n:__Neo4jMigration AND NOT n:KeyCheck AND NOT n:Release AND NOT n:Turn AND NOT n:Closing
                RETURN labels(n)[0] + coalesce(n.digest, n.observationId, n.consentRecordId, n.name) AS id,
                       n {.*, recordedAt: null, encryptedValue: null} AS properties
                """).forEach(row -> graph.put(String.valueOf(row.get("id")), properties(row)));
        return graph;
    }

    private Collection<Map<String, Object>> rows(String cypher) {
        return client.query(cypher).fetch().all();
    }

    @SuppressWarnings("unchecked") // The queries return maps under this name.
    private static Map<String, Object> properties(Map<String, Object> row) {
        return (Map<String, Object>) row.getOrDefault("properties", Map.of());
    }

    @SuppressWarnings("unchecked") // The writer's own property.
    private static List<String> purposes(Map<String, Object> properties) {
        return (List<String>) properties.getOrDefault(EdgeProperties.PURPOSES, List.of());
    }
}
