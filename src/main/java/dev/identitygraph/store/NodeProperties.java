package dev.identitygraph.store;

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

    private NodeProperties() {}
}
