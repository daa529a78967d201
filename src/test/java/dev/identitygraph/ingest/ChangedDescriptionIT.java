package dev.identitygraph.ingest;

import static dev.identitygraph.source.Described.CONSENTS;
import static dev.identitygraph.source.Described.CUSTOMERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.identitygraph.audit.Actor;
import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.identity.Purposes;
import dev.identitygraph.retraction.EvidenceEnd;
import dev.identitygraph.retraction.Retraction;
import dev.identitygraph.source.Described;
import dev.identitygraph.source.Rejects;
import dev.identitygraph.source.Source;
import dev.identitygraph.source.StatementReader;
import dev.identitygraph.source.Survey;
import dev.identitygraph.store.EarlierReadings.Words;
import dev.identitygraph.store.Pseudonyms;
import dev.identitygraph.testing.IntegrationTest;
import dev.identitygraph.testing.StoredGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.neo4j.core.Neo4jClient;

/** What becomes of a file that is imported again, after its source has been described otherwise. */
@IntegrationTest
class ChangedDescriptionIT {
    private static final Source RIGHT = Described.source(CUSTOMERS);
    /** It takes the customer's number for that of another column. */
    private static final Source WRONG = Described.source(CUSTOMERS.replace("column: id", "column: other"));

    private static final String SNAPSHOT = "delivery: SNAPSHOT\nmayShrinkBy: 1\n";
    private static final String HEADER = "id,other,at,email\n";
    private static final String AT = "2026-01-01T08:00:00Z";

    @TempDir
    private Path folder;

    @Autowired
    private FileImport files;

    @Autowired
    private BatchWriter writer;

    @Autowired
    private EarlierReadingStep step;

    @Autowired
    private EvidenceEnd evidenceEnd;

    @Autowired
    private StatementReader reader;

    @Autowired
    private Retraction retraction;

    @Autowired
    private Pseudonyms pseudonyms;

    @Autowired
    private StoredGraph graph;

    @Autowired
    private Neo4jClient client;

    @Autowired
    private Clock clock;

    @BeforeEach
    @AfterEach
    void leaveNothing() {
        graph.empty();
    }

    @Test
    void whatAFileSaysByANewDescriptionTakesThePlaceOfWhatItSaidBefore() throws IOException {
        var file = file("crm-1.csv", row(1, 101) + row(2, 102) + row(3, 3));
        var never = graphOf(RIGHT, file);
        imported(WRONG, file);
        assertThat(customers("101", "102")).isEqualTo(2);
        assertThat(imported(RIGHT, file)).isEqualTo(new ImportOutcome.Imported(new Totals(3, 2, 1, 0, 0), 2));
        assertThat(graph.all()).isEqualTo(never);
        assertThat(imported(RIGHT, file))
                .as("again")
                .isEqualTo(new ImportOutcome.Imported(new Totals(3, 0, 3, 0, 0), 0));
        assertThat(graph.all()).isEqualTo(never);
    }

    @Test
    void whatAnotherFileSaysAsWellStaysUntilThatIsImportedAgainToo() throws IOException {
        var first = file("crm-1.csv", row(1, 101));
        var second = file("crm-2.csv", row(1, 101) + row(2, 102));
        imported(WRONG, first);
        imported(WRONG, second);
        imported(RIGHT, first);
        assertThat(customers("1", "101", "102")).isEqualTo(3);
        imported(RIGHT, second);
        assertThat(customers("1", "2")).isEqualTo(2);
        assertThat(customers("101", "102")).isZero();
    }

    @Test
    void aSnapshotByANewDescriptionTakesThePlaceOfWhatItSaidBefore() throws IOException {
        var file = file("crm-1.csv", row(1, 101) + row(2, 2));
        var right = Described.source(CUSTOMERS + SNAPSHOT);
        var never = graphOf(right, file);
        imported(Described.source(CUSTOMERS.replace("column: id", "column: other") + SNAPSHOT), file);
        assertThat(imported(right, file)).isEqualTo(new ImportOutcome.Imported(new Totals(2, 1, 1, 0, 0), 1));
        assertThat(graph.all()).isEqualTo(never);
    }

    @Test
    void grantsThatAFileSaysNoMoreEndAndANoStays() throws IOException {
        var content = "ns,id,other,purpose,status,basis,at,until,notice,proof\n"
                + consent("PERSONALIZATION", "GRANTED")
                + consent("RETARGETING", "DENIED");
        var file = Files.writeString(folder.resolve("consents-1.csv"), content);
        imported(Described.source(CONSENTS.replace("value: id", "value: other")), file);
        var outcome = imported(Described.source(CONSENTS), file);
        assertThat(outcome).isEqualTo(new ImportOutcome.Imported(new Totals(2, 2, 0, 0, 0), 1));
        assertThat(graph.count("MATCH (c:RetractedConsent) RETURN count(c)")).isOne();
        assertThat(graph.count("MATCH (c:ConsentRecord {status: 'GRANTED'}) RETURN count(c)"))
                .isOne();
        assertThat(graph.count("MATCH (c:ConsentRecord {status: 'DENIED'}) RETURN count(c)"))
                .isEqualTo(2);
    }

    @Test
    void whatTheFileStillSaysIsThereAtAllTimesAndAnInterruptionAtAnyPointIsMadeGood() throws IOException {
        var file = file("crm-1.csv", row(1, 101) + row(2, 102) + row(3, 3));
        var never = graphOf(RIGHT, file);
        for (var point = 0; point < 5; point++) {
            graph.empty();
            imported(WRONG, file);
            interrupted(file, point);
            assertThat(customers("3")).as("interrupted at %d", point).isOne();
            imported(RIGHT, file);
            assertThat(graph.all()).as("interrupted at %d", point).isEqualTo(never);
        }
    }

