package dev.identitygraph.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.identitygraph.audit.Actor;
import dev.identitygraph.identity.Identity;
import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.ingest.FolderImport;
import dev.identitygraph.retraction.Retractable;
import dev.identitygraph.retraction.Retraction;
import dev.identitygraph.testing.IntegrationTest;
import dev.identitygraph.testing.StoredChain;
import dev.identitygraph.testing.StoredGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.neo4j.core.Neo4jClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What was decided is listed whole, part by part, and to ask for it is an act. */
@IntegrationTest
class DecisionListIT {
    private static final Actor BY = Actor.of("decision-list-it");

    @TempDir
    private Path folder;

    /** The rules that ship, but that some records never link. */
    @DynamicPropertySource
    static void rules(DynamicPropertyRegistry properties) throws IOException {
        var rules = Files.writeString(
                Path.of("target/linking-of-decision-list.yaml").toAbsolutePath(),
                Files.readString(Path.of("graph-schema/linking.yaml"))
                        .replace("    limit: 500\n", "    limit: 500\n    never: [\"nobody-*\"]\n"));
        properties.add("identity-graph.linking", () -> "file:" + rules);
    }

    @Autowired
    private FolderImport folders;

    @Autowired
    private Decisions decisions;

    @Autowired
    private DecisionList list;

    @Autowired
    private Namespaces namespaces;

    @Autowired
    private StoredGraph graph;

    @Autowired
    private StoredChain chain;

    @BeforeEach
    void threePeoplesRecordsAndTwoOfNobody() throws IOException {
        graph.empty();
        Files.writeString(folder.resolve("crm-customers.csv"), """
            crm_id,updated_at,duplicate_of,email,loyalty_tier
            1,2026-01-01T08:00:00Z,,,
            2,2026-01-01T08:00:00Z,,,
            3,2026-01-01T08:00:00Z,,,
            nobody-1,2026-01-01T08:00:00Z,,,
            nobody-2,2026-01-01T08:00:00Z,,,
            """);
        folders.run(folder);
    }

    @AfterEach
    void leaveNothing() {
        graph.empty();
    }

    @Test
    void eachPartGoesOnBehindTheOneBefore() {
        decisions.join(BY, record("1"), record("2"));
        decisions.split(BY, record("1"), record("2"));
        decisions.split(BY, record("2"), record("3"));
        var all = list.after(BY, "", 10);
        assertThat(all).hasSize(3);
        assertThat(all.stream().filter(decision -> decision.effect() instanceof Effect.InForce))
                .as("the join is overruled")
                .hasSize(2)
                .noneMatch(LinkDecision::joins);
        var parts = new ArrayList<LinkDecision>();
        for (var decision : all) {
            var part = list.after(BY, parts.isEmpty() ? "" : parts.getLast().observation(), 1);
            assertThat(part).as(decision.toString()).hasSize(1);
            parts.addAll(part);
        }
        assertThat(parts).isEqualTo(all);
        assertThat(list.after(BY, all.getLast().observation(), 1)).isEmpty();
    }

    @Test
    void aDecisionAboutSomebodyWhomNobodyKnowsAnyMoreIsListed(
            @Autowired Retraction retraction, @Autowired Neo4jClient client) {
        decisions.split(BY, record("1"), record("3"));
        var said = client.query("""
                        MATCH (n:Customer {value: '3'}) MATCH (o:Observation {source: 'crm'})
                        WHERE n.digest IN o.identities RETURN o.observationId
                        """).fetchAs(String.class).one().orElseThrow();
        retraction.retract(BY, new Retractable.OneObservation(said));
        assertThat(list.after(BY, "", 10)).singleElement().satisfies(decision -> {
            assertThat(decision.two()).containsExactly("crm:1");
            assertThat(decision.effect()).isEqualTo(new Effect.InForce());
        });
    }

    @Test
    void aJoinOfTwoThatNeverLinkIsListedWithTheRule(@Autowired PlatformTransactionManager transactions) {
        new TransactionTemplate(transactions)
                .executeWithoutResult(_ -> decisions.joined(BY, record("nobody-1"), record("nobody-2")));
        assertThat(list.after(BY, "", 10))
                .singleElement()
                .extracting(LinkDecision::effect)
                .isEqualTo(new Effect.Superseded(new LinkExplanation.Rule("NEVER", "crm", List.of())));
    }

    @Test
    void toAskForTheListIsRecorded() {
        var before = chain.text().length();
        list.after(BY, "", 10);
        assertThat(chain.text().substring(before))
                .contains("\"act\":\"decisions\"", "\"client\":\"" + BY.name() + "\"");
    }

    private Identity record(String value) {
        return new Identity(namespaces.find("crm").orElseThrow(), value);
    }
}
