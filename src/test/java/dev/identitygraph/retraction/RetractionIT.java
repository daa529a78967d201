package dev.identitygraph.retraction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.identitygraph.audit.Actor;
import dev.identitygraph.audit.Acts;
import dev.identitygraph.derivation.ChangeWatch;
import dev.identitygraph.derivation.GraphChanges;
import dev.identitygraph.derivation.Relinker;
import dev.identitygraph.ingest.ImportOutcome;
import dev.identitygraph.ingest.Imports;
import dev.identitygraph.source.Delivered;
import dev.identitygraph.source.Rejects;
import dev.identitygraph.store.EdgeReader;
import dev.identitygraph.store.EvidenceRemover;
import dev.identitygraph.store.EvidenceStore;
import dev.identitygraph.store.FileStore;
import dev.identitygraph.store.GrantStore;
import dev.identitygraph.store.GraphWriter;
import dev.identitygraph.store.SourceStore;
import dev.identitygraph.store.WriteTurn;
import dev.identitygraph.testing.IntegrationTest;
import dev.identitygraph.testing.StoredGraph;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.neo4j.core.Neo4jClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What is taken back is as if it had never been said, but for a no. */
@IntegrationTest
class RetractionIT {
    private static final String CRM = """
        crm_id,updated_at,duplicate_of,email,loyalty_tier
        1,2026-01-01T08:00:00Z,,one@example.com,gold
        2,2026-01-01T08:00:00Z,1,,
        3,2026-01-01T08:00:00Z,,,
        """;
    /** More than are taken back in one step. */
    private static final int SEVERAL_STEPS = 510;

    private static final String LOGINS = """
        crm_id,logged_in_at,cookie,app_install
        1,2026-02-01T08:00:00Z,laptop,
        """;
    private static final String MORE_LOGINS = """
        crm_id,logged_in_at,cookie,app_install
        1,2026-02-01T08:00:00Z,laptop,
        1,2026-03-01T08:00:00Z,laptop,
        3,2026-03-02T08:00:00Z,laptop,
        3,2026-03-02T08:00:00Z,,phone
        """;
    private static final String CONSENTS = """
        namespace,value,purpose,status,lawful_basis,given_at,valid_until,notice,proof
        crm,1,PERSONALIZATION,GRANTED,CONSENT,2026-01-01T08:00:00Z,,notice-1,form-1
        crm,1,RETARGETING,DENIED,CONSENT,2026-01-01T08:00:00Z,,notice-1,form-1
        """;

    @TempDir
    private Path folder;

    @Autowired
    private Imports imports;

    @Autowired
    private Retraction retraction;

    @Autowired
    private StoredGraph graph;

    @Autowired
    private EvidenceEnd end;

    @Autowired
    private Driver driver;

    @Autowired
    private Neo4jClient client;

    @BeforeEach
    @AfterEach
    void leaveNothing() {
        graph.empty();
    }

    @Test
    void aRetractedFileLeavesTheGraphThatNeverHadIt() {
        read("crm", CRM);
        read("webshop-logins", LOGINS);
        read("consents", CONSENTS);
        var before = graph.all();
        var more = read("webshop-logins", MORE_LOGINS);
        assertThat(standingsOfLaptop()).containsOnly("SUPERSEDED");
        var changes = retraction.retract(Actor.of("test"), Retraction.file(more));
        assertThat(graph.all()).isEqualTo(before);
        assertThat(standingsOfLaptop()).containsOnly("ACTIVE");
        assertThat(changes.before()).anySatisfy(graph -> assertThat(graph).containsExactly("app:phone", "crm:3"));
        assertThat(changes.after()).anySatisfy(graph -> assertThat(graph).contains("cookie:laptop", "crm:1", "crm:2"));
    }

    @Test
    void whatAnotherFileSaysTooStays() {
        read("crm", CRM);
        var logins = read("webshop-logins", LOGINS);
        read("webshop-logins", MORE_LOGINS);
        var observations = graph.count("MATCH (o:Observation) RETURN count(o)");
        var changes = retraction.retract(Actor.of("test"), Retraction.file(logins));
        assertThat(graph.count("MATCH (o:Observation) RETURN count(o)")).isEqualTo(observations);
        assertThat(changes.before()).isEmpty();
        assertThat(changes.after()).isEmpty();
        assertThatThrownBy(() -> retraction.retract(Actor.of("test"), Retraction.file(logins)))
                .isInstanceOf(UnknownEvidenceException.class);
    }

