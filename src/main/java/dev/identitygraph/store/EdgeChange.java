package dev.identitygraph.store;

import dev.identitygraph.identity.Consent;
import dev.identitygraph.identity.ConsentStatus;
import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.identity.Standing;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** What is derived for an edge anew, beside the edge as it is stored. */
public record EdgeChange(
        StoredEdge edge, Standing standing, List<String> subjects, SortedMap<Purpose, Consent> consents) {

    /** The purposes that the edge served by a yes, and serves no longer. A new opt-out may close any of them. */
    Set<Purpose> closed() {
        var optedOut = consents.keySet().stream()
                .anyMatch(purpose -> purpose.isOptOut() && !edge.consents().containsKey(purpose));
        return edge.consents().entrySet().stream()
                .filter(before -> before.getValue().status() == ConsentStatus.GRANTED)
                .map(Map.Entry::getKey)
                .filter(purpose -> {
                    var after = consents.get(purpose);
                    return optedOut || after == null || after.status() != ConsentStatus.GRANTED;
                })
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The purposes whose lists it is in: on a membership, those that it serves, as far as no time is asked. */
    Set<Purpose> listed() {
        return edge.type() == EdgeType.IN_SEGMENT && standing == Standing.ACTIVE
                ? consents.entrySet().stream()
                        .filter(consent -> consent.getValue().status() == ConsentStatus.GRANTED)
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toUnmodifiableSet())
                : Set.of();
    }

    /** Whether it differs from what is stored. */
    public boolean isOne() {
        return edge.standing() != standing
                || !edge.subjects().equals(subjects)
                || !edge.consents().equals(consents);
    }
}
