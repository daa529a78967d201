package dev.identitygraph.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.identitygraph.audit.Actor;
import dev.identitygraph.decision.Decisions;
import dev.identitygraph.identity.Identity;
import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.ingest.FolderImport;
import dev.identitygraph.testing.IntegrationTest;
import dev.identitygraph.testing.StoredGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.data.neo4j.core.Neo4jClient;
import tools.jackson.databind.JsonNode;

/** The commands that change and explain who is linked, each run as a program of its own would. */
@IntegrationTest
class GraphCommandsIT {
    @TempDir
    private Path folder;

    @Autowired
    private FolderImport folders;

    @Autowired
    private Environment environment;

    @Autowired
    private Neo4jClient client;

    @Autowired
    private StoredGraph graph;

    private Program program;

    @BeforeEach
    void importFiles() throws IOException {
        graph.empty();
        program = new Program(environment, folder);
        Files.writeString(folder.resolve("crm-customers.csv"), """
            crm_id,updated_at,duplicate_of,email,loyalty_tier
            1,2026-01-01T08:00:00Z,,one@example.com,
            2,2026-01-01T08:00:00Z,,,
            """);
        Files.writeString(folder.resolve("webshop-logins.csv"), """
            crm_id,logged_in_at,cookie,app_install
            1,2026-02-01T08:00:00Z,laptop,
            2,2026-02-02T08:00:00Z,laptop,
            """);
        folders.run(folder);
    }

    @AfterEach
    void leaveNothing() {
        graph.empty();
    }

    @Test
    void twoRecordsAreJoinedExplainedAndSplitAgain() {
        var apart = run("why", "crm:1", "cookie:laptop");
        assertThat(apart.path("linked").asBoolean()).isFalse();
        assertThat(apart.at("/chain/0/supersededBy").asString()).isEqualTo("SHARED cookie");
        assertThat(apart.at("/chain/0/evidence/0/observedAt").asString()).isEqualTo("2026-02-01T08:00:00Z");
        assertThat(Instant.parse(apart.at("/chain/0/evidence/0/recordedAt").asString()))
                .isAfter(Instant.parse("2026-02-01T08:00:00Z"));

        var joined = run("join", "crm:1", "crm:2");
        assertThat(joined.at("/after").toString()).contains("crm:1", "crm:2", "cookie:laptop");
        assertThat(joined.toString()).doesNotContain("example.com");

        var together = run("why", "crm:1", "crm:2");
        assertThat(together.path("linked").asBoolean()).isTrue();
        assertThat(together.at("/chain")).hasSize(1);
        assertThat(together.at("/chain/0/evidence/0/source").asString()).isEqualTo("privacy-office");
        assertThat(together.at("/chain/0/evidence/0/method").asString()).isEqualTo("DECLARED");
        assertThat(together.at("/chain/0/evidence/0/derivedFrom/0").asString())
                .isEqualTo(joined.path("observation").asString());

        var split = run("split", "crm:1", "crm:2");
        assertThat(split.at("/before").toString()).isEqualTo(joined.at("/after").toString());
        var why = run("why", "crm:1", "crm:2");
        assertThat(why.at("/chain/0/supersededBy").asString()).isEqualTo("SPLIT crm");
        assertThat(why.at("/chain/0/decisions/0")).as("whoever decided it").isEqualTo(split.path("observation"));
        assertThat(why.at("/decisions/0/says").asString()).isEqualTo("SPLIT");
        assertThat(why.at("/decisions/1/because").asString()).isEqualTo("OVERRULED");

        var undone = run("retract", "--observation=" + split.path("observation").asString());
        assertThat(undone.at("/after").toString()).isEqualTo(joined.at("/after").toString());
        assertThat(program.acts())
                .as("each that decides is about two")
                .containsExactly(
                        "explainLink", "join", "join", "explainLink", "split", "split", "explainLink", "retract");
    }

