package dev.identitygraph.derivation;

import dev.identitygraph.identity.Standing;
import dev.identitygraph.link.Link;
import dev.identitygraph.link.Split;
import dev.identitygraph.source.Source;
import dev.identitygraph.store.EdgeChange;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Tells the log of decisions that cease to be in force: whoever made them is not there to be told. */
final class CeasedDecisions {
    private static final Logger LOG = LoggerFactory.getLogger(CeasedDecisions.class);

    private CeasedDecisions() {}

    /**
     * Tells of those that cease by a change, once the caller's transaction is committed: what is only tried, or not
     * done after all, puts nothing out of force.
     *
     * @param linked the links as the graph has them before the change, and what linking makes of them
     */
    static void tell(Collection<EdgeChange> changes, LinkedEdges linked) {
        changes.stream()
                .filter(CeasedDecisions::isCeasing)
                .map(EdgeChange::after)
                .forEach(edge -> warn(
                        "join of two records",
                        edge.provenance().derivedFrom(),
                        linked.superseded(edge).map(by -> "by rule " + by).orElse("")));
        linked.linking().keptTogether().stream()
                .filter(split -> isCeasing(split, linked))
                .forEach(split -> warn(
                        "split of two identities",
                        linked.decisions(List.of(split)),
                        "since one person has both, each by links of its own"));
    }

    private static void warn(String decision, List<String> observations, String why) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                LOG.warn(
                        "The {} that observation {} decided is not in force any more, {}. The command decisions lists"
                                + " all that are not",
                        decision,
                        String.join(", ", observations),
                        why);
            }
        });
    }

    private static boolean isCeasing(EdgeChange change) {
        return change.after().standing() == Standing.SUPERSEDED
                && change.after().provenance().source().equals(Source.OF_DECISIONS)
                && change.before()
                        .filter(edge -> edge.standing() == Standing.ACTIVE)
                        .isPresent();
    }

    /** A person comes to have both by the last of the links that lead from one to the other. */
    private static boolean isCeasing(Split split, LinkedEdges linked) {
        return linked.linking().chain(split.one(), split.other(), _ -> true).stream()
                .anyMatch(link -> isBeginning(link, linked));
    }

    private static boolean isBeginning(Link link, LinkedEdges linked) {
        return linked.saying(link).stream().noneMatch(edge -> edge.standing() == Standing.ACTIVE);
    }
}
