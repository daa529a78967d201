package dev.identitygraph.ingest;

import dev.identitygraph.derivation.Relinker;
import dev.identitygraph.identity.Kind;
import dev.identitygraph.store.EvidenceStore;
import dev.identitygraph.store.SourceStore;
import dev.identitygraph.store.Transactions;
import dev.identitygraph.store.WriteTurn;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Lets what a source has supplied follow its agreement, once that has changed: step by step, each a transaction of its
 * own, so that other writes need not wait for all of it. Every edge is open as the old agreement has it, or as the new
 * one, and no edge as neither. What was interrupted goes on at the source's next import.
 */
@Component
class AgreementChange {
    private final EvidenceStore evidence;
    private final SourceStore sources;
    private final Relinker relinker;
    private final WriteTurn turn;
    private final Transactions transactions;
    private final int observationsOfAStep;

    AgreementChange(
            EvidenceStore evidence,
            SourceStore sources,
            Relinker relinker,
            WriteTurn turn,
            Transactions transactions,
            @Value("${identity-graph.import.rows-of-a-batch}") int observationsOfAStep) {
        this.evidence = evidence;
        this.sources = sources;
        this.relinker = relinker;
        this.turn = turn;
        this.transactions = transactions;
        this.observationsOfAStep = observationsOfAStep;
    }

    /** Lets all that a source has supplied follow; nothing happens where it does. */
    void follow(String source) {
        if (transactions.write(() -> sources.followed(source).isPresent())) {
            while (transactions.write(() -> step(source))) {
                // The next ones.
            }
        }
    }

    /**
     * Lets some of it follow, in the caller's transaction.
     *
     * @return whether there may be more
     */
    boolean step(String source) {
        turn.take();
        var after = sources.followed(source);
        if (after.isEmpty()) {
            return false;
        }
        var observations = evidence.ofSourceAfter(source, after.get(), observationsOfAStep);
        relinker.relink(evidence.namedBy(Set.copyOf(observations)).stream()
                .filter(node -> node.kind() != Kind.SEGMENT)
                .collect(Collectors.toSet()));
        var isLast = observations.size() < observationsOfAStep;
        sources.followed(source, isLast ? Optional.empty() : Optional.of(observations.getLast()));
        return !isLast;
    }
}
