package dev.identitygraph.retraction;

/** What shall be retracted or decided about is not in the graph. */
public final class UnknownEvidenceException extends RuntimeException {
    /** The message says what is not, without quoting what was typed. */
    public UnknownEvidenceException(String message) {
        super(message);
    }
}
