package dev.identitygraph.ingest;

import dev.identitygraph.store.EvidenceStore;
import dev.identitygraph.store.FileStore;
import dev.identitygraph.store.WriteTurn;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Goes through some of what a source has said, and ends what is not in its current snapshot, in one transaction. */
@Component
class SnapshotStep {
    private static final int STEP = 1_000;

    private final EvidenceStore evidence;
    private final FileStore files;
    private final RetractionStep retraction;
    private final WriteTurn turn;

    SnapshotStep(EvidenceStore evidence, FileStore files, RetractionStep retraction, WriteTurn turn) {
        this.evidence = evidence;
        this.files = files;
        this.retraction = retraction;
        this.turn = turn;
    }

    /**
     * What a step came to.
     *
     * @param last the id that it has come to, if there may be more after it
     */
    record Page(int ended, Optional<String> last) {
        static Page of(List<String> ids, int ended) {
            return new Page(ended, ids.size() < STEP ? Optional.empty() : Optional.of(ids.getLast()));
        }
    }

    @Transactional
    public Page observations(String source, String file, String after, Consumer<Set<String>> end) {
        takeTurn(source, file);
        var ids = evidence.ofSourceAfter(source, after, STEP);
        var gone = evidence.onlyFrom(file, ids);
        end.accept(gone);
        return Page.of(ids, gone.size());
    }

    @Transactional
    public Page consents(String source, String file, String after) {
        takeTurn(source, file);
        var ids = evidence.consentsOfSourceAfter(source, after, STEP);
        var subjects = evidence.grantsOnlyFrom(file, ids);
        retraction.relink(Set.copyOf(subjects));
        return Page.of(ids, subjects.size());
    }

    private void takeTurn(String source, String file) {
        turn.take();
        if (!files.isDelivering(file, source)) {
            throw OvertakenException.bySnapshot(source);
        }
    }

    /** Keeps how many rows the snapshot has, and that it has taken the place of the files before it. */
    @Transactional
    public void finish(String source, String file, long rows) {
        takeTurn(source, file);
        files.snapshot(source, rows);
        files.supersedeOthers(file, source);
    }

    @Transactional
    public void done(String source, String file) {
        files.done(file, source);
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
        return files.rowsOfSnapshot(source);
    }
}
