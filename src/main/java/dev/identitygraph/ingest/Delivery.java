package dev.identitygraph.ingest;

/** What a file of a source is: all that the source says, or what it says besides. */
sealed interface Delivery {
    /** A file adds to those before it. */
    record Delta() implements Delivery {}

    /**
     * A file takes the place of the one before it: what that one said and this one does not has ended.
     *
     * @param mayShrinkBy the largest share of rows, from 0 to 1, that a file may have less than the one before it
     */
    record Snapshot(double mayShrinkBy) implements Delivery {
        /** Whether a file may have so few rows after one that had so many. */
        boolean allows(long before, long now) {
            return before - now <= mayShrinkBy * before;
        }
    }
}
