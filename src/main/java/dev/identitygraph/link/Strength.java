package dev.identitygraph.link;

import java.time.Instant;
import java.util.Comparator;

/**
 * How strong a link is. The weaker of two is the one whose lower-priority end has the lower priority, and among equals
 * the older. What a privacy officer has joined is stronger than anything observed.
 *
 * @param priority that of the end with the lower one
 */
record Strength(boolean decided, int priority, Instant at) implements Comparable<Strength> {
    private static final Comparator<Strength> ORDER = Comparator.comparing(Strength::decided)
            .thenComparing(Strength::priority)
            .thenComparing(Strength::at);

    @Override
    public int compareTo(Strength other) {
        return ORDER.compare(this, other);
    }
}
