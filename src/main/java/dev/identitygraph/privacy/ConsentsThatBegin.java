package dev.identitygraph.privacy;

import dev.identitygraph.derivation.Relinker;
import dev.identitygraph.store.EdgeReader;
import dev.identitygraph.store.LedgerStore;
import dev.identitygraph.store.Transactions;
import dev.identitygraph.store.WriteTurn;
import java.time.Instant;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Lets consents count that were given for a later time, once it has come: until then, the consent that they follow is
 * on the edges. A run that is late permits nothing too much.
 */
@Component
class ConsentsThatBegin {
    private final Transactions transactions;
    private final WriteTurn turn;
    private final LedgerStore ledger;
    private final EdgeReader edges;
    private final Relinker relinker;

    ConsentsThatBegin(
            Transactions transactions, WriteTurn turn, LedgerStore ledger, EdgeReader edges, Relinker relinker) {
        this.transactions = transactions;
        this.turn = turn;
        this.ledger = ledger;
        this.edges = edges;
        this.relinker = relinker;
    }

    /** Derives anew what rests on consents that have begun since the last run, on whichever instance that was. */
    @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT1M")
    public void count() {
        transactions.write(() -> {
            var now = turn.take();
            var last = turn.reached("consents-begun", now).orElse(Instant.EPOCH);
            relinker.relink(edges.speakers(ledger.subjectsOfConsentsBegunIn(last, now)));
            return now;
        });
    }
}
