package dev.identitygraph.store;

import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.identity.Provenance;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An edge to be there after the write. Where it is there already, the observations of both are joined.
 *
 * @param until of a membership: when it ends, if it does
 */
public record NewEdge(
        String edgeId, EdgeType type, NodeRef from, NodeRef to, Provenance provenance, Optional<Instant> until) {

    /**
     * This edge and one of the same id, as one: as new as the newer, known as the surer, and for as long as the longer.
     */
    public NewEdge joined(NewEdge other) {
        var a = provenance;
        var b = other.provenance;
        var surer = isSurer(b, a) ? b : a;
        return new NewEdge(
                edgeId,
                type,
                from,
                to,
                new Provenance(
                        a.source(),
                        a.party(),
                        surer.method(),
                        surer.confidence(),
                        a.observedAt().isAfter(b.observedAt()) ? a.observedAt() : b.observedAt(),
                        a.recordedAt(),
                        Stream.concat(a.derivedFrom().stream(), b.derivedFrom().stream())
                                .distinct()
                                .sorted()
                                .toList()),
                until.flatMap(one -> other.until.map(two -> one.isAfter(two) ? one : two)));
    }

    private static boolean isSurer(Provenance one, Provenance than) {
        return one.confidence() > than.confidence()
                || (one.confidence() == than.confidence() && one.method().compareTo(than.method()) < 0);
    }
}