    @Test
    void whatWasDecidedIsListedAndTakenBack() {
        run("join", "crm:1", "crm:2");
        run("split", "crm:1", "crm:2");
        assertThat(run("decisions").at("/decisions").findValuesAsString("says"))
                .containsExactlyInAnyOrder("JOIN", "SPLIT");
        var overruled = run("decisions", "--not-in-force").path("decisions");
        assertThat(overruled).hasSize(1);
        assertThat(overruled.at("/0/of").toString()).isEqualTo("[\"crm:1\",\"crm:2\"]");
        assertThat(overruled.at("/0/because").asString()).isEqualTo("OVERRULED");
        var joined = run("undecide", "crm:1", "crm:2");
        assertThat(joined.path("after"))
                .as("what sources say counts again: nobody has both")
                .isEmpty();
        assertThat(run("decisions").path("decisions")).isEmpty();
        assertThat(program.run("undecide", "crm:1", "crm:2")).isEqualTo(2);
        assertThat(program.err()).contains("Nothing has been decided about these two");
        assertThat(program.acts()).contains("decisions", "undecide");
    }

    @Test
    void everyDecisionIsListedHoweverManyThereAre(@Autowired Decisions decisions, @Autowired Namespaces namespaces) {
        var crm = namespaces.find("crm").orElseThrow();
        for (var i = 0; i < 101; i++) {
            decisions.split(Actor.of("test"), new Identity(crm, "1"), new Identity(crm, "2"));
        }
        assertThat(run("decisions").path("decisions").findValuesAsString("observation"))
                .doesNotHaveDuplicates()
                .hasSize(101);
    }

    @Test
    void whatWouldNotBeInForceIsNotDecided() throws IOException {
        Files.writeString(folder.resolve("webshop-logins.csv"), """
            crm_id,logged_in_at,cookie,app_install
            1,2026-02-03T08:00:00Z,phone,
            """);
        Files.writeString(folder.resolve("newsletter-clicks.csv"), """
            email,cookie,clicked_at
            one@example.com,phone,2026-02-04T08:00:00Z
            """);
        folders.run(folder);
        assertThat(program.run("split", "email:one@example.com", "cookie:phone"))
                .isEqualTo(2);
        assertThat(program.err()).contains("one person has both").doesNotContain("example.com");
        assertThat(graph.count("MATCH (o:Observation) WHERE o.splitOne IS NOT NULL RETURN count(o)"))
                .isZero();
    }

    @Test
    void whereAPartnerKnowsTwoDevicesAsOneTheChainLeadsThroughThePartner() throws IOException {
        Files.writeString(folder.resolve("webshop-logins.csv"), """
            crm_id,logged_in_at,cookie,app_install
            1,2026-02-03T08:00:00Z,phone,
            3,2026-02-03T08:00:00Z,tablet,
            """);
        Files.writeString(folder.resolve("adnetwork-audience.csv"), """
            ad_id,cookie,audience,observed_at
            ad,phone,,2026-02-03T08:00:00Z
            ad,tablet,,2026-02-03T08:00:00Z
            """);
        folders.run(folder);
        var why = run("why", "crm:1", "cookie:tablet");
        assertThat(why.path("linked").asBoolean())
                .as("what a partner knows joins nobody")
                .isFalse();
        assertThat(why.path("chain").findValuesAsString("type")).containsExactly("USES", "SYNCED_WITH", "SYNCED_WITH");
    }

    @Test
    void whatIsNeverKeptApartIsNotSplit() {
        assertThat(program.run("split", "email:one@example.com", "email:other@example.com"))
                .isEqualTo(2);
        assertThat(program.err())
                .contains("split each from the customer record")
                .doesNotContain("example.com");
    }

    @Test
    void aFileIsRetractedByItsContentAndASourceByItsName() {
        var retracted = run("retract", "--file=" + folder.resolve("webshop-logins.csv"));
        assertThat(retracted.path("before"))
                .as("a device of nobody's was in no one's graph")
                .isEmpty();
        assertThat(graph.count("MATCH (n:Device) RETURN count(n)")).isZero();
        run("retract", "--source=crm");
        assertThat(graph.count("MATCH (n:Customer|Email|Observation) RETURN count(n)"))
                .isZero();
    }

