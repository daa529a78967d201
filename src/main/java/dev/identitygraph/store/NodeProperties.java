package dev.identitygraph.store;

import dev.identitygraph.identity.Purpose;
import java.util.HashMap;
import java.util.Map;

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

    /** What a node says besides its pseudonym and what it is derived from. */
    static Map<String, Object> of(StoredNode node) {
        var properties = new HashMap<String, Object>();
        properties.put(NAMESPACE, node.namespace());
        properties.put(PARTY, node.ref().party().name());
        switch (node.storage()) {
            case CLEAR -> properties.put(VALUE, node.value());
            case ENCRYPTED -> properties.put(ENCRYPTED_VALUE, node.value());
            case DIGEST -> {}
        }
        return properties;
    }
}
