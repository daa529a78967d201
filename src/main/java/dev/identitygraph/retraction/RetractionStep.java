package dev.identitygraph.retraction;

import dev.identitygraph.store.EvidenceStore;
import dev.identitygraph.store.FileStore;
import dev.identitygraph.store.GrantStore;
import dev.identitygraph.store.SourceStore;
import dev.identitygraph.store.WriteTurn;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Goes through some of what a source or a file of it has said, so that it can be taken back, in one transaction. */
@Component
class RetractionStep {
    private final EvidenceStore evidence;
    private final GrantStore grants;
    private final FileStore files;
    private final SourceStore sources;
    private final EvidenceEnd end;
    private final WriteTurn turn;

    RetractionStep(
            EvidenceStore evidence,
            GrantStore grants,
            FileStore files,
            SourceStore sources,
            EvidenceEnd end,
            WriteTurn turn) {
        this.evidence = evidence;
        this.grants = grants;
        this.files = files;
        this.sources = sources;
        this.end = end;
        this.turn = turn;
    }

    /** Lets no import of a source, or of a file, go on where it was: what was before that is taken away. */
    @Transactional
    public void begin(String source, String file) {
        turn.take();
        files.reset(file, source);
    }

    /**
     * Some observations of a source, or of a file of it, in the order of their ids.
     *
     * @param after the id that they come after
     */
    @Transactional(readOnly = true)
    public List<String> observationsOf(String source, String file, String after, int atMost) {
        return file.isEmpty()
                ? evidence.ofSourceAfter(source, after, atMost)
                : evidence.ofFileAfter(source, file, after, atMost);
    }

    /**
     * Takes grants out of the ledger.
     *
     * @param file the file that they are known from; blank for all of the source
     * @param after the id that they come after
     * @return the ids of those that it was, in order
     */
    @Transactional
    public List<String> grants(String source, String file, String after, int atMost) {
        turn.take();
        var retracted = grants.retract(source, file, after, atMost);
        end.grantsEnded(retracted.stream()
                .filter(GrantStore.Retracted::gone)
                .map(GrantStore.Retracted::subject)
                .distinct()
                .toList());
        return retracted.stream().map(GrantStore.Retracted::id).toList();
    }

    /** Forgets a source or a file that has nothing any more. */
    @Transactional
    public void forget(String source, String file) {
        if (file.isEmpty()) {
            sources.forget(source);
        }
        files.forget(file, source);
    }

    /**
     * How much a source, or a file of it, has said; no more is counted of observations, and of grants, than asked for.
     */
    @Transactional(readOnly = true)
    public int count(String source, String file, int atMost) {
        return observationsOf(source, file, "", atMost).size() + grants.count(source, file, atMost);
    }

    @Transactional(readOnly = true)
    public boolean isSource(String name) {
        return evidence.isSource(name);
    }

    @Transactional(readOnly = true)
    public Set<String> sourcesOfFile(String file) {
        return files.sourcesOf(file);
    }

    @Transactional(readOnly = true)
    public boolean isObservation(String id) {
        return !evidence.sourceOf(id).isEmpty();
    }
}