    @Test
    void whatAFileWouldChangeIsWhatItThenChanges() throws IOException {
        var more = Files.writeString(folder.resolve("more.csv"), """
            crm_id,updated_at,duplicate_of,email,loyalty_tier
            2,2026-03-01T08:00:00Z,1,,
            """);
        var before = all();
        var sources = "--identity-graph.sources=" + environment.getRequiredProperty("identity-graph.sources");
        var tried = run("try", "--source=crm-changes", "--file=" + more, sources);
        assertThat(all()).isEqualTo(before);
        assertThat(tried.path("accepted").asInt()).isOne();
        assertThat(tried.path("after")).hasSize(1);

        Files.copy(more, folder.resolve("crm-changes.csv"));
        folders.run(folder);
        assertThat(all()).isNotEqualTo(before);
        var undone = run("retract", "--file=" + more, sources);
        assertThat(undone.path("before")).isEqualTo(tried.path("after"));
        assertThat(undone.path("after")).isEqualTo(tried.path("before"));
        assertThat(all()).isEqualTo(before);
    }

    @Test
    void whatOtherRulesWouldChangeIsWhatTheyThenChange() throws IOException {
        var rules = Files.writeString(
                folder.resolve("linking.yaml"),
                Files.readString(Path.of("graph-schema/linking.yaml"))
                        .replace(
                                "  cookie:\n    kind: Device\n", "  cookie:\n    kind: Device\n    never: [laptop]\n"));
        var before = all();
        assertThat(run("try", "--rules=" + rules).path("after"))
                .as("it is nobody's in any case")
                .isEmpty();
        assertThat(all()).isEqualTo(before);
        assertThat(run("relink").path("relinked").asBoolean()).isTrue();
        assertThat(all()).isEqualTo(before);

        run("split", "crm:2", "cookie:laptop");
        var alone = all();
        var tried = run("try", "--rules=" + rules);
        assertThat(tried.path("before").toString()).contains("cookie:laptop");
        assertThat(tried.path("after").toString()).doesNotContain("cookie:laptop");
        assertThat(all()).isEqualTo(alone);
        run("relink", "--identity-graph.linking=file:" + rules);
        assertThat(run("why", "crm:1", "cookie:laptop").path("linked").asBoolean())
                .as("an explanation goes by the rules of the program that gives it")
                .isTrue();
        assertThat(client.query("MATCH (:Customer {value: '1'})-[r:USES]->() RETURN r.standing")
                        .fetchAs(String.class)
                        .one())
                .contains("SUPERSEDED");
    }

    /** Every edge with its standing and what it rests on. */
    private List<String> all() {
        return List.copyOf(client.query("""
            MATCH (from)-[r]->(to) WHERE r.edgeId IS NOT NULL
            RETURN type(r) + from.digest + to.digest + r.standing + reduce(all = '', id IN r.derivedFrom | all + id)
                   AS edge ORDER BY edge
            """).fetchAs(String.class).all());
    }

    @Test
    void whatTheGraphDoesNotKnowIsRefusedAndNotQuoted() {
        assertThat(program.run("why", "crm:1", "crm:none-such")).isEqualTo(2);
        assertThat(program.err()).contains("does not know").doesNotContain("none-such");
    }

    @Test
    void whereBothIdentitiesAreOneNothingIsDoneToEither(
            @Autowired Decisions decisions, @Autowired Namespaces namespaces) {
        var crm = namespaces.find("crm").orElseThrow();
        decisions.join(Actor.of("test"), new Identity(crm, "1"), new Identity(crm, "2"));
        for (var command : List.of("undecide", "why")) {
            assertThat(program.run(command, "crm:1", "crm:1")).isEqualTo(2);
            assertThat(program.err().lines())
                    .last()
                    .asString()
                    .isEqualTo("Both identities are one. Name two that differ.");
        }
        assertThat(graph.count("MATCH ()-[r:SAME_AS]->() RETURN count(r)")).isOne();
    }

    @Test
    void aDeviceIsNotJoined() {
        assertThat(program.run("join", "crm:1", "cookie:laptop")).isEqualTo(2);
        assertThat(program.err()).contains("Two customer records that differ are joined");
    }

    private JsonNode run(String... arguments) {
        assertThat(program.run(arguments)).as(program.err()).isZero();
        return program.json();
    }
}
