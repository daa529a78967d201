package dev.identitygraph.store;

/** The database ended a statement, since it ran longer than it was allowed to. */
public final class StatementTimeoutException extends RuntimeException {
    StatementTimeoutException() {
        super("No time was left for another attempt");
    }

    StatementTimeoutException(Throwable cause) {
        super("The database ended a statement that ran too long", cause);
    }
}
