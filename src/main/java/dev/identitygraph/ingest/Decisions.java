package dev.identitygraph.ingest;

import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.identity.Identity;
import dev.identitygraph.identity.Kind;
import dev.identitygraph.identity.Method;
import dev.identitygraph.identity.Party;
import dev.identitygraph.identity.Provenance;
import dev.identitygraph.link.Link;
import dev.identitygraph.store.EvidenceStore;
import dev.identitygraph.store.GraphWriter;
import dev.identitygraph.store.NewEdge;
import dev.identitygraph.store.NewObservation;
import dev.identitygraph.store.NodeRef;
import dev.identitygraph.store.Pseudonyms;
import dev.identitygraph.store.WriteTurn;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What privacy officers decide about who is one person. A decision is an observation of the highest standing: it can be
 * retracted like any other, and a later one about the same two counts instead.
 */
@Component
public class Decisions {
    /** The source that decisions are of. No other source has its name. */
    static final String SOURCE = "privacy-office";

    private final EvidenceStore evidence;
    private final GraphWriter writer;
    private final Relinker relinker;
    private final ChangeWatch watch;
    private final Pseudonyms pseudonyms;
    private final Clock clock;
    private final WriteTurn turn;
    private final Acts acts;

    Decisions(
            EvidenceStore evidence,
            GraphWriter writer,
            Relinker relinker,
            ChangeWatch watch,
            Pseudonyms pseudonyms,
            Clock clock,
            WriteTurn turn,
            Acts acts) {
        this.acts = acts;
        this.turn = turn;
        this.evidence = evidence;
        this.writer = writer;
        this.relinker = relinker;
        this.watch = watch;
        this.pseudonyms = pseudonyms;
        this.clock = clock;
    }

    /** What was decided, as an observation, and whose graphs it changed. */
    public record Decided(String observation, GraphChanges changes) {}

    /**
     * Decides that two records are of one person.
     *
     * @throws IllegalArgumentException if one of the two is no customer record of ours
     * @throws UnknownEvidenceException if the graph does not know one of them
     */
    @Transactional
    public Decided join(Identity one, Identity other) {
        if (!isRecord(one) || !isRecord(other) || one.equals(other)) {
            throw new IllegalArgumentException(
                    "Two customer records are joined; others belong to them by their links.");
        }
        var link = Link.between(one, other).orElseThrow();
        return decide(
                "join",
                one,
                other,
                (id, now) -> writer.addEdges(List.of(new NewEdge(
                        pseudonyms.edgeId(
                                EdgeType.SAME_AS, pseudonyms.of(link.from()), pseudonyms.of(link.to()), SOURCE),
                        EdgeType.SAME_AS,
                        pseudonyms.ref(link.from()),
                        pseudonyms.ref(link.to()),
                        new Provenance(SOURCE, Party.FIRST, Method.DECLARED, 1, now, now, List.of(id))))));
    }

    private static boolean isRecord(Identity identity) {
        return identity.namespace().kind() == Kind.CUSTOMER
                && identity.namespace().party() == Party.FIRST;
    }

    /**
     * Decides that two identities are not of one person.
     *
     * @throws IllegalArgumentException if they are one identity, or one is a segment
     * @throws UnknownEvidenceException if the graph does not know one of them
     */
    @Transactional
    public Decided split(Identity one, Identity other) {
        if (one.equals(other)
                || Stream.of(one, other).anyMatch(it -> it.namespace().kind() == Kind.SEGMENT)) {
            throw new IllegalArgumentException("Two identities that differ are split, and none of them is a segment.");
        }
        return decide("split", one, other, (id, _) -> evidence.addSplit(id, pseudonyms.of(one), pseudonyms.of(other)));
    }

    private Decided decide(String what, Identity one, Identity other, BiConsumer<String, Instant> consequence) {
        turn.take();
        var now = clock.instant();
        var touched = Set.of(pseudonyms.ref(one), pseudonyms.ref(other));
        var digests = touched.stream().map(NodeRef::digest).sorted().toList();
        if (!evidence.nodes(digests).containsAll(touched)) {
            throw new UnknownEvidenceException("The graph does not know both of these identities.");
        }
        var id = pseudonyms.recordId(
                "observation",
                Stream.concat(Stream.of(SOURCE, what, now.toString()), digests.stream())
                        .toList());
        acts.record(what, id, pseudonyms.of(one));
        var changes = watch.watch(touched, () -> {
            writer.addSource(SOURCE, Party.FIRST.name(), "What privacy officers decided.", "");
            writer.addObservations(List.of(new NewObservation(id, SOURCE, now, now, digests)));
            consequence.accept(id, now);
            relinker.relink(touched, true);
        });
        return new Decided(id, changes);
    }
}
