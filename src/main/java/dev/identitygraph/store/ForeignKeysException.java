package dev.identitygraph.store;

/** The keys are not, or not all, those that the graph was written with. */
final class ForeignKeysException extends RuntimeException {
    ForeignKeysException(String message) {
        super(message);
    }
}
