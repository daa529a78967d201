package dev.identitygraph.privacy;

import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.identity.Method;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Why two identities are of one person, or why not, as a client is told. Nothing is named that the client did not name:
 * of what lies between, only the namespace.
 *
 * @param linked whether some person has both
 * @param chain what leads from one to the other, step by step; empty if nothing does, or the graph does not know both
 */
public record ShownLinks(boolean linked, List<Step> chain) {
    /**
     * A link.
     *
     * @param from the namespace of the identity that the edge starts at
     * @param to the namespace of the one that it leads to
     * @param supersededBy the rule that keeps it from counting, if one does
     */
    public record Step(
            EdgeType edge, String from, String to, Optional<Superseded> supersededBy, List<Evidence> evidence) {}

    /** The name of a rule, and the namespace whose rule it is; of a decision, the namespace of the link's end. */
    public record Superseded(String rule, String namespace) {}

    /**
     * What one source says of a link.
     *
     * @param observations the client's handles of the observations that it rests on
     */
    public record Evidence(
            String source,
            Method method,
            double confidence,
            LocalDate observedAt,
            LocalDate recordedAt,
            List<String> observations) {}
}
