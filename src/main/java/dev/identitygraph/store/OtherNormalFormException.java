package dev.identitygraph.store;

/** The graph's digests are not of the normal form of this release. */
final class OtherNormalFormException extends RuntimeException {
    OtherNormalFormException(String message) {
        super(message);
    }
}
