package dev.identitygraph.identity;

/**
 * A value in a namespace, normalised: {@code crm:4711}.
 *
 * @param value in the namespace's normal form; it may be personal, so {@link #toString()} leaves it out
 */
public record Identity(Namespace namespace, String value) {
    @Override
    public String toString() {
        return namespace.name() + ":…";
    }
}
