package dev.identitygraph.ingest;

import dev.identitygraph.retraction.EvidenceEnd;
import dev.identitygraph.source.Source;
import dev.identitygraph.source.Sources;
import dev.identitygraph.store.EvidenceStore;
import dev.identitygraph.store.Transactions;
import dev.identitygraph.store.WriteTurn;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Ends observations that are older than their sources' descriptions let them be kept, step by step. */
@Component
class Retention {
    private static final String WORK = "retention";
    private static final Duration EVERY = Duration.ofDays(1);

    private final Sources sources;
    private final EvidenceStore evidence;
    private final EvidenceEnd evidenceEnd;
    private final Transactions transactions;
    private final WriteTurn turn;

    Retention(
            Sources sources,
            EvidenceStore evidence,
            EvidenceEnd evidenceEnd,
            Transactions transactions,
            WriteTurn turn) {
        this.sources = sources;
        this.evidence = evidence;
        this.evidenceEnd = evidenceEnd;
        this.transactions = transactions;
        this.turn = turn;
    }

    /**
     * Once a day, on whichever instance, goes through the sources that do not keep observations for good. The day is
     * done when all of them are: a run that breaks off is made good by the next one, an hour later. Two that run at
     * once do no more than one.
     */
    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT5M")
    void eachDay() {
        var limited = sources.all().stream()
                .filter(source -> source.retention().isPresent())
                .toList();
        if (!limited.isEmpty()) {
            due().ifPresent(now -> {
                limited.forEach(this::end);
                transactions.write(() -> {
                    turn.take();
                    return turn.reached(WORK, now);
                });
            });
        }
    }

    /** The instant of a run that is due; nothing if none is. */
    private Optional<Instant> due() {
        return transactions.write(() -> {
            var now = turn.take();
            var isDone = turn.lastReached(WORK)
                    .filter(last -> last.plus(EVERY).isAfter(now))
                    .isPresent();
            return isDone ? Optional.<Instant>empty() : Optional.of(now);
        });
    }

    /** Ends what a source has said too long ago. */
    void end(Source source) {
        Page.all(after -> transactions.write(() -> step(source, after, turn.take())));
    }

    private Page step(Source source, String after, Instant now) {
        var ids = evidence.ofSourceAfter(source.name(), after, Page.SIZE);
        var gone = source.retention()
                .map(time -> evidence.before(now.minus(time), ids))
                .orElse(Set.of());
        evidenceEnd.end(gone);
        return Page.of(ids, gone.size());
    }
}