    @Test
    void aGrantThatAnotherFileSaysTooStays() {
        read("crm", CRM);
        read("webshop-logins", LOGINS);
        var consents = read("consents", CONSENTS);
        var more =
                read("consents", CONSENTS + "crm,1,ANALYTICS,GRANTED,CONSENT,2026-01-01T08:00:00Z,,notice-1,form-1\n");
        assertThat(purposesOfUse()).containsExactlyInAnyOrder("ANALYTICS", "PERSONALIZATION", "RETARGETING");
        retraction.retract(Actor.of("test"), Retraction.file(more));
        assertThat(purposesOfUse()).containsExactlyInAnyOrder("PERSONALIZATION", "RETARGETING");
        retraction.retract(Actor.of("test"), Retraction.file(consents));
        assertThat(purposesOfUse()).as("no file says it any more").containsExactly("RETARGETING");
    }

    @Test
    void whatStaysIsPassedOnceAndOnceMoreToSeeThatNothingIsLeft(
            @Autowired EvidenceStore evidence,
            @Autowired GrantStore grants,
            @Autowired FileStore files,
            @Autowired SourceStore sources,
            @Autowired Acts acts,
            @Autowired WriteTurn turn,
            @Autowired PlatformTransactionManager transactions) {
        var file = read("webshop-logins", logins("some"));
        var begun = new ArrayList<String>();
        var steps = new RetractionStep(evidence, grants, files, sources, end, turn) {
            @Override
            public List<String> observationsOf(String source, String file, String after, int atMost) {
                begun.add(after);
                return super.observationsOf(source, file, after, atMost);
            }
        };
        new TransactionTemplate(transactions)
                .executeWithoutResult(
                        _ -> new Retraction(steps, end, acts).retract(Actor.of("test"), Retraction.file(file)));
        assertThat(begun).hasSize(3);
        assertThat(begun.get(0)).isEmpty();
        assertThat(begun.get(1)).as("the second step goes on behind the first").isNotEmpty();
        assertThat(begun.get(2)).isEmpty();
    }

    @Test
    void aFileOfSeveralStepsAmongOthersIsTakenBackToTheLast() {
        read("webshop-logins", logins("first"));
        read("consents", consents("first"));
        var before = graph.all();
        var logins = read("webshop-logins", logins("second"));
        var consents = read("consents", consents("second"));
        retraction.retract(Actor.of("test"), Retraction.file(logins));
        retraction.retract(Actor.of("test"), Retraction.file(consents));
        assertThat(graph.count("MATCH (c:RetractedConsent) RETURN count(c)")).isEqualTo(SEVERAL_STEPS);
        client.query("MATCH (c:RetractedConsent) DELETE c").run();
        assertThat(graph.all()).isEqualTo(before);
    }

    private static String logins(String of) {
        return rows(LOGINS, i -> "%1$s-%2$d,2026-02-01T08:00:00Z,%1$s-%2$d,".formatted(of, i));
    }

    private static String consents(String of) {
        return rows(
                CONSENTS, i -> "crm,%s-%d,PERSONALIZATION,GRANTED,CONSENT,2026-01-01T08:00:00Z,,n,f".formatted(of, i));
    }

    private static String rows(String header, IntFunction<String> row) {
        return IntStream.range(0, SEVERAL_STEPS)
                .mapToObj(row)
                .collect(Collectors.joining("\n", header.lines().findFirst().orElseThrow() + "\n", "\n"));
    }

    @Test
    void aRetractedSourceLeavesTheGraphThatNeverHadIt() {
        read("webshop-logins", MORE_LOGINS);
        var before = graph.all();
        read("crm", CRM);
        retraction.retract(Actor.of("test"), new Retractable.OfSource("crm"));
        assertThat(graph.all()).isEqualTo(before);
    }