    /** As much of an import by the right description as a point says. */
    private void interrupted(Path file, int point) {
        var survey = survey(RIGHT, file);
        var reading = reading(RIGHT, survey);
        var stored = writer.open(RIGHT, survey.id(), reading.id(), clock.instant());
        if (point > 0) {
            step.setAside(reading, Words.OBSERVATIONS, "");
        }
        if (point > 1) {
            step.isSetAside(reading);
            var after = writer.write(RIGHT, survey.id(), rows(survey, 2, 3), stored);
            // Another import of the file that has not yet seen that all is set aside.
            step.setAside(reading, Words.OBSERVATIONS, "");
            if (point > 2) {
                writer.write(RIGHT, survey.id(), rows(survey, 4, 4), after);
            }
            if (point > 3) {
                step.endObservations(reading, "", evidenceEnd::end);
            }
        }
    }

    private Batch rows(Survey survey, int firstLine, int lastLine) {
        var rows = new Batch(RIGHT, pseudonyms, clock.instant());
        survey.read(Described.READER, RIGHT, statement -> {
            if (statement.line() >= firstLine && statement.line() <= lastLine) {
                rows.add(statement);
            }
        });
        return rows;
    }

    @Test
    void aThirdDescriptionTakesThePlaceOfASecondThatWasNotReadToItsEnd() throws IOException {
        var file = file("crm-1.csv", row(1, 101) + row(2, 102) + row(3, 3));
        var never = graphOf(WRONG, file);
        imported(WRONG, file);
        interrupted(file, 2);
        imported(WRONG, file);
        assertThat(graph.all()).isEqualTo(never);
    }

    @Test
    void anImportByTheOldDescriptionGivesUpWhenOneByTheNewHasBegun() throws IOException {
        var file = file("crm-1.csv", row(1, 101));
        var survey = survey(WRONG, file);
        var old = reading(WRONG, survey);
        var stored = writer.open(WRONG, survey.id(), old.id(), clock.instant());
        var batch = new Batch(WRONG, pseudonyms, clock.instant());
        survey.read(Described.READER, WRONG, batch::add);
        imported(RIGHT, file);
        assertThatThrownBy(() -> writer.write(WRONG, survey.id(), batch, stored))
                .isInstanceOf(OvertakenException.class)
                .hasMessageContaining("another description");
        assertThatThrownBy(() -> step.setAside(old, Words.OBSERVATIONS, "")).isInstanceOf(OvertakenException.class);
        assertThat(customers("101")).isZero();
    }

    @Test
    void aFileThatIsRetractedWhenItsNewReadingWasInterruptedIsRetractedWhole() throws IOException {
        var file = file("crm-1.csv", row(1, 101) + row(2, 102));
        imported(WRONG, file);
        interrupted(file, 2);
        retraction.retract(Actor.of("test"), Retraction.file(file));
        assertThat(graph.count("MATCH (n:Customer|Observation|File) RETURN count(n)"))
                .isZero();
    }

    @Test
    void aDryRunTellsWhatANewDescriptionWouldEndAndChangesNothing() throws IOException {
        var file = file("crm-1.csv", "1,101,%s,a@example.com\n".formatted(AT));
        imported(WRONG, file);
        var before = graph.all();
        var dry = files.dryRun(RIGHT, file);
        assertThat(dry.changes().before()).hasSize(1);
        assertThat(dry.changes().after()).hasSize(1);
        assertThat(graph.all()).isEqualTo(before);
    }

    @Test
    void aFileIsReadOtherwiseWhereItsDescriptionOrTheNamesOfNamespacesOrPurposesAreOthers() {
        var namespaces = Described.NAMESPACES;
        var purposes = Described.PURPOSES;
        var usual = reading(namespaces, purposes, RIGHT);
        assertThat(reading(namespaces, new Purposes(purposes.all().reversed()), Described.source(CUSTOMERS)))
                .as("the same")
                .isEqualTo(usual);
        assertThat(Set.of(
                        usual,
                        reading(namespaces, purposes, WRONG),
                        reading(new Namespaces(namespaces.find("crm").stream().toList()), purposes, RIGHT),
                        reading(namespaces, new Purposes(purposes.all().subList(1, 3)), RIGHT)))
                .hasSize(4);
    }

    private String reading(Namespaces namespaces, Purposes purposes, Source source) {
        return Reading.id(Described.reader(namespaces, purposes), source, pseudonyms);
    }

    private Map<String, Object> graphOf(Source source, Path file) {
        graph.empty();
        imported(source, file);
        var all = graph.all();
        graph.empty();
        return all;
    }

    private ImportOutcome imported(Source source, Path file) {
        return files.run(source, file, Set.of(), Rejects.NONE, _ -> {});
    }

    private Survey survey(Source source, Path file) {
        return Survey.of(Described.READER, source, file, clock.instant());
    }

    private Reading reading(Source source, Survey survey) {
        return new Reading(source.name(), survey.id(), Reading.id(reader, source, pseudonyms));
    }

    private Path file(String name, String rows) throws IOException {
        return Files.writeString(folder.resolve(name), HEADER + rows);
    }

    private static String row(int id, int other) {
        return "%d,%d,%s,\n".formatted(id, other, AT);
    }

    private static String consent(String purpose, String status) {
        return "crm,1,101,%s,%s,CONSENT,%s,,n,p\n".formatted(purpose, status, AT);
    }

    private long customers(String... values) {
        return client.query("MATCH (n:Customer) WHERE n.value IN $values RETURN count(n)")
                .bind(values)
                .to("values")
                .fetchAs(Long.class)
                .one()
                .orElseThrow();
    }
}
