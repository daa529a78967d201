package dev.identitygraph.policy;

import dev.identitygraph.identity.Quadrant;
import java.util.Comparator;

/** The quadrants that a hop leads between, written {@code P1 -> B1}. */
public record Walk(Quadrant from, Quadrant to) implements Comparable<Walk> {
    @Override
    public int compareTo(Walk other) {
        return Comparator.comparing(Walk::from).thenComparing(Walk::to).compare(this, other);
    }

    @Override
    public String toString() {
        return from + " -> " + to;
    }
}
