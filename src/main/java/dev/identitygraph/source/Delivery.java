package dev.identitygraph.source;

import java.util.Optional;

/** What a file of a source is: all that the source says, or what it says besides. */
public sealed interface Delivery {
    /** A file adds to those before it. */
    record Delta() implements Delivery {}

    /**
     * A file takes the place of the one before it: what that one said and this one does not has ended.
     *
     * @param mayShrinkBy the largest share of rows, from 0 to 1, that a file may have less than the one before it
     */
    record Snapshot(double mayShrinkBy) implements Delivery {
        /**
         * Whether a file may have so few rows that say something. One that has none is no snapshot of anything, unless
         * the one before had none either.
         *
         * @param before how many the one before had, if there was one
         */
        public boolean allows(Optional<Long> before, long now) {
            return now == 0
                    ? before.equals(Optional.of(0L))
                    : before.map(rows -> rows - now <= mayShrinkBy * rows).orElse(true);
        }
    }
}