    @Test
    void aFileThatSeveralSourcesWereReadFromIsTakenBackOfAllOfThem() {
        var both = """
            crm_id,updated_at,duplicate_of,email,loyalty_tier,logged_in_at,cookie,app_install
            1,2026-01-01T08:00:00Z,,one@example.com,gold,2026-02-01T08:00:00Z,laptop,
            """;
        read("crm", both);
        var file = read("webshop-logins", both);
        assertThat(graph.count("MATCH (o:Observation) RETURN count(o)")).isEqualTo(2);
        retraction.retract(Actor.of("test"), Retraction.file(file));
        assertThat(graph.count("MATCH (n:Observation|Customer|Device|File) RETURN count(n)"))
                .isZero();
    }

    @Test
    void whatSeveralSourcesSayByAFileCountsTogetherForWhatIsTooMuchAtOnce(
            @Autowired PlatformTransactionManager transactions) {
        var most = Retraction.AT_ONCE / 2;
        var rows = IntStream.rangeClosed(0, most)
                .mapToObj(i -> "%1$d,2026-01-01T08:00:00Z,,,,2026-02-01T08:00:00Z,laptop-%1$d,".formatted(i))
                .toList();
        var header = "crm_id,updated_at,duplicate_of,email,loyalty_tier,logged_in_at,cookie,app_install\n";
        var atOnce = new TransactionTemplate(transactions);
        for (var some : List.of(rows, rows.subList(0, most))) {
            var content = some.stream().collect(Collectors.joining("\n", header, "\n"));
            read("crm", content);
            var file = read("webshop-logins", content);
            assertThat(atOnce.<Boolean>execute(_ -> retraction
                            .retractAtOnce(Actor.of("test"), Retraction.file(file))
                            .isPresent()))
                    .as("%d by each of two sources", some.size())
                    .isEqualTo(some.size() <= most);
        }
    }

    @Test
    void whatIsSaidWhileASourceIsTakenBackIsTakenBackToo(
            @Autowired RetractionStep steps,
            @Autowired Acts acts,
            @Autowired EvidenceStore evidence,
            @Autowired EvidenceRemover remover,
            @Autowired EdgeReader reader,
            @Autowired GraphWriter writer,
            @Autowired Relinker relinker,
            @Autowired ChangeWatch watch,
            @Autowired WriteTurn turn,
            @Autowired PlatformTransactionManager transactions) {
        read("webshop-logins", LOGINS);
        var meanwhile = new EvidenceEnd(evidence, remover, reader, writer, relinker, watch, turn) {
            private boolean said;

            @Override
            public GraphChanges watchedEnd(Set<String> observations) {
                var changes = new TransactionTemplate(transactions)
                        .<GraphChanges>execute(_ -> super.watchedEnd(observations));
                if (!said) {
                    said = true;
                    read("webshop-logins", MORE_LOGINS);
                }
                return changes;
            }
        };
        new Retraction(steps, meanwhile, acts).retract(Actor.of("test"), new Retractable.OfSource("webshop-logins"));
        assertThat(graph.count("MATCH (n:Observation|Customer|Device) RETURN count(n)"))
                .isZero();
    }

    @Test
    void aRecordThatSaysNothingMoreThanItsNumberGoesWithItsObservation() {
        read("crm", CRM);
        assertThat(graph.count("MATCH (n:Customer {value: '3'}) RETURN count(n)"))
                .isOne();
        var observation = client.query("""
            MATCH (n:Customer {value: '3'}) MATCH (o:Observation) WHERE n.digest IN o.identities
            RETURN o.observationId
            """).fetchAs(String.class).one().orElseThrow();
        retraction.retract(Actor.of("test"), new Retractable.OneObservation(observation));
        assertThat(graph.count("MATCH (n:Customer {value: '3'}) RETURN count(n)"))
                .isZero();
        assertThatThrownBy(() -> retraction.retract(Actor.of("test"), new Retractable.OneObservation(observation)))
                .isInstanceOf(UnknownEvidenceException.class);
    }

