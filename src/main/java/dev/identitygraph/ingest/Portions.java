package dev.identitygraph.ingest;

import dev.identitygraph.source.Rejects;
import dev.identitygraph.source.Statement;
import dev.identitygraph.source.Survey;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The rows of a file as they are read, a batch at a time. Those that are in the graph already, since an import was
 * interrupted after them, are read for what was rejected of them only.
 */
final class Portions implements Consumer<Statement> {
    /**
     * Rows that are written together.
     *
     * @param values how many values were not taken so far, of these rows and of all before them
     */
    record Portion(Batch batch, long values) {}

    private final int rowsOfABatch;
    private final Supplier<Batch> batches;
    private final Survey survey;
    private final Rejects rejects;
    private final Consumer<Portion> each;
    private final long done;
    private Batch batch;
    private long read;
    private long values;

    /**
     * The rows of one file.
     *
     * @param done how many of them are in the graph already
     */
    Portions(
            int rowsOfABatch,
            Supplier<Batch> batches,
            Survey survey,
            long done,
            Rejects rejects,
            Consumer<Portion> each) {
        this.rowsOfABatch = rowsOfABatch;
        this.batches = batches;
        this.survey = survey;
        this.done = done;
        this.rejects = rejects;
        this.each = each;
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
     * Hands on what has been read since the last batch. Rejects come first: a row that is committed is not read again.
     */
    void finish() {
        rejects.flush();
        survey.requireUnchanged();
        each.accept(new Portion(batch, values));
        batch = batches.get();
    }
}
