package dev.identitygraph.ingest;

/** Another snapshot of the source has begun to be imported since, so that this one must not go on. */
public final class OvertakenException extends RuntimeException {
    OvertakenException(String source) {
        super("Another snapshot of the source " + source
                + " has begun to be imported since. This one was given up; what it has said is ended by the other.");
    }
}
