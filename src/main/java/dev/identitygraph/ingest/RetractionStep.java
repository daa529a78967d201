package dev.identitygraph.ingest;

import dev.identitygraph.derivation.Relinker;
import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.identity.Kind;
import dev.identitygraph.identity.Standing;
import dev.identitygraph.store.EdgeChange;
import dev.identitygraph.store.EdgeReader;
import dev.identitygraph.store.EvidenceStore;
import dev.identitygraph.store.EvidenceStore.RetractedGrant;
import dev.identitygraph.store.FileStore;
import dev.identitygraph.store.GraphWriter;
import dev.identitygraph.store.NodeRef;
import dev.identitygraph.store.StoredEdge;
import dev.identitygraph.store.WriteTurn;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Takes some evidence away, and all that rested on it alone, in one transaction. */
@Component
class RetractionStep {
    private final EvidenceStore evidence;
    private final EdgeReader reader;
    private final GraphWriter writer;
    private final Relinker relinker;
    private final ChangeWatch watch;
    private final WriteTurn turn;
    private final FileStore files;

    RetractionStep(
            EvidenceStore evidence,
            FileStore files,
            EdgeReader reader,
            GraphWriter writer,
            Relinker relinker,
            ChangeWatch watch,
            WriteTurn turn) {
        this.turn = turn;
        this.files = files;
        this.evidence = evidence;
        this.reader = reader;
        this.writer = writer;
        this.relinker = relinker;
        this.watch = watch;
    }

    /** Takes observations away, wherever they are known from. */
    @Transactional
    public GraphChanges observations(Set<String> observations) {
        turn.take();
        return without(observations);
    }

    /** Takes away what is known of these observations from a file; those known from another one stay. */
    @Transactional
    public GraphChanges ofFile(String file, Set<String> observations) {
        turn.take();
        return without(evidence.notFrom(file, observations));
    }

    /** Takes observations away, in the caller's transaction and turn, and does not tell what changed by it. */
    void end(Set<String> observations) {
        if (!observations.isEmpty()) {
            new Without(observations).run();
        }
    }

    private GraphChanges without(Set<String> gone) {
        var change = new Without(gone);
        return watch.watch(change.touched, change);
    }

    /** The graph without some observations. */
    private final class Without implements Runnable {
        private final Set<String> gone;
        private final Set<NodeRef> named;
        private final List<StoredEdge> edges;
        private final Set<NodeRef> touched;

        Without(Set<String> gone) {
            this.gone = gone;
            named = evidence.namedBy(gone);
            edges =
                    reader
                            .at(named.stream().filter(RetractionStep::isLinked).toList(), EnumSet.allOf(EdgeType.class))
                            .stream()
                            .filter(edge ->
                                    !Collections.disjoint(edge.provenance().derivedFrom(), gone))
                            .toList();
            touched = new HashSet<>(named);
            edges.forEach(edge -> touched.addAll(edge.ends()));
            touched.removeIf(node -> !isLinked(node));
        }

        @Override
        public void run() {
            var unfounded = edges.stream()
                    .filter(edge -> gone.containsAll(edge.provenance().derivedFrom()))
                    .toList();
            // A membership that ends is taken out of what was counted by it.
            writer.write(unfounded.stream().map(RetractionStep::closed).toList());
            evidence.delete(unfounded);
            evidence.reduce(
                    edges.stream().filter(edge -> !unfounded.contains(edge)).toList(), gone);
            evidence.delete(gone, named);
            relinker.relink(touched, true);
        }
    }

    private static EdgeChange closed(StoredEdge edge) {
        return new EdgeChange(Optional.of(edge), edge.derived(Standing.SUPERSEDED, edge.subjects(), new TreeMap<>()));
    }

    private static boolean isLinked(NodeRef node) {
        return node.kind() != Kind.SEGMENT;
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
        var grants = evidence.retractGrants(source, file, after, atMost);
        relink(grants.stream()
                .filter(RetractedGrant::gone)
                .map(RetractedGrant::subject)
                .distinct()
                .toList());
        return grants.stream().map(RetractedGrant::id).toList();
    }

    /** Derives anew what rests on the words of subjects, in the caller's transaction and turn. */
    void relink(Collection<String> subjects) {
        relinker.relink(reader.speakers(subjects), false);
    }

    /** Lets no import of a source, or of a file, go on where it was: what was before that is taken away. */
    @Transactional
    public void begin(String source, String file) {
        turn.take();
        files.reset(file, source);
    }

    /** Forgets a source or a file that has nothing any more. */
    @Transactional
    public void forget(String source, String file) {
        files.forget(file, source);
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

    /** Whether a source, or a file of it, has said more than so much. */
    @Transactional(readOnly = true)
    public boolean hasMoreThan(int most, String source, String file) {
        return most < Integer.MAX_VALUE
                && observationsOf(source, file, "", most + 1).size() + evidence.grants(source, file, most + 1) > most;
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
