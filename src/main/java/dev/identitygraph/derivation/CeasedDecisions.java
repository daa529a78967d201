package dev.identitygraph.derivation;

import dev.identitygraph.identity.Standing;
import dev.identitygraph.link.Supersession;
import dev.identitygraph.source.Source;
import dev.identitygraph.store.EdgeChange;
import java.util.Collection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log of joins that were decided and cease to be in force: whoever decided them is not there to be told. */
final class CeasedDecisions {
    private static final Logger LOG = LoggerFactory.getLogger(CeasedDecisions.class);

    private CeasedDecisions() {}

    static void tell(Collection<EdgeChange> changes, LinkedEdges linked) {
        changes.stream()
                .filter(CeasedDecisions::isCeasing)
                .map(EdgeChange::after)
                .forEach(edge -> LOG.warn(
                        "The join of two records that observation {} decided is not in force any more, by rule {}. The"
                                + " command decisions lists all that are not",
                        String.join(", ", edge.provenance().derivedFrom()),
                        linked.superseded(edge).map(Supersession::toString).orElse("")));
    }

    private static boolean isCeasing(EdgeChange change) {
        return change.after().standing() == Standing.SUPERSEDED
                && change.after().provenance().source().equals(Source.OF_DECISIONS)
                && change.before()
                        .filter(edge -> edge.standing() == Standing.ACTIVE)
                        .isPresent();
    }
}
