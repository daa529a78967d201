package dev.identitygraph.bulk;

import dev.identitygraph.ingest.Totals;
import dev.identitygraph.source.Source;
import dev.identitygraph.source.Survey;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Optional;

/** A file that is loaded, with the rows that say something that no row before has said. */
final class BulkFile {
    private final int number;
    private final Source source;
    private final Survey survey;
    private final long rejected;
    private final long values;
    private final Optional<Path> rejects;
    private final BitSet saysSomethingNew = new BitSet();

    /**
     * A file that has been read.
     *
     * @param number its place among those that are loaded
     * @param rejected how many of its rows were rejected
     * @param values how many of its values were not taken
     * @param rejects where these are, if there are any
     */
    BulkFile(int number, Source source, Survey survey, long rejected, long values, Optional<Path> rejects) {
        this.number = number;
        this.source = source;
        this.survey = survey;
        this.rejected = rejected;
        this.values = values;
        this.rejects = rejects;
    }

    int number() {
        return number;
    }

    Source source() {
        return source;
    }

    Survey survey() {
        return survey;
    }

    Optional<Path> rejects() {
        return rejects;
    }

    /** Notes that a row is the first to say something. Several threads may do so. */
    void saysSomethingNew(long row) {
        synchronized (saysSomethingNew) {
            saysSomethingNew.set(Math.toIntExact(row));
        }
    }

    Totals totals() {
        var accepted = saysSomethingNew.cardinality();
        return new Totals(survey.rows(), accepted, survey.rows() - rejected - accepted, rejected, values);
    }
}
