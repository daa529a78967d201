package dev.identitygraph.store;

import dev.identitygraph.identity.ConsentStatus;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.identity.Standing;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An edge as the graph has it, and as it shall have it.
 *
 * @param before nothing if the graph does not have it yet
 */
public record EdgeChange(Optional<StoredEdge> before, StoredEdge after) {

    /** Whether it changes anything. */
    public boolean isOne() {
        return !before.equals(Optional.of(after));
    }

    /** Whether its evidence is other than before. */
    boolean isReported() {
        return !before.map(edge -> edge.provenance().equals(after.provenance())
                        && edge.until().equals(after.until()))
                .orElse(false);
    }

    /** The purposes that the edge served by a yes, and serves no longer. A new opt-out may close any of them. */
    Set<Purpose> closed() {
        return before.map(this::closed).orElse(Set.of());
    }

    private Set<Purpose> closed(StoredEdge edge) {
        var optedOut = after.consents().keySet().stream()
                .anyMatch(purpose -> purpose.isOptOut() && !edge.consents().containsKey(purpose));
        return edge.consents().entrySet().stream()
                .filter(consent -> consent.getValue().status() == ConsentStatus.GRANTED)
                .map(Map.Entry::getKey)
                .filter(purpose -> {
                    var now = after.consents().get(purpose);
                    return optedOut || now == null || now.status() != ConsentStatus.GRANTED;
                })
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The purposes that somebody could be given the edge for, and cannot any more. */
    Set<Purpose> ceased() {
        return before.filter(edge -> edge.standing() == Standing.ACTIVE)
                .map(edge -> after.standing() == Standing.ACTIVE ? closed(edge) : edge.granted())
                .orElse(Set.of());
    }
}
