package dev.identitygraph.query;

/** An operation was ended, since it took longer than it may. */
public final class TimeLimitException extends RuntimeException {
    TimeLimitException() {
        super("The operation took longer than identity-graph.limits.time");
    }

    public TimeLimitException(Throwable cause) {
        super("The operation took longer than identity-graph.limits.time", cause);
    }
}
