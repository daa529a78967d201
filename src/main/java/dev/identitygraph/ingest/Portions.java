package dev.identitygraph.ingest;

import dev.identitygraph.store.StoredFile;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The rows of a file, written as they come, a batch at a time. Those that are in the graph already, since an import was
 * interrupted after them, are read for what was rejected of them only.
 */
final class Portions implements Consumer<Statement> {
    private final Supplier<Batch> batches;
    private final Survey survey;
    private final Rejects rejects;
    private final BiFunction<Batch, StoredFile, StoredFile> write;
    private final Consumer<ImportProgress> progress;
    private final int rowsOfABatch;
    private final long done;
    private StoredFile at;
    private Batch batch;
    private long read;
    private long values;

    /**
     * The rows of one file.
     *
     * @param stored how far its import has come
     * @param write writes a batch by how far the file had come, and says how far it has come by it
     * @param progress is told after every batch
     */
    Portions(
            int rowsOfABatch,
            Supplier<Batch> batches,
            Survey survey,
            StoredFile stored,
            Rejects rejects,
            BiFunction<Batch, StoredFile, StoredFile> write,
            Consumer<ImportProgress> progress) {
        this.rowsOfABatch = rowsOfABatch;
        this.batches = batches;
        this.survey = survey;
        this.rejects = rejects;
        this.write = write;
        this.progress = progress;
        // What was imported to its end is read anew: rows may be good now that were not.
        at = stored.isDone() ? stored.anew() : stored;
        done = at.rows();
        batch = batches.get();
    }

    @Override
    public void accept(Statement statement) {
        statement.rejections().forEach(rejects::add);
        values += statement.rejections().size();
        if (read++ >= done) {
            batch.add(statement);
            if (batch.isFull(rowsOfABatch)) {
                finish();
            }
        }
    }

    /**
     * Writes what has been read since the last batch. Rejects come first: a row that is committed is not read again.
     */
    void finish() {
        rejects.flush();
        survey.requireUnchanged();
        at = write.apply(batch, at);
        batch = batches.get();
        progress.accept(new ImportProgress(totals(), survey.rows()));
    }

    Totals totals() {
        return Totals.of(at, values);
    }
}
