package dev.identitygraph.decision;

import dev.identitygraph.derivation.LinkedEdges;
import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.identity.Provenance;
import dev.identitygraph.link.Supersession;
import dev.identitygraph.store.NodeRef;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Why two identities are of one person, or why not.
 *
 * @param linked whether some person has both
 * @param chain what leads from one to the other, step by step; empty if nothing does
 * @param decisions what privacy officers have decided about the two, or about others that keeps the two apart; the
 *     latest first
 * @param nodes all that this tells of
 * @param edges the ids of the edges that say the chain
 */
public record LinkExplanation(
        boolean linked, List<Step> chain, List<LinkDecision> decisions, Set<NodeRef> nodes, Set<String> edges) {
    /**
     * A link, with every source that says it.
     *
     * @param supersededBy the rule that keeps it from counting, if one does
     */
    public record Step(EdgeType type, End from, End to, List<Provenance> evidence, Optional<Rule> supersededBy) {}

    /**
     * A rule that supersedes links.
     *
     * @param name what it is called
     * @param namespace whose rule it is; of a decision, the namespace of the link's end
     * @param decisions the observations that are the decisions, if it is decisions that do
     */
    public record Rule(String name, String namespace, List<String> decisions) {
        static Rule of(Supersession by, LinkedEdges around) {
            return new Rule(by.rule().name(), by.namespace(), around.decisions(by.splits()));
        }

        @Override
        public String toString() {
            return name + " " + namespace;
        }
    }

    /**
     * An end of a link.
     *
     * @param name what the identity is called: {@code namespace:value}, or {@code namespace:#digest} where the value is
     *     not kept in clear
     */
    public record End(String namespace, String name) {}
}
