package dev.identitygraph.store;

/** The database ended a statement, since it ran longer than it was allowed to. */
public final class StatementTimeoutException extends RuntimeException {
    StatementTimeoutException(Throwable cause) {
        super("The database ended a statement that ran too long", cause);
    }
}
