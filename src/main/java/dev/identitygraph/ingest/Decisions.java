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
import dev.identitygraph.store.NewObservation;
import dev.identitygraph.store.NodeRef;
import dev.identitygraph.store.Pseudonyms;
import dev.identitygraph.store.ReportedEdge;
import dev.identitygraph.store.WriteTurn;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
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

    /** The decision that two records are of one person. */
    public static final String JOIN = "join";

    /** The decision that two identities are not of one person. */
    public static final String SPLIT = "split";

    private final EvidenceStore evidence;
    private final GraphWriter writer;
    private final Relinker relinker;
    private final ChangeWatch watch;
    private final Pseudonyms pseudonyms;
    private final WriteTurn turn;
    private final Acts acts;

    Decisions(
            EvidenceStore evidence,
            GraphWriter writer,
            Relinker relinker,
            ChangeWatch watch,
            Pseudonyms pseudonyms,
            WriteTurn turn,
            Acts acts) {
        this.acts = acts;
        this.turn = turn;
        this.evidence = evidence;
        this.writer = writer;
        this.relinker = relinker;
        this.watch = watch;
        this.pseudonyms = pseudonyms;
    }

    /** What was decided, as an observation, and when; and whose graphs it changed. */
    public record Decided(String observation, Instant at, GraphChanges changes) {}

    /** Whether these two can be joined: they are two customer records of ours. Others belong to them by their links. */
    public static boolean canBeJoined(Identity one, Identity other) {
        return isRecord(one) && isRecord(other) && !one.equals(other);
    }

    /** Whether these two can be split: they differ, and none is a segment. */
    public static boolean canBeSplit(Identity one, Identity other) {
        return !one.equals(other)
                && Stream.of(one, other).noneMatch(it -> it.namespace().kind() == Kind.SEGMENT);
    }

    /**
     * Decides that two records are of one person.
     *
     * @param by who decides
     * @throws IllegalArgumentException if they cannot be joined
     * @throws UnknownEvidenceException if the graph does not know one of them
     */
    @Transactional
    public Decided join(String by, Identity one, Identity other) {
        if (!canBeJoined(one, other)) {
            throw new IllegalArgumentException(
                    "Two customer records are joined; others belong to them by their links.");
        }
        var link = Link.between(one, other).orElseThrow();
        return decide(
                by,
                JOIN,
                one,
                other,
                (id, now) -> List.of(new ReportedEdge(
                        pseudonyms.edgeId(
                                EdgeType.SAME_AS, pseudonyms.of(link.from()), pseudonyms.of(link.to()), SOURCE),
                        EdgeType.SAME_AS,
                        pseudonyms.ref(link.from()),
                        link.from().namespace().name(),
                        pseudonyms.ref(link.to()),
                        link.to().namespace().name(),
                        new Provenance(SOURCE, Party.FIRST, Method.DECLARED, 1, now, now, List.of(id)),
                        Optional.empty())));
    }

    private static boolean isRecord(Identity identity) {
        return identity.namespace().kind() == Kind.CUSTOMER
                && identity.namespace().party() == Party.FIRST;
    }

    /**
     * Decides that two identities are not of one person.
     *
     * @param by who decides
     * @throws IllegalArgumentException if they cannot be split
     * @throws UnknownEvidenceException if the graph does not know one of them
     */
    @Transactional
    public Decided split(String by, Identity one, Identity other) {
        if (!canBeSplit(one, other)) {
            throw new IllegalArgumentException("Two identities that differ are split, and none of them is a segment.");
        }
        return decide(by, SPLIT, one, other, (id, _) -> {
            evidence.addSplit(id, pseudonyms.of(one), pseudonyms.of(other));
            return List.of();
        });
    }

    /** The id of the observation that a decision is, by when it was made. */
    public String observation(String decision, Identity one, Identity other, Instant at) {
        return pseudonyms.recordId(
                "observation",
                Stream.concat(
                                Stream.of(SOURCE, decision, at.toString()),
                                Stream.of(one, other).map(pseudonyms::of).sorted())
                        .toList());
    }

    private Decided decide(
            String by,
            String decision,
            Identity one,
            Identity other,
            BiFunction<String, Instant, List<ReportedEdge>> consequence) {
        // The turn's instant, not the clock's: a later decision must be the later one by whichever instance it is made.
        var now = turn.take();
        var touched = Set.of(pseudonyms.ref(one), pseudonyms.ref(other));
        var id = observation(decision, one, other, now);
        var digests = touched.stream().map(NodeRef::digest).sorted().toList();
        digests.forEach(digest -> acts.record(by, decision, id, digest));
        if (!evidence.nodes(digests).containsAll(touched)) {
            throw new UnknownEvidenceException("The graph does not know both of these identities.");
        }
        var changes = watch.watch(touched, () -> {
            writer.addSource(SOURCE, Party.FIRST.name(), "What privacy officers decided.", "");
            writer.addObservations(
                    List.of(new NewObservation(id, SOURCE, now, now, Method.DECLARED, 1, Optional.empty(), digests)),
                    List.of());
            relinker.decide(consequence.apply(id, now), touched);
        });
        return new Decided(id, now, changes);
    }
}
