package dev.identitygraph.ingest;

import dev.identitygraph.derivation.ChangeWatch;
import dev.identitygraph.derivation.GraphChanges;
import dev.identitygraph.ingest.Portions.Portion;
import dev.identitygraph.source.Rejects;
import dev.identitygraph.source.Source;
import dev.identitygraph.source.StatementReader;
import dev.identitygraph.source.Survey;
import dev.identitygraph.store.Pseudonyms;
import dev.identitygraph.store.StoredFile;
import dev.identitygraph.store.Transactions;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Imports one file of a source, in batches. Running it again changes nothing, and after an interruption it goes on
 * where it was.
 */
@Component
class FileImport {
    private final StatementReader reader;
    private final BatchWriter writer;
    private final SnapshotEnd snapshots;
    private final EarlierReading earlier;
    private final AgreementChange agreement;
    private final Pseudonyms pseudonyms;
    private final Clock clock;
    private final ChangeWatch watch;
    private final Transactions repeated;
    private final int rowsOfABatch;
    private final TransactionTemplate transaction;

    FileImport(
            StatementReader reader,
            BatchWriter writer,
            SnapshotEnd snapshots,
            EarlierReading earlier,
            AgreementChange agreement,
            Pseudonyms pseudonyms,
            Clock clock,
            ChangeWatch watch,
            Transactions repeated,
            PlatformTransactionManager transactions,
            @Value("${identity-graph.import.rows-of-a-batch}") int rowsOfABatch) {
        this.rowsOfABatch = rowsOfABatch;
        this.reader = reader;
        this.writer = writer;
        this.repeated = repeated;
        this.snapshots = snapshots;
        this.earlier = earlier;
        this.agreement = agreement;
        this.watch = watch;
        this.transaction = new TransactionTemplate(transactions);
        this.pseudonyms = pseudonyms;
        this.clock = clock;
    }

    /**
     * Imports a file.
     *
     * @param letThrough which snapshots are imported though they would not be
     * @param progress is told after every batch
     */
    ImportOutcome run(
            Source source, Path file, Set<LetThrough> letThrough, Rejects rejects, Consumer<ImportProgress> progress) {
        var now = clock.instant();
        var survey = Survey.of(reader, source, file, now);
        if (snapshots.hasSuperseded(source, survey) && !letThrough.contains(LetThrough.SUPERSEDED)) {
            return new ImportOutcome.Superseded();
        }
        var reading = reading(source, survey);
        var refused = snapshots.refuses(source, survey, reading);
        if (refused.isPresent() && !letThrough.contains(LetThrough.SHRUNK)) {
            return refused.get();
        }
        var stored = writer.open(source, survey.id(), reading.id(), now);
        agreement.follow(source.name());
        earlier.setAside(reading);
        // What was imported to its end is read anew: rows may be good now that were not.
        var course = new Course(stored.isDone() ? stored.anew() : stored);
        try (var writing = new OneAhead<Portion, StoredFile>(
                course.at,
                (portion, before) ->
                        transaction.execute(_ -> writer.writeAhead(source, survey.id(), portion.batch(), before)),
                (portion, before) ->
                        repeated.writePatiently(() -> writer.write(source, survey.id(), portion.batch(), before)),
                (portion, after) -> {
                    course.came(after, portion.values());
                    progress.accept(new ImportProgress(course.totals(), survey.rows()));
                })) {
            eachPortion(source, survey, course, rejects, writing::next);
            writing.finish();
        }
        return new ImportOutcome.Imported(course.totals(), snapshots.end(source, survey, reading));
    }

    private Reading reading(Source source, Survey survey) {
        return new Reading(source.name(), survey.id(), Reading.id(reader, source, pseudonyms));
    }

    /**
     * Imports a file, and takes it back in the same transaction.
     *
     * @return what would become of it, and whose graphs it would change
     */
    DryRun dryRun(Source source, Path file) {
        var now = clock.instant();
        var survey = Survey.of(reader, source, file, now);
        return transaction.execute(status -> {
            status.setRollbackOnly();
            var reading = reading(source, survey);
            var course = new Course(
                    writer.open(source, survey.id(), reading.id(), now).anew());
            agreement.follow(source.name());
            earlier.setAside(reading);
            eachPortion(source, survey, course, Rejects.NONE, portion -> {
                var batch = portion.batch();
                course.changed(watch.watch(
                        batch.evidence().touched(),
                        () -> course.came(writer.write(source, survey.id(), batch, course.at), portion.values())));
            });
            return new DryRun(course.totals(), course.changes.then(snapshots.watchedEnd(source, survey, reading)));
        });
    }

    private void eachPortion(Source source, Survey survey, Course course, Rejects rejects, Consumer<Portion> write) {
        var done = course.at.rows();
        new ReadAhead<Portion>()
                .each(
                        each -> {
                            var portions = new Portions(
                                    rowsOfABatch,
                                    () -> new Batch(source, pseudonyms, survey.now()),
                                    survey,
                                    done,
                                    rejects,
                                    each);
                            survey.read(reader, source, portions);
                            portions.finish();
                        },
                        write);
    }

    /** How far the import of a file has come, and what it has changed. */
    private static final class Course {
        private StoredFile at;
        private long values;
        private GraphChanges changes = GraphChanges.NONE;

        Course(StoredFile from) {
            at = from;
        }

        void came(StoredFile to, long valuesNotTaken) {
            at = to;
            values = valuesNotTaken;
        }

        void changed(GraphChanges further) {
            changes = changes.then(further);
        }

        Totals totals() {
            return Totals.of(at, values);
        }
    }
}
