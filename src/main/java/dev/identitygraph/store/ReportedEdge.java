package dev.identitygraph.store;

import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.identity.Provenance;
import dev.identitygraph.identity.Standing;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An edge as a source reports it, before anything is derived for it.
 *
 * @param until of a membership: when it ends, if it does
 */
public record ReportedEdge(
        String edgeId,
        EdgeType type,
        NodeRef from,
        String fromNamespace,
        NodeRef to,
        String toNamespace,
        Provenance provenance,
        Optional<Instant> until) {

    /** This edge and one of the same id, as one. */
    public ReportedEdge joined(ReportedEdge other) {
        return new ReportedEdge(
                edgeId,
                type,
                from,
                fromNamespace,
                to,
                toNamespace,
                provenance.joined(other.provenance),
                longer(until, other.until));
    }

    /** Of two memberships the one that lasts longer. */
    static Optional<Instant> longer(Optional<Instant> one, Optional<Instant> other) {
        return one.flatMap(first -> other.map(second -> first.isAfter(second) ? first : second));
    }

    /** The edge as evidence alone: it is not walked and serves no purpose until something is derived for it. */
    public StoredEdge underived() {
        return new StoredEdge(
                edgeId,
                type,
                from,
                fromNamespace,
                to,
                toNamespace,
                provenance,
                Standing.SUPERSEDED,
                List.of(),
                new TreeMap<>(),
                until);
    }
}
