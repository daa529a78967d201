package dev.identitygraph.store;

import dev.identitygraph.identity.Consent;
import dev.identitygraph.identity.ConsentStatus;
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

    /** Whether it differs from what is stored. */
    public boolean isOne() {
        return edge.standing() != standing
                || !edge.subjects().equals(subjects)
                || !edge.consents().equals(consents);
    }
}
