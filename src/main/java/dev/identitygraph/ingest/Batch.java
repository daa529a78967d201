package dev.identitygraph.ingest;

import dev.identitygraph.source.Source;
import dev.identitygraph.source.Statement;
import dev.identitygraph.store.Pseudonyms;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Some rows of a source, with the evidence that they come to. It reads and writes nothing. */
public final class Batch {
    /** Rows that say much fill a batch as this many parts of rows that say little. */
    private static final int PARTS_OF_A_ROW = 20;

    private final BatchEvidence evidence;
    private final List<Set<String>> rows = new ArrayList<>();
    private int rejected;
    private int parts;

    /**
     * A batch without rows.
     *
     * @param source what all of its rows are of
     */
    public Batch(Source source, Pseudonyms pseudonyms, Instant recordedAt) {
        evidence = new BatchEvidence(source, pseudonyms, recordedAt);
    }

    /** Adds what a row says. */
    public void add(Statement statement) {
        rows.add(evidence.add(statement));
        rejected += statement.isRejected() ? 1 : 0;
        parts += statement.consents().size();
        statement
                .observations()
                .forEach(
                        seen -> parts += seen.identities().size() + seen.links().size());
    }

    /** What its rows say. */
    public BatchEvidence evidence() {
        return evidence;
    }

    /** Whether it has so many rows, or fewer that say as much. */
    boolean isFull(int most) {
        return rows.size() >= most || saysMoreThan(most);
    }

    /** Whether its rows say as much as so many rows that say little, or more. */
    boolean saysMoreThan(int most) {
        return parts >= most * PARTS_OF_A_ROW;
    }

    /** How many of its rows were rejected. */
    int rejected() {
        return rejected;
    }

    /** How many rows it has, those that were rejected among them. */
    int rows() {
        return rows.size();
    }

    /**
     * How many rows said something new.
     *
     * @param added the ids of the observations and consent records that are new; a row that says one that an earlier
     *     row has said says nothing new by it
     */
    int accepted(Set<String> added) {
        var left = new HashSet<>(added);
        var accepted = 0;
        for (var ids : rows) {
            accepted += left.removeAll(ids) ? 1 : 0;
        }
        return accepted;
    }

    /** The first row, counted from 0, that says each of the observations and consent records. */
    public Map<String, Integer> firstRows() {
        var first = new HashMap<String, Integer>();
        for (var row = 0; row < rows.size(); row++) {
            for (var id : rows.get(row)) {
                first.putIfAbsent(id, row);
            }
        }
        return first;
    }
}
