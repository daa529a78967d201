package dev.identitygraph.store;

import dev.identitygraph.identity.Purpose;

/** The names of a node's properties. */
public final class NodeProperties {
    /** The pseudonym of its identity. */
    public static final String DIGEST = "digest";

    public static final String NAMESPACE = "namespace";
    public static final String PARTY = "party";

    /** The identity's value, where its namespace keeps it in clear. */
    public static final String VALUE = "value";

    /** The identity's value, where its namespace keeps it encrypted. */
    public static final String ENCRYPTED_VALUE = "encryptedValue";

    /**
     * How many members of a segment the last release for a purpose counted, less those who have withdrawn since. It is
     * not rounded, and never shown as it is.
     */
    public static String members(Purpose purpose) {
        return purpose.name() + "_members";
    }

    private NodeProperties() {}
}
