package dev.identitygraph.query;

import java.time.Duration;

/** When an operation must be done. It runs by the machine's steady clock, which no correction of the time sets back. */
final class Deadline {
    private final long nanos;

    private Deadline(long nanos) {
        this.nanos = nanos;
    }

    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /**
     * What is left of the time.
     *
     * @throws TimeLimitException if nothing is
     */
    Duration left() {
        var left = Duration.ofNanos(nanos - System.nanoTime());
        if (!left.isPositive()) {
            throw new TimeLimitException();
        }
        return left;
    }
}
