package dev.identitygraph.oracle;

import java.util.Comparator;

/**
 * A reason for a refusal.
 *
 * @param coordinate the field that is refused, or empty where it is the operation
 */
public record Denial(String code, String coordinate) implements Comparable<Denial> {
    @Override
    public int compareTo(Denial other) {
        return Comparator.comparing(Denial::code)
                .thenComparing(Denial::coordinate)
                .compare(this, other);
    }
}
