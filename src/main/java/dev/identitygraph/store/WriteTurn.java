package dev.identitygraph.store;

import java.time.Clock;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Optional;
import org.springframework.data.neo4j.core.Neo4jClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The turn to derive edges from the ledger, which one transaction at a time has, on all instances together. Without it
 * a transaction that read the ledger before a withdrawal was committed could write, after it, an edge that the
 * withdrawal has closed.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class WriteTurn {
    static final String TURN = "edges";
    static final String INSTANT = "edges-at";
    private static final String TAKING_AWAY = "taking-away";

    private final Neo4jClient client;
    private final Clock clock;

    WriteTurn(Neo4jClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    /**
     * Takes the turn until the end of the caller's transaction. It should be the first thing that the transaction
     * writes, so that none waits for the turn with locks that the one before it needs: else the database ends one of
     * the two. A transaction that has the turn keeps it, with its instant.
     *
     * @return the turn's instant: now, or the first millisecond after every turn before, so that clocks that differ
     *     cannot put what is said in this turn before what was said in another
     */
    public Instant take() {
        if (TransactionSynchronizationManager.getResource(this) instanceof Instant taken) {
            return taken;
        }
        var at = next();
        TransactionSynchronizationManager.bindResource(this, at);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                TransactionSynchronizationManager.unbindResource(WriteTurn.this);
            }
        });
        return at;
    }

    /**
     * Waits for the lock of one node, and only then reads the instant on another: a transaction that wrote to the first
     * one twice could wait for one that waits for it.
     */
    private Instant next() {
        client.query("MERGE (turn:Turn {name: $turn}) SET turn.taken = true")
                .bind(TURN)
                .to("turn")
                .run();
        return client.query("""
                        MERGE (turn:Turn {name: $turn})
                        WITH turn, turn.at AS last
                        SET turn.at = CASE WHEN last >= $now THEN last + duration({milliseconds: 1}) ELSE $now END
                        RETURN turn.at
                        """)
                .bindAll(Map.of("turn", INSTANT, "now", EdgeProperties.time(clock.instant())))
                .fetchAs(ZonedDateTime.class)
                .one()
                .orElseThrow()
                .toInstant();
    }

    /**
     * Tells that records or nodes are taken away in the caller's turn: who has found them before may rely on nothing.
     */
    void takeAway() {
        reached(TAKING_AWAY, take());
    }

    /** The last turn in which records or nodes were taken away, if there was one. */
    public Optional<Instant> lastTakenAway() {
        return lastReached(TAKING_AWAY);
    }

    /** How far a piece of work has come, if it was ever done. */
    public Optional<Instant> lastReached(String work) {
        return client.query("MATCH (turn:Turn {name: $work}) RETURN turn.at")
                .bind(work)
                .to("work")
                .fetchAs(ZonedDateTime.class)
                .one()
                .map(ZonedDateTime::toInstant);
    }

    /**
     * Remembers how far a piece of work has come, in the caller's turn.
     *
     * @return how far it had come before, if it was ever done
     */
    public Optional<Instant> reached(String work, Instant now) {
        return client.query("""
                        MERGE (turn:Turn {name: $work})
                        WITH turn, turn.at AS before
                        SET turn.at = $now
                        RETURN before
                        """)
                .bindAll(Map.of("work", work, "now", EdgeProperties.time(now)))
                .fetchAs(ZonedDateTime.class)
                .one()
                .map(ZonedDateTime::toInstant);
    }
}
