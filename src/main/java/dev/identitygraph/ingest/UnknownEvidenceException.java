package dev.identitygraph.ingest;

/** What shall be retracted or decided about is not in the graph. */
public final class UnknownEvidenceException extends RuntimeException {
    UnknownEvidenceException(String message) {
        super(message);
    }
}
