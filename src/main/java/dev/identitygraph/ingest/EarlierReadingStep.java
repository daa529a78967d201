package dev.identitygraph.ingest;

import dev.identitygraph.retraction.EvidenceEnd;
import dev.identitygraph.store.EarlierReadings;
import dev.identitygraph.store.EarlierReadings.State;
import dev.identitygraph.store.EarlierReadings.Words;
import dev.identitygraph.store.EvidenceStore;
import dev.identitygraph.store.FileStore;
import dev.identitygraph.store.GrantStore;
import dev.identitygraph.store.WriteTurn;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Sets aside, or ends, some of what an earlier reading of a file has said, in one transaction. */
@Component
class EarlierReadingStep {
    private final EarlierReadings readings;
    private final EvidenceStore evidence;
    private final GrantStore grants;
    private final FileStore files;
    private final EvidenceEnd evidenceEnd;
    private final WriteTurn turn;

    EarlierReadingStep(
            EarlierReadings readings,
            EvidenceStore evidence,
            GrantStore grants,
            FileStore files,
            EvidenceEnd evidenceEnd,
            WriteTurn turn) {
        this.readings = readings;
        this.evidence = evidence;
        this.grants = grants;
        this.files = files;
        this.evidenceEnd = evidenceEnd;
        this.turn = turn;
    }

    @Transactional(readOnly = true)
    public Optional<State> state(Reading reading) {
        return readings.state(reading.file(), reading.source(), reading.id());
    }

    /** Another import may have set all aside meanwhile, and what is known from the file by then is of this reading. */
    @Transactional
    public Page setAside(Reading reading, Words words, String after) {
        takeTurn(reading);
        if (!state(reading).equals(Optional.of(State.MIXED))) {
            return new Page(0, Optional.empty());
        }
        return Page.of(readings.setAside(words, reading.source(), reading.file(), after, Page.SIZE), 0);
    }

    @Transactional
    public void isSetAside(Reading reading) {
        takeTurn(reading);
        readings.isSetAside(reading.file(), reading.source());
    }

    @Transactional
    public Page endObservations(Reading reading, String after, Consumer<Set<String>> end) {
        takeTurn(reading);
        var ids = readings.knownFromEarlier(Words.OBSERVATIONS, reading.source(), reading.file(), after, Page.SIZE);
        var gone = evidence.notFromEarlierReading(reading.file(), ids);
        end.accept(gone);
        return Page.of(ids, gone.size());
    }

    @Transactional
    public Page endGrants(Reading reading, String after) {
        takeTurn(reading);
        var ids = readings.knownFromEarlier(Words.GRANTS, reading.source(), reading.file(), after, Page.SIZE);
        var subjects = grants.endOfEarlierReading(reading.file(), ids);
        evidenceEnd.grantsEnded(Set.copyOf(subjects));
        return Page.of(ids, subjects.size());
    }

    private void takeTurn(Reading reading) {
        turn.take();
        if (!files.isRead(reading.file(), reading.source(), reading.id())) {
            throw OvertakenException.byReset(reading.source());
        }
    }
}
