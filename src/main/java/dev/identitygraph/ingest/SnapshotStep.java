package dev.identitygraph.ingest;

import dev.identitygraph.retraction.EvidenceEnd;
import dev.identitygraph.store.EvidenceStore;
import dev.identitygraph.store.FileStore;
import dev.identitygraph.store.GrantStore;
import dev.identitygraph.store.SourceStore;
import dev.identitygraph.store.WriteTurn;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Goes through some of what a source has said, and ends what is not in its current snapshot, in one transaction. */
@Component
class SnapshotStep {
    private final EvidenceStore evidence;
    private final GrantStore grants;
    private final FileStore files;
    private final SourceStore sources;
    private final EvidenceEnd evidenceEnd;
    private final WriteTurn turn;

    SnapshotStep(
            EvidenceStore evidence,
            GrantStore grants,
            FileStore files,
            SourceStore sources,
            EvidenceEnd evidenceEnd,
            WriteTurn turn) {
        this.evidence = evidence;
        this.grants = grants;
        this.files = files;
        this.sources = sources;
        this.evidenceEnd = evidenceEnd;
        this.turn = turn;
    }

    @Transactional
    public Page observations(String source, String file, String after, Consumer<Set<String>> end) {
        takeTurn(source, file);
        var ids = evidence.ofSourceAfter(source, after, Page.SIZE);
        var gone = evidence.onlyFrom(file, ids);
        end.accept(gone);
        return Page.of(ids, gone.size());
    }

    @Transactional
    public Page consents(String source, String file, String after) {
        takeTurn(source, file);
        var ids = grants.ofSourceAfter(source, after, Page.SIZE);
        var subjects = grants.endBut(file, ids);
        evidenceEnd.grantsEnded(Set.copyOf(subjects));
        return Page.of(ids, subjects.size());
    }

    private void takeTurn(String source, String file) {
        turn.take();
        if (!sources.isDelivering(file, source)) {
            throw OvertakenException.bySnapshot(source);
        }
    }

    /** Keeps how many rows the snapshot has, and that it has taken the place of the files before it. */
    @Transactional
    public void finish(String source, String file, long rows) {
        takeTurn(source, file);
        sources.snapshot(source, rows);
        files.supersedeOthers(file, source);
    }

    /** Keeps that all of a file has been imported. */
    @Transactional
    public void done(Reading reading) {
        turn.take();
        if (!files.isRead(reading.file(), reading.source(), reading.id())) {
            throw OvertakenException.byReset(reading.source());
        }
        files.done(reading.file(), reading.source());
    }

    @Transactional(readOnly = true)
    public boolean isBegun(String file, String source, String reading) {
        return files.isBegun(file, source, reading);
    }

    @Transactional(readOnly = true)
    public boolean isSuperseded(String file, String source) {
        return files.isSuperseded(file, source);
    }

    @Transactional(readOnly = true)
    public Optional<Long> rowsOfSnapshot(String source) {
        return sources.rowsOfSnapshot(source);
    }
}
