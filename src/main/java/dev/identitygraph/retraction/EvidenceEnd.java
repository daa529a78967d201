package dev.identitygraph.retraction;

import dev.identitygraph.derivation.ChangeWatch;
import dev.identitygraph.derivation.GraphChanges;
import dev.identitygraph.derivation.Relinker;
import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.identity.Kind;
import dev.identitygraph.identity.Standing;
import dev.identitygraph.store.EdgeChange;
import dev.identitygraph.store.EdgeReader;
import dev.identitygraph.store.EvidenceRemover;
import dev.identitygraph.store.EvidenceStore;
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

/** Ends evidence, and all that rested on it alone, in one transaction. */
@Component
public class EvidenceEnd {
    private final EvidenceStore evidence;
    private final EvidenceRemover remover;
    private final EdgeReader reader;
    private final GraphWriter writer;
    private final Relinker relinker;
    private final ChangeWatch watch;
    private final WriteTurn turn;

    /** Ends evidence so that a relinker links what is left, in this turn. */
    public EvidenceEnd(
            EvidenceStore evidence,
            EvidenceRemover remover,
            EdgeReader reader,
            GraphWriter writer,
            Relinker relinker,
            ChangeWatch watch,
            WriteTurn turn) {
        this.evidence = evidence;
        this.remover = remover;
        this.reader = reader;
        this.writer = writer;
        this.relinker = relinker;
        this.watch = watch;
        this.turn = turn;
    }

    /** Ends observations, wherever they are known from, and tells whose graphs that changes. */
    @Transactional
    public GraphChanges watchedEnd(Set<String> observations) {
        turn.take();
        return without(observations);
    }

    /** Ends what is known of these observations from a file; those known from another one stay. */
    @Transactional
    public GraphChanges watchedEnd(String file, Set<String> observations) {
        turn.take();
        return without(evidence.notFrom(file, observations));
    }

    private GraphChanges without(Set<String> gone) {
        var change = new Without(gone);
        return watch.watch(change.touched, change);
    }

    /** Ends observations, in the caller's transaction and turn, and does not tell what changed by it. */
    public void end(Set<String> observations) {
        if (!observations.isEmpty()) {
            new Without(observations).run();
        }
    }

    /** Derives anew what rested on grants that have ended, of these subjects, in the caller's transaction and turn. */
    public void grantsEnded(Collection<String> subjects) {
        relinker.relink(reader.speakers(subjects), false);
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
                            .at(named.stream().filter(EvidenceEnd::isLinked).toList(), EnumSet.allOf(EdgeType.class))
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
            writer.write(unfounded.stream().map(EvidenceEnd::closed).toList());
            remover.delete(unfounded);
            remover.reduce(
                    edges.stream().filter(edge -> !unfounded.contains(edge)).toList(), gone);
            remover.delete(gone, named);
            relinker.relink(touched, true);
        }
    }

    private static EdgeChange closed(StoredEdge edge) {
        return new EdgeChange(Optional.of(edge), edge.derived(Standing.SUPERSEDED, edge.subjects(), new TreeMap<>()));
    }

    private static boolean isLinked(NodeRef node) {
        return node.kind() != Kind.SEGMENT;
    }
}
