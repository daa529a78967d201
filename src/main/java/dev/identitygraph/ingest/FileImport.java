package dev.identitygraph.ingest;

import dev.identitygraph.store.Pseudonyms;
import dev.identitygraph.store.StoredFile;
import dev.identitygraph.store.Transactions;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
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
        earlier.setAside(reading);
        var portions = new Portions(
                rowsOfABatch,
                () -> new Batch(source, pseudonyms, now),
                survey,
                stored,
                rejects,
                (batch, at) -> repeated.write(() -> writer.write(source, survey.id(), batch, at)),
                progress);
        survey.read(reader, source, portions);
        portions.finish();
        return new ImportOutcome.Imported(portions.totals(), snapshots.end(source, survey, reading));
    }

    private Reading reading(Source source, Survey survey) {
        return new Reading(source.name(), survey.id(), reader.reading(source, pseudonyms));
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
            var stored = writer.open(source, survey.id(), reading.id(), now).anew();
            earlier.setAside(reading);
            var changes = new Changes();
            var portions = new Portions(
                    rowsOfABatch,
                    () -> new Batch(source, pseudonyms, now),
                    survey,
                    stored,
                    Rejects.NONE,
                    (batch, at) -> changes.by(batch, at, () -> writer.write(source, survey.id(), batch, at)),
                    _ -> {});
            survey.read(reader, source, portions);
            portions.finish();
            return new DryRun(portions.totals(), changes.all.then(snapshots.watchedEnd(source, survey, reading)));
        });
    }

    /** What batches change. */
    private final class Changes {
        private GraphChanges all = GraphChanges.NONE;

        StoredFile by(Batch batch, StoredFile before, Supplier<StoredFile> write) {
            var after = new StoredFile[] {before};
            all = all.then(watch.watch(batch.touched(batch.consents()), () -> after[0] = write.get()));
            return after[0];
        }
    }
}
