package dev.identitygraph.privacy;

/** An identity as a client writes it. */
public record GivenIdentity(String namespace, String value) {
    /** The value may be personal. */
    @Override
    public String toString() {
        return namespace + ":…";
    }
}
