package dev.identitygraph.identity;

/**
 * A declared space of identity values.
 *
 * @param name as written in sources, queries and the policy
 * @param kind the kind of the nodes that its identities name
 * @param party whose identifiers they are, and so the party of their nodes
 * @param storage how the graph keeps the value
 */
public record Namespace(String name, Kind kind, Party party, Storage storage) {
    /** How the graph keeps an identity's value. A keyed digest for look-up is kept in every case. */
    public enum Storage {
        /** As it is: record numbers, cookie ids, names of segments. */
        CLEAR,
        /** Encrypted, and shown only to purposes that may read it. */
        ENCRYPTED,
        /** Not at all. */
        DIGEST
    }

    /** No two have one name, and there are many look-ups by identities, each of which has a namespace. */
    @Override
    public int hashCode() {
        return name.hashCode();
    }

    public Quadrant quadrant() {
        return kind.quadrant(party);
    }

    /** Whether its identities are somebody's, and ours: only they speak for themselves. */
    public boolean speaks() {
        return party == Party.FIRST && kind != Kind.SEGMENT;
    }
}
