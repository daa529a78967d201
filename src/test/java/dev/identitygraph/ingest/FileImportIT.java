package dev.identitygraph.ingest;

import static dev.identitygraph.source.Described.CONSENTS;
import static dev.identitygraph.source.Described.CUSTOMERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.identitygraph.audit.Actor;
import dev.identitygraph.derivation.ChangeWatch;
import dev.identitygraph.derivation.Relinker;
import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.identity.Identity;
import dev.identitygraph.retraction.EvidenceEnd;
import dev.identitygraph.retraction.Retraction;
import dev.identitygraph.source.Described;
import dev.identitygraph.source.Source;
import dev.identitygraph.source.Sources;
import dev.identitygraph.source.StatementReader;
import dev.identitygraph.source.Survey;
import dev.identitygraph.store.EdgeReader;
import dev.identitygraph.store.EvidenceRemover;
import dev.identitygraph.store.EvidenceStore;
import dev.identitygraph.store.FileStore;
import dev.identitygraph.store.GraphWriter;
import dev.identitygraph.store.Pseudonyms;
import dev.identitygraph.store.Transactions;
import dev.identitygraph.store.WriteTurn;
import dev.identitygraph.testing.IntegrationTest;
import dev.identitygraph.testing.StoredGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.neo4j.core.Neo4jClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** What files become in the graph. */
@IntegrationTest
class FileImportIT {
    private static final Source DELTA = Described.source(CUSTOMERS);
    private static final Source SNAPSHOT = Described.source(CUSTOMERS + "delivery: SNAPSHOT\nmayShrinkBy: 0.5\n");
    private static final Source NATIVE = Described.source("""
        source: events
        about: Events.
        party: FIRST
        file: events.jsonl
        method: DECLARED
        confidence: 1
        native:
          namespaces: [crm, email, cookie, segment]
          consents:
            purposes: [PERSONALIZATION]
            lawfulBases: [CONSENT]
            record: {controller: shop, jurisdiction: DE, recipients: [], howGiven: a form}
        """);
    private static final String AT = "2026-01-01T08:00:00Z";
    private static final Path DATA = Path.of("src/test/resources/linking-data");

    @TempDir
    private Path folder;

    @Autowired
    private FileImport files;

    @Autowired
    private BatchWriter writer;

    @Autowired
    private StatementReader reader;

    @Autowired
    private SnapshotStep step;

    @Autowired
    private EvidenceEnd evidenceEnd;

    @Autowired
    private EdgeReader edges;

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private Pseudonyms pseudonyms;

    @Autowired
    private Retention retention;

    @Autowired
    private EvidenceStore evidence;

    @Autowired
    private EvidenceRemover remover;

    @Autowired
    private FileStore fileStore;

    @Autowired
    private GraphWriter graphWriter;

    @Autowired
    private Relinker relinker;

    @Autowired
    private ChangeWatch watch;

    @Autowired
    private WriteTurn turn;

    @Autowired
    private Transactions repeated;

    @Autowired
    private Retraction retraction;

    @Autowired
    private Intake intake;

    @Autowired
    private StoredGraph graph;

    @Autowired
    private Neo4jClient client;

    @Autowired
    private Clock clock;

    private final CollectedRejects rejects = new CollectedRejects();

    @BeforeEach
    @AfterEach
    void leaveNothing() {
        graph.empty();
    }

    @Test
    void splinksRecordsComeByASourceFileOnlyAndThoseWithMalformedAddressesStay() throws IOException {
        var totals = imported(described("splink-fake-1000"), DATA.resolve("splink-fake-1000/fake_1000.csv"));
        assertThat(totals).isEqualTo(new Totals(1_000, 1_000, 0, 0, 29));
        assertThat(rejects.all())
                .hasSize(29)
                .allSatisfy(rejection -> assertThat(rejection.column()).isEqualTo("email"));
        assertThat(graph.count("MATCH (n:Customer) RETURN count(n)")).isEqualTo(1_000);
        assertThat(graph.count("MATCH ()-[r:HAS_EMAIL]->() RETURN count(r)")).isEqualTo(789 - 29);
    }

