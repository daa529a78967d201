package dev.identitygraph.store;

import dev.identitygraph.identity.Namespace;
import java.util.List;

/**
 * A node as the graph keeps it.
 *
 * @param value as the storage says: clear, encrypted, or nothing where only the pseudonym is kept
 * @param derivedFrom ids of the observations that name it and give it no edge
 */
public record StoredNode(
        NodeRef ref, String namespace, Namespace.Storage storage, String value, List<String> derivedFrom) {

    /** A new node, from here on without a value that the graph may not keep. */
    public static StoredNode of(NewNode node, AddressCipher addresses) {
        var namespace = node.identity().namespace();
        var value = node.identity().value();
        return new StoredNode(
                node.ref(),
                namespace.name(),
                namespace.storage(),
                switch (namespace.storage()) {
                    case CLEAR -> value;
                    case ENCRYPTED -> addresses.encrypt(value, node.ref().digest());
                    case DIGEST -> "";
                },
                node.derivedFrom());
    }
}
