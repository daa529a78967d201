package dev.identitygraph.ingest;

/** What became of a file that was to be imported. */
public sealed interface ImportOutcome {
    /**
     * It is in the graph.
     *
     * @param ended how many observations and grants ended by it, since the snapshot, or the file by a new description
     *     of its source, no longer has them
     */
    record Imported(Totals totals, long ended) implements ImportOutcome {}

    /** It is a snapshot whose place a later one has taken, and nothing was changed by it. */
    record Superseded() implements ImportOutcome {}

    /**
     * It is a snapshot that has far fewer rows than the one before, and nothing was changed by it.
     *
     * @param before how many rows that one had which say something; 0 if there was none
     * @param now how many this one has
     * @param mayShrinkBy the share that the source's description allows
     */
    record Refused(long before, long now, double mayShrinkBy) implements ImportOutcome {
        @Override
        public String toString() {
            if (now == 0) {
                return "The snapshot has no row that says something";
            }
            return "The snapshot has %d rows that say something, and the one before had %d; it may shrink by a share of %s"
                    .formatted(now, before, mayShrinkBy);
        }
    }
}
