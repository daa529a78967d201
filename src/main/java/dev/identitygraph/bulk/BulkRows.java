package dev.identitygraph.bulk;

import dev.identitygraph.source.Rejects;
import dev.identitygraph.source.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** The rows of a file as they are read, handed on some at a time. */
final class BulkRows {
    /** What comes several times among these is done once. */
    private static final int ROWS = 2_000;

    private final Rejects rejects;
    private final BiConsumer<Long, List<Statement>> some;
    private List<Statement> waiting = new ArrayList<>();
    private long first;
    private long rejected;
    private long values;

    /**
     * The rows of one file.
     *
     * @param some takes rows, and the number of the first of them
     */
    BulkRows(Rejects rejects, BiConsumer<Long, List<Statement>> some) {
        this.rejects = rejects;
        this.some = some;
    }

    void add(Statement statement) {
        statement.rejections().forEach(rejects::add);
        values += statement.rejections().size();
        rejected += statement.isRejected() ? 1 : 0;
        waiting.add(statement);
        if (waiting.size() == ROWS) {
            handOn();
        }
    }

    private void handOn() {
        some.accept(first, waiting);
        first += waiting.size();
        waiting = new ArrayList<>();
    }

    /** Hands on what is left. */
    void finish() {
        handOn();
        rejects.flush();
    }

    /** How many rows were rejected as a whole. */
    long rejected() {
        return rejected;
    }

    /** How many values were not taken. */
    long values() {
        return values;
    }
}
