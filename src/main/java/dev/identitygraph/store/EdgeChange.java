package dev.identitygraph.store;

import dev.identitygraph.identity.Consent;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.identity.Standing;
import java.util.List;
import java.util.SortedMap;

/** What is derived for an edge anew, beside the edge as it is stored. */
public record EdgeChange(
        StoredEdge edge, Standing standing, List<String> subjects, SortedMap<Purpose, Consent> consents) {

    /** Whether it differs from what is stored. */
    public boolean isOne() {
        return edge.standing() != standing
                || !edge.subjects().equals(subjects)
                || !edge.consents().equals(consents);
    }
}
