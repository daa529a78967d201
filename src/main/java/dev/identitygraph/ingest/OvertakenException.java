package dev.identitygraph.ingest;

/** An import must not go on, since what it came to does not count any more. */
public final class OvertakenException extends RuntimeException {
    private OvertakenException(String message) {
        super(message);
    }

    /** Part of it has been taken back while it was imported, or it is begun anew. */
    static OvertakenException byReset(String source) {
        return new OvertakenException(
                "What the source " + source
                        + " said by this file has been retracted meanwhile, or begun anew, as by another description of the source. This import was given up.");
    }

    /** Another snapshot of the source has begun to be imported since. */
    static OvertakenException bySnapshot(String source) {
        return new OvertakenException("Another snapshot of the source " + source
                + " has begun to be imported since. This one was given up; what it has said is ended by the other.");
    }
}