    @Test
    void aGrantIsTakenBackAndANoIsNot() {
        read("crm", CRM);
        read("webshop-logins", LOGINS);
        read("consents", CONSENTS);
        assertThat(purposesOfUse()).containsExactly("PERSONALIZATION", "RETARGETING");
        retraction.retract(Actor.of("test"), new Retractable.OfSource("consents"));
        assertThat(purposesOfUse()).containsExactly("RETARGETING");
        assertThat(graph.count("MATCH (c:RetractedConsent) RETURN count(c)"))
                .as("its proof is kept")
                .isOne();
    }

    @Test
    void whatWasRetractedCanBeSaidAgain() {
        read("crm", CRM);
        read("webshop-logins", LOGINS);
        read("consents", CONSENTS);
        var before = graph.all();
        retraction.retract(Actor.of("test"), new Retractable.OfSource("consents"));
        retraction.retract(Actor.of("test"), new Retractable.OfSource("webshop-logins"));
        read("webshop-logins", LOGINS);
        read("consents", CONSENTS);
        var after = graph.all();
        after.keySet().removeIf(id -> id.startsWith("RetractedConsent"));
        assertThat(after).isEqualTo(before);
    }

    @Test
    void aRetractionThatFailsLeavesTheGraphAsBeforeItsStepAndCanBeRunAgain() {
        read("webshop-logins", LOGINS);
        read("consents", CONSENTS);
        var never = graph.all();
        read("crm", CRM);
        var observations = observationsOf("crm");
        // The first step is done.
        end.watchedEnd(Set.of(observations.getFirst()));
        var before = evidence();
        try (var session = driver.session();
                var other = session.beginTransaction()) {
            // The step deletes observations last, when all that rested on them is gone, and waits for this one.
            other.run("MATCH (o:Observation {observationId: $id}) SET o.held = true", Map.of("id", observations.get(1)))
                    .consume();
            var retracting = CompletableFuture.runAsync(
                    () -> retraction.retract(Actor.of("test"), new Retractable.OfSource("crm")));
            endWhatWaits();
            assertThatThrownBy(retracting::join).isInstanceOf(CompletionException.class);
            other.rollback();
        }
        assertThat(evidence()).isEqualTo(before);
        assertThat(graph.count("MATCH (f:File {source: 'crm'}) WHERE f.rows > 0 OR f.done RETURN count(f)"))
                .as("no import goes on behind what is taken back")
                .isZero();
        retraction.retract(Actor.of("test"), new Retractable.OfSource("crm"));
        var after = graph.all();
        assertThat(after).isEqualTo(never);
    }

    /** All but how far the imports of files have come: what is being retracted would be imported from the start. */
    private Map<String, Object> evidence() {
        var all = new HashMap<>(graph.all());
        all.keySet().removeIf(id -> id.startsWith("File"));
        return all;
    }

    private List<String> observationsOf(String source) {
        return List.copyOf(client.query("MATCH (o:Observation {source: $source}) RETURN o.observationId")
                .bind(source)
                .to("source")
                .fetchAs(String.class)
                .all());
    }

    /** Ends the transaction that waits for another one's lock, once one does. */
    private void endWhatWaits() {
        try (var session = driver.session()) {
            var waiting = List.<Record>of();
            while (waiting.isEmpty()) {
                waiting = session.run("SHOW TRANSACTIONS YIELD transactionId, status WHERE status STARTS WITH 'Blocked'"
                                + " RETURN transactionId")
                        .list();
            }
            session.run(
                            "TERMINATE TRANSACTIONS $id",
                            Map.of("id", waiting.getFirst().get("transactionId")))
                    .consume();
        }
    }

    private Path read(String source, String content) {
        var file = folder.resolve(source + "-" + content.hashCode() + ".csv");
        try {
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var outcome = imports.run(new Delivered(source, file), Set.of(), Rejects.NONE, _ -> {});
        assertThat(((ImportOutcome.Imported) outcome).totals().values()).isZero();
        return file;
    }

    private List<String> standingsOfLaptop() {
        return List.copyOf(client.query("MATCH ()-[r:USES]->(:Device {value: 'laptop'}) RETURN r.standing")
                .fetchAs(String.class)
                .all());
    }

    private List<String> purposesOfUse() {
        return List.copyOf(client.query("MATCH ()-[r:USES]->() UNWIND r.purposes AS purpose RETURN purpose")
                .fetchAs(String.class)
                .all());
    }
}
