package dev.identitygraph.audit;

/** An act cannot be recorded, so it must not take place. */
public final class UnrecordedException extends RuntimeException {
    UnrecordedException() {
        super("The act cannot be recorded, so it does not take place");
    }
}
