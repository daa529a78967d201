package dev.identitygraph.store;

import dev.identitygraph.identity.Consent;
import dev.identitygraph.identity.ConsentStatus;
import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.identity.Provenance;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.identity.Standing;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * An edge as the graph stores it, with what is derived for it.
 *
 * @param subjects the pseudonyms of those whose consent it carries, sorted
 * @param consents by purpose; a purpose that is missing is not served
 * @param until of a membership: when it ends, if it does
 */
public record StoredEdge(
        String edgeId,
        EdgeType type,
        NodeRef from,
        String fromNamespace,
        NodeRef to,
        String toNamespace,
        Provenance provenance,
        Standing standing,
        List<String> subjects,
        SortedMap<Purpose, Consent> consents,
        Optional<Instant> until) {

    /**
     * An edge as a source reports it. It is not walked and serves no purpose until something is derived for it.
     *
     * @param until of a membership: when it ends, if it does
     */
    public static StoredEdge reported(
            String edgeId,
            EdgeType type,
            NodeRef from,
            String fromNamespace,
            NodeRef to,
            String toNamespace,
            Provenance provenance,
            Optional<Instant> until) {
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
                Collections.emptySortedMap(),
                until);
    }

    /** This edge, reported once more. Of two memberships the one counts that lasts longer. */
    public StoredEdge joined(StoredEdge again) {
        return new StoredEdge(
                edgeId,
                type,
                from,
                fromNamespace,
                to,
                toNamespace,
                provenance.joined(again.provenance),
                standing,
                subjects,
                consents,
                until.flatMap(one -> again.until.map(other -> one.isAfter(other) ? one : other)));
    }

    /** This edge with what is derived for it anew. */
    public StoredEdge derived(Standing standing, List<String> subjects, SortedMap<Purpose, Consent> consents) {
        return new StoredEdge(
                edgeId, type, from, fromNamespace, to, toNamespace, provenance, standing, subjects, consents, until);
    }

    /** The purposes whose lists it is in: on a membership, those that it serves, as far as no time is asked. */
    Set<Purpose> listed() {
        return consents.keySet().stream().filter(this::isListed).collect(Collectors.toUnmodifiableSet());
    }

    boolean isListed(Purpose purpose) {
        return type == EdgeType.IN_SEGMENT && standing == Standing.ACTIVE && isGranted(purpose);
    }

    private boolean isGranted(Purpose purpose) {
        var consent = consents.get(purpose);
        return consent != null && consent.status() == ConsentStatus.GRANTED;
    }

    /** The purposes for which somebody's yes is on the edge. */
    Set<Purpose> granted() {
        return consents.keySet().stream().filter(this::isGranted).collect(Collectors.toUnmodifiableSet());
    }

    public List<NodeRef> ends() {
        return List.of(from, to);
    }
}
