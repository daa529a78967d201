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
 * @param decisions what privacy officers have decided about the two, or about others that keeps the two apart
 */
public record ShownLinks(boolean linked, List<Step> chain, List<Decision> decisions) {
    /**
     * A link.
     *
     * @param from the namespace of the identity that the edge starts at
     * @param to the namespace of the one that it leads to
     * @param supersededBy the rule that keeps it from counting, if one does
     */
    public record Step(
            EdgeType edge, String from, String to, Optional<Superseded> supersededBy, List<Evidence> evidence) {}

    /**
     * A rule that keeps a link from counting.
     *
     * @param namespace whose rule it is; of a decision, the namespace of the link's end
     * @param decisions the client's handles of the decisions, if it is decisions that do
     */
    public record Superseded(String rule, String namespace, List<String> decisions) {}

    /**
     * A decision.
     *
     * @param joins whether it says that the two are of one person; else that they are not
     * @param observation the client's handle of it
     * @param because why it is not in force; nothing if it is
     * @param supersededBy the rule that keeps it from being in force, if one does
     */
    public record Decision(
            boolean joins,
            LocalDate day,
            String observation,
            Optional<NotInForce> because,
            Optional<Superseded> supersededBy) {}

    /** Why a decision is not in force. */
    public enum NotInForce {
        /** A later decision about the same two counts. */
        OVERRULED,
        /** A rule supersedes the link that a join makes. */
        SUPERSEDED,
        /** Two that are split are one person's all the same. */
        KEPT_TOGETHER
    }

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