    @Test
    void senzingsCustomersComeByASourceFileOnly() throws IOException {
        var totals = imported(described("senzing-customers"), DATA.resolve("senzing-customers/customers.csv"));
        assertThat(totals.read()).isEqualTo(120);
        assertThat(totals.accepted()).isEqualTo(120);
        assertThat(totals.values()).isEqualTo(rejects.all().size());
        assertThat(graph.count("MATCH (n:Customer) RETURN count(n)")).isEqualTo(120);
        assertThat(graph.count("MATCH ()-[r:HAS_EMAIL]->() RETURN count(r)"))
                .isEqualTo(45 - rejects.all().size());
        assertThat(graph.count(
                        "MATCH (o:Observation) WHERE o.observedAt = datetime('2018-01-02T00:00:00Z') RETURN count(o)"))
                .isPositive();
    }

    @Test
    void rowsAddUpAlsoWhereTheyAreRejectedInPart() throws IOException {
        var file = file(
                "crm-1.csv", "id,at,email\n1,%1$s,\n1,%1$s,\n2,%1$s,nobody\n,%1$s,nobody\n3,never,\n".formatted(AT));
        var totals = imported(DELTA, file);
        assertThat(totals).isEqualTo(new Totals(5, 2, 1, 2, 3));
        assertThat(rejects.all())
                .extracting(rejection -> rejection.file() + ":" + rejection.line() + ":" + rejection.column())
                .containsExactly("crm-1.csv:4:email", "crm-1.csv:5:email", "crm-1.csv:6:at");
        assertThat(imported(DELTA, file)).as("again").isEqualTo(new Totals(5, 0, 3, 2, 3));
    }

    @Test
    void whatNativeLinesSayIsOnTheEdgesAndARequestThatSaysTheSameChangesNothing() throws IOException {
        var line = """
            {"source": "events", "observedAt": "2026-01-01T08:00:00Z", "method": "PROBABILISTIC", "confidence": 0.5, "edges": [["crm:1", "USES", "cookie:x"]], "segments": [{"member": "crm:1", "segment": "segment:a", "until": "2026-03-01T00:00:00Z"}], "consents": [{"subject": "crm:1", "purpose": "PERSONALIZATION", "status": "GRANTED", "lawfulBasis": "CONSENT", "givenAt": "2026-01-01T08:00:00Z", "notice": "n", "proof": "p"}]}
            """;
        assertThat(imported(NATIVE, file("events.jsonl", line))).isEqualTo(new Totals(1, 1, 0, 0, 0));
        assertThat(edge("USES"))
                .containsEntry("method", "PROBABILISTIC")
                .containsEntry("confidence", 0.5)
                .containsEntry("PERSONALIZATION_validUntil", "9999-12-31T00:00Z");
        assertThat(edge("IN_SEGMENT"))
                .containsEntry("until", "2026-03-01T00:00Z")
                .containsEntry("PERSONALIZATION_status", "GRANTED")
                .containsEntry("PERSONALIZATION_validUntil", "2026-03-01T00:00Z");

        imported(NATIVE, file("events-2.jsonl", line.replace("0.5", "0.7").replace("2026-03-01", "2026-04-01")));
        assertThat(edge("USES")).containsEntry("confidence", 0.7);
        assertThat(edge("IN_SEGMENT")).containsEntry("PERSONALIZATION_validUntil", "2026-04-01T00:00Z");
        retraction.retract(Actor.of("test"), Retraction.file(folder.resolve("events-2.jsonl")));
        assertThat(edge("USES")).containsEntry("confidence", 0.5);
        assertThat(edge("IN_SEGMENT")).containsEntry("PERSONALIZATION_validUntil", "2026-03-01T00:00Z");
    }

