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
     * @param from the name of an identity: {@code namespace:value}, or {@code namespace:#digest} where the value is not
     *     kept in clear
     * @param supersededBy the rule that keeps it from counting, if one does
     */
    public record Step(
            EdgeType type, String from, String to, List<Provenance> evidence, Optional<String> supersededBy) {}
}
