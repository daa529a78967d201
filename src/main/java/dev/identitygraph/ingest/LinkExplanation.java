package dev.identitygraph.ingest;

import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.identity.Provenance;
import java.util.List;
import java.util.Optional;

/**
 * Why two identities are of one person, or why not.
 *
 * @param linked whether some person has both
 * @param chain what leads from one to the other, step by step; empty if nothing does
 */
public record LinkExplanation(boolean linked, List<Step> chain) {
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
     */
    public record Rule(String name, String namespace) {
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