    @Test
    void aRequestNamesASourceThatIsDescribedAndNative() throws IOException {
        assertThatThrownBy(() -> intake.read("nobody", List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("No source of this name is described.");
        assertThatThrownBy(() -> intake.read("crm", List.of(new JsonMapper().readTree("{}"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aSnapshotEndsWhatItDoesNotSayAnyMore() throws IOException {
        var second = rows(2, 3, 4);
        imported(SNAPSHOT, file("crm-2.csv", second));
        var never = graph.all();
        graph.empty();
        imported(SNAPSHOT, file("crm-1.csv", rows(1, 2, 3)));
        var outcome = run(SNAPSHOT, file("crm-2.csv", second), false);
        assertThat(outcome).isEqualTo(new ImportOutcome.Imported(new Totals(3, 1, 2, 0, 0), 1));
        assertThat(graph.all()).isEqualTo(never);
        assertThat(run(SNAPSHOT, file("crm-2.csv", second), false))
                .as("again")
                .isEqualTo(new ImportOutcome.Imported(new Totals(3, 0, 3, 0, 0), 0));
        assertThat(graph.all()).isEqualTo(never);
    }

    @Test
    void aSnapshotWhosePlaceALaterOneHasTakenChangesNothingUnlessAsked() throws IOException {
        var old = file("crm-1.csv", rows(1, 2, 3));
        imported(SNAPSHOT, old);
        imported(SNAPSHOT, file("crm-2.csv", rows(2, 3, 4)));
        var before = graph.all();
        assertThat(run(SNAPSHOT, old, false)).isEqualTo(new ImportOutcome.Superseded());
        assertThat(graph.all()).isEqualTo(before);
        assertThat(files.run(SNAPSHOT, old, Set.of(LetThrough.SUPERSEDED), rejects, _ -> {}))
                .isEqualTo(new ImportOutcome.Imported(new Totals(3, 1, 2, 0, 0), 1));
        assertThat(run(SNAPSHOT, folder.resolve("crm-2.csv"), false)).isEqualTo(new ImportOutcome.Superseded());
    }

    @Test
    void aSnapshotThatWasInterruptedIsNotTakenForSupersededByTheOneBefore() throws IOException {
        var first = file("crm-1.csv", rows(1, 2, 3));
        var second = file("crm-2.csv", rows(2, 3, 4));
        imported(SNAPSHOT, first);
        var interrupted = Survey.of(Described.READER, SNAPSHOT, second, clock.instant());
        writer.open(SNAPSHOT, interrupted.id(), Reading.id(reader, SNAPSHOT, pseudonyms), clock.instant());
        imported(SNAPSHOT, first);
        assertThat(run(SNAPSHOT, second, false)).isEqualTo(new ImportOutcome.Imported(new Totals(3, 1, 2, 0, 0), 1));
        assertThat(run(SNAPSHOT, first, false)).isEqualTo(new ImportOutcome.Superseded());
    }

    @Test
    void aSnapshotThatGoesOnAfterAnotherOnesEndHadBegunLosesNothing() throws IOException {
        var path = file("crm-1.csv", rows(1, 2, 3));
        var first = Survey.of(Described.READER, SNAPSHOT, path, clock.instant());
        var reading = Reading.id(reader, SNAPSHOT, pseudonyms);
        var stored = writer.open(SNAPSHOT, first.id(), reading, clock.instant());
        var batch = new Batch(SNAPSHOT, pseudonyms, clock.instant());
        first.read(Described.READER, SNAPSHOT, statement -> {
            if (statement.line() < 4) {
                batch.add(statement);
            }
        });
        writer.write(SNAPSHOT, first.id(), batch, stored);
        var other = Survey.of(Described.READER, SNAPSHOT, file("crm-2.csv", rows(3, 4)), clock.instant());
        writer.open(SNAPSHOT, other.id(), reading, clock.instant());
        step.observations("crm-export", other.id(), "", evidenceEnd::end);
        assertThat(graph.count("MATCH (n:Customer) RETURN count(n)")).isZero();
        assertThat(imported(SNAPSHOT, path).read()).isEqualTo(3);
        assertThat(graph.count("MATCH (n:Customer) RETURN count(n)")).isEqualTo(3);
    }

    @Test
    void aFileThatIsRetractedWhileItIsImportedIsNotTakenForImported() throws IOException {
        var path = file("crm-1.csv", rows(1, 2, 3));
        var survey = Survey.of(Described.READER, DELTA, path, clock.instant());
        var stored = writer.open(DELTA, survey.id(), Reading.id(reader, DELTA, pseudonyms), clock.instant());
        var some = new Batch(DELTA, pseudonyms, clock.instant());
        var others = new Batch(DELTA, pseudonyms, clock.instant());
        survey.read(Described.READER, DELTA, statement -> (statement.line() < 3 ? some : others).add(statement));
        var after = writer.write(DELTA, survey.id(), some, stored);
        repeated.write(() -> {
            fileStore.reset(survey.id(), "crm-export");
            return survey;
        });
        assertThatThrownBy(() -> writer.write(DELTA, survey.id(), others, after))
                .isInstanceOf(OvertakenException.class)
                .hasMessageContaining("retracted meanwhile");
        repeated.write(() -> {
            fileStore.forget(survey.id(), "crm-export");
            return survey;
        });
        assertThatThrownBy(() -> writer.write(DELTA, survey.id(), some, stored)).isInstanceOf(OvertakenException.class);
        assertThat(imported(DELTA, path).read()).isEqualTo(3);
        assertThat(graph.count("MATCH (n:Customer) RETURN count(n)")).isEqualTo(3);
    }

    @Test
    void rowsThatAreTooOldDoNotCountForASnapshot() throws IOException {
        var kept = Described.source(CUSTOMERS + "delivery: SNAPSHOT\nmayShrinkBy: 0.5\nretention: P365D\n");
        var now = clock.instant();
        imported(kept, file("crm-1.csv", "id,at,email\n1,%1$s,\n2,%1$s,\n3,%1$s,\n".formatted(now)));
        var old = "id,at,email\n1,%1$s,\n2,2001-01-01T00:00:00Z,\n3,2001-01-01T00:00:00Z,\n".formatted(now);
        assertThat(run(kept, file("crm-2.csv", old), false)).isEqualTo(new ImportOutcome.Refused(3, 1, 0.5));
    }

    @Test
    void aSnapshotThatWasImportedIsRefusedWhenItComesToTooLittleByAnotherReading() throws IOException {
        var path = file("crm-1.csv", rows(1, 2, 3, 4));
        imported(SNAPSHOT, path);
        var strict = Described.source(
                CUSTOMERS.replace("column: id", "column: email") + "delivery: SNAPSHOT\nmayShrinkBy: 0.5\n");
        assertThat(run(strict, path, false)).isEqualTo(new ImportOutcome.Refused(4, 0, 0.5));
    }

    @Test
    void aFirstSnapshotOfNothingIsRefused() throws IOException {
        imported(DELTA, file("crm-1.csv", rows(1, 2)));
        var empty = file("crm-2.csv", rows());
        assertThat(run(SNAPSHOT, empty, false)).isEqualTo(new ImportOutcome.Refused(0, 0, 0.5));
        assertThat(run(SNAPSHOT, empty, true)).isEqualTo(new ImportOutcome.Imported(Totals.NONE, 2));
        assertThat(run(SNAPSHOT, empty, false)).as("again").isEqualTo(new ImportOutcome.Imported(Totals.NONE, 0));
    }

    @Test
    void grantsThatEndAreCountedOneByOne() throws IOException {
        var consents = Described.source(CONSENTS + "delivery: SNAPSHOT\nmayShrinkBy: 1\n");
        var header = "ns,id,purpose,status,basis,at,until,notice,proof\n";
        var row = "crm,1,%s,GRANTED,CONSENT," + AT + ",,%s,p\n";
        var yes = row.formatted("PERSONALIZATION", "n");
        var two = row.formatted("RETARGETING", "n") + row.formatted("RETARGETING", "another");
        assertThat(imported(consents, file("consents-1.csv", header + yes + two))
                        .accepted())
                .isEqualTo(3);
        assertThat(run(consents, file("consents-2.csv", header + yes), false))
                .isEqualTo(new ImportOutcome.Imported(new Totals(1, 0, 1, 0, 0), 2));
    }

    @Test
    void aSnapshotEndsNeitherANoNorTheAgreementUnderWhichItIsSupplied() throws IOException {
        var partner = Described.source("""
            source: adnet
            about: A partner.
            party: THIRD
            file: adnet-*.csv
            delivery: SNAPSHOT
            mayShrinkBy: 1
            agreement: {reference: r, lawfulBasis: CONSENT, from: 2025-01-01T00:00:00Z, until: 2041-01-01T00:00:00Z, purposes: [RETARGETING]}
            observedAt: {always: 2026-01-01T00:00:00Z}
            method: DETERMINISTIC
            confidence: 1
            identities:
              device: {namespace: adnet, column: device}
            """);
        imported(partner, file("adnet-1.csv", "device\na\nb\n"));
        imported(partner, file("adnet-2.csv", "device\na\n"));
        assertThat(graph.count("MATCH (n:Device) RETURN count(n)")).isOne();
        assertThat(graph.count("MATCH (c:ConsentRecord {source: 'adnet'}) RETURN count(c)"))
                .isOne();

        var consents = Described.source(CONSENTS + "delivery: SNAPSHOT\nmayShrinkBy: 1\n");
        var header = "ns,id,purpose,status,basis,at,until,notice,proof\n";
        var row = "crm,%s,RETARGETING,%s,CONSENT," + AT + ",,n,p\n";
        var both = row.formatted("1", "GRANTED") + row.formatted("2", "DENIED");
        imported(consents, file("consents-1.csv", header + both));
        imported(consents, file("consents-2.csv", header + row.formatted("3", "GRANTED")));
        assertThat(graph.count("MATCH (c:RetractedConsent {status: 'GRANTED'}) RETURN count(c)"))
                .isOne();
        assertThat(graph.count("MATCH (c:ConsentRecord {status: 'DENIED'}) RETURN count(c)"))
                .isOne();
    }

    @Test
    void anEdgeBetweenTwoThatAreAskedForIsReadOnce() throws IOException {
        imported(
                NATIVE,
                file(
                        "events.jsonl",
                        "{\"source\": \"events\", \"observedAt\": \"%s\", \"edges\": [[\"crm:1\", \"SAME_AS\", \"crm:2\"]]}\n"
                                .formatted(AT)));
        var both = List.of("1", "2").stream()
                .map(value -> pseudonyms.ref(
                        new Identity(Described.NAMESPACES.find("crm").orElseThrow(), value)))
                .toList();
        assertThat(new TransactionTemplate(transactions)
                        .<Integer>execute(_ ->
                                edges.at(both, EnumSet.of(EdgeType.SAME_AS)).size()))
                .isOne();
    }

    @Test
    void aDeltaEndsNothing() throws IOException {
        imported(DELTA, file("crm-1.csv", rows(1, 2)));
        imported(DELTA, file("crm-2.csv", rows(3)));
        assertThat(graph.count("MATCH (n:Customer) RETURN count(n)")).isEqualTo(3);
    }

    @Test
    void aSnapshotThatShrinksTooMuchIsRefusedBeforeAnythingChangesAndLetThroughOnceIfAsked() throws IOException {
        imported(SNAPSHOT, file("crm-1.csv", rows(1, 2, 3, 4)));
        var before = graph.all();
        var small = file("crm-2.csv", rows(1) + "9,never,\n8,never,\n7,never,\n");
        assertThat(run(SNAPSHOT, small, false)).isEqualTo(new ImportOutcome.Refused(4, 1, 0.5));
        assertThat(graph.all()).isEqualTo(before);
        assertThat(run(SNAPSHOT, small, true)).isEqualTo(new ImportOutcome.Imported(new Totals(4, 0, 1, 3, 3), 3));
        assertThat(run(SNAPSHOT, file("crm-3.csv", rows()), false)).isEqualTo(new ImportOutcome.Refused(1, 0, 0.5));
        assertThat(run(SNAPSHOT, file("crm-3.csv", rows(5)), false)).isInstanceOf(ImportOutcome.Imported.class);
    }

    @Test
    void aSnapshotThatIsOvertakenByAnotherGoesOnNoMore() throws IOException {
        var first = Survey.of(Described.READER, SNAPSHOT, file("crm-1.csv", rows(1, 2)), clock.instant());
        var stored = writer.open(SNAPSHOT, first.id(), "reading", clock.instant());
        imported(SNAPSHOT, file("crm-2.csv", rows(2, 3)));
        var batch = new Batch(SNAPSHOT, pseudonyms, clock.instant());
        first.read(Described.READER, SNAPSHOT, batch::add);
        assertThatThrownBy(() -> writer.write(SNAPSHOT, first.id(), batch, stored))
                .isInstanceOf(OvertakenException.class);
        assertThat(graph.count("MATCH (n:Customer {value: '1'}) RETURN count(n)"))
                .isZero();
    }

    @Test
    void anImportGoesOnBehindWhatIsCommittedUnlessItsSourceIsDescribedAnew() throws IOException {
        var path = file("crm-1.csv", rows(1, 2, 3));
        var survey = Survey.of(Described.READER, DELTA, path, clock.instant());
        var stored = writer.open(DELTA, survey.id(), Reading.id(reader, DELTA, pseudonyms), clock.instant());
        var batch = new Batch(DELTA, pseudonyms, clock.instant());
        survey.read(Described.READER, DELTA, statement -> {
            if (statement.line() < 4) {
                batch.add(statement);
            }
        });
        var after = writer.write(DELTA, survey.id(), batch, stored);
        assertThat(writer.open(DELTA, survey.id(), Reading.id(reader, DELTA, pseudonyms), clock.instant()))
                .isEqualTo(after);
        assertThat(after.rows()).isEqualTo(2);
        client.query("MATCH (n:Customer {value: '1'}) DETACH DELETE n").run();
        client.query("MATCH (o:Observation) DELETE o").run();
        assertThat(imported(DELTA, path)).as("rows 1 and 2 are not read again").isEqualTo(new Totals(3, 3, 0, 0, 0));
        assertThat(graph.count("MATCH (o:Observation) RETURN count(o)")).isOne();

        client.query("MATCH (f:File) SET f.done = false, f.rows = 2").run();
        imported(Described.source(CUSTOMERS.replace("confidence: 1", "confidence: 0.5")), path);
        assertThat(graph.count("MATCH (o:Observation) RETURN count(o)")).isEqualTo(3);
    }

    @Test
    void whatIsOlderThanItsSourceKeepsEnds() throws IOException {
        imported(
                DELTA,
                file(
                        "crm-1.csv",
                        "id,at,email\n1,2001-01-01T00:00:00Z,\n2,2001-01-01T00:00:00Z,a@example.com\n3,%s,\n"
                                .formatted(clock.instant())));
        retention.end(Described.source(CUSTOMERS + "retention: P365D\n"));
        assertThat(graph.count("MATCH (n:Customer) RETURN count(n)")).isOne();
        assertThat(graph.count("MATCH (n:Email) RETURN count(n)")).isZero();
        assertThat(graph.count("MATCH (o:Observation) RETURN count(o)")).isOne();
    }

    @Test
    void aSweepThatBreaksOffIsMadeGoodTheSameDayAndOneThatIsDoneWaitsForTheNext() throws IOException {
        client.query("MATCH (turn:Turn {name: 'retention'}) DELETE turn").run();
        imported(DELTA, file("crm-1.csv", "id,at,email\n1,2001-01-01T00:00:00Z,\n"));
        var broken = new EvidenceEnd(evidence, remover, edges, graphWriter, relinker, watch, turn) {
            @Override
            public void end(Set<String> observations) {
                throw new IllegalStateException("The machine stops");
            }
        };
        assertThatThrownBy(() -> sweep(broken)).hasMessage("The machine stops");
        sweep(evidenceEnd);
        assertThat(graph.count("MATCH (n:Customer) RETURN count(n)")).isZero();
        imported(DELTA, file("crm-2.csv", "id,at,email\n2,2001-01-01T00:00:00Z,\n"));
        sweep(evidenceEnd);
        assertThat(graph.count("MATCH (n:Customer) RETURN count(n)"))
                .as("later on the same day")
                .isOne();
        client.query("MATCH (turn:Turn {name: 'retention'}) SET turn.at = turn.at - duration({days: 1})")
                .run();
        sweep(evidenceEnd);
        assertThat(graph.count("MATCH (n:Customer) RETURN count(n)"))
                .as("the next day")
                .isZero();
    }

    private void sweep(EvidenceEnd by) {
        var kept = Described.source(CUSTOMERS + "retention: P365D\n");
        new Retention(new Sources(List.of(kept)), evidence, by, repeated, turn).eachDay();
    }

    @Test
    void aDryRunOfASnapshotTellsWhatItWouldEndAndChangesNothing() throws IOException {
        imported(SNAPSHOT, file("crm-1.csv", "id,at,email\n1,%1$s,a@example.com\n2,%1$s,\n".formatted(AT)));
        var before = graph.all();
        var dry = files.dryRun(SNAPSHOT, file("crm-2.csv", rows(2)));
        assertThat(dry.changes().before()).hasSize(1);
        assertThat(dry.changes().after()).isEmpty();
        assertThat(graph.all()).isEqualTo(before);
    }

    private static String rows(int... ids) {
        var text = new StringBuilder("id,at,email\n");
        for (var id : ids) {
            text.append(id).append(',').append(AT).append(",\n");
        }
        return text.toString();
    }

    private static Source described(String folder) throws IOException {
        return Described.source(Files.readString(DATA.resolve(folder).resolve("source.yaml")));
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private Totals imported(Source source, Path file) {
        return ((ImportOutcome.Imported) run(source, file, false)).totals();
    }

    private ImportOutcome run(Source source, Path file, boolean mayShrink) {
        rejects.all().clear();
        return files.run(source, file, mayShrink ? Set.of(LetThrough.SHRUNK) : Set.of(), rejects, _ -> {});
    }

    @SuppressWarnings("unchecked") // The query returns a map under this name.
    private Map<String, Object> edge(String type) {
        var properties = (Map<String, Object>) client.query("MATCH ()-[r:%s]->() RETURN r {.*} AS edge".formatted(type))
                .fetch()
                .one()
                .orElseThrow()
                .getOrDefault("edge", Map.of());
        var edge = new TreeMap<String, Object>();
        properties.forEach((name, value) ->
                edge.put(name, value instanceof java.time.ZonedDateTime time ? time.toString() : value));
        return edge;
    }
}
