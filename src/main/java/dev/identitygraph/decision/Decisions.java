package dev.identitygraph.decision;

import dev.identitygraph.audit.Actor;
import dev.identitygraph.audit.Acts;
import dev.identitygraph.derivation.ChangeWatch;
import dev.identitygraph.derivation.GraphChanges;
import dev.identitygraph.derivation.Relinker;
import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.identity.Identity;
import dev.identitygraph.identity.Kind;
import dev.identitygraph.identity.Method;
import dev.identitygraph.identity.Party;
import dev.identitygraph.identity.Provenance;
import dev.identitygraph.link.Link;
import dev.identitygraph.link.LinkingRules;
import dev.identitygraph.retraction.EvidenceEnd;
import dev.identitygraph.retraction.UnknownEvidenceException;
import dev.identitygraph.source.Source;
import dev.identitygraph.store.EvidenceStore;
import dev.identitygraph.store.GraphWriter;
import dev.identitygraph.store.NewObservation;
import dev.identitygraph.store.NodeReader;
import dev.identitygraph.store.NodeRef;
import dev.identitygraph.store.Pseudonyms;
import dev.identitygraph.store.SourceStore;
import dev.identitygraph.store.StoredEdge;
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
    /** What is wrong with two that cannot be joined. */
    public static final String NOT_JOINED =
            "Two customer records that differ are joined; others belong to them by their links.";

    /** What is wrong with two that cannot be split. */
    public static final String NOT_SPLIT =
            "Two identities that differ are split, and no segments. Two devices, or two addresses that people may share,"
                    + " are not kept apart from one another: split each from the customer record that it is not of.";

    /** The decision that two records are of one person. */
    public static final String JOIN = "join";

    /** The decision that two identities are not of one person. */
    public static final String SPLIT = "split";

    /** That what was decided is taken back. */
    public static final String UNDECIDE = "undecide";

    private final EvidenceStore evidence;
    private final NodeReader nodes;
    private final GraphWriter writer;
    private final SourceStore sources;
    private final Relinker relinker;
    private final ChangeWatch watch;
    private final DecisionEffects effects;
    private final EvidenceEnd end;
    private final LinkingRules rules;
    private final Pseudonyms pseudonyms;
    private final WriteTurn turn;
    private final Acts acts;

    Decisions(
            EvidenceStore evidence,
            NodeReader nodes,
            GraphWriter writer,
            SourceStore sources,
            Relinker relinker,
            ChangeWatch watch,
            DecisionEffects effects,
            EvidenceEnd end,
            LinkingRules rules,
            Pseudonyms pseudonyms,
            WriteTurn turn,
            Acts acts) {
        this.acts = acts;
        this.effects = effects;
        this.end = end;
        this.rules = rules;
        this.turn = turn;
        this.evidence = evidence;
        this.nodes = nodes;
        this.writer = writer;
        this.sources = sources;
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

    /** Whether these two can be split: one of them makes people, or one can lead to the other. */
    public boolean canBeSplit(Identity one, Identity other) {
        return rules.canBeSplit(one, other);
    }

    /**
     * Decides that two records are of one person.
     *
     * @param by who decides
     * @throws IllegalArgumentException if they cannot be joined
     * @throws UnknownEvidenceException if the graph does not know one of them
     * @throws WithoutEffectException if a rule would keep the decision from counting: then it is not made
     */
    @Transactional
    public Decided join(Actor by, Identity one, Identity other) {
        if (!canBeJoined(one, other)) {
            throw new IllegalArgumentException(NOT_JOINED);
        }
        return inForce(joined(by, one, other), one, other);
    }

    /** Decides that two records are of one person, whether or not it is in force then. */
    Decided joined(Actor by, Identity one, Identity other) {
        var link = Link.between(one, other).orElseThrow();
        return decide(
                by,
                JOIN,
                one,
                other,
                (id, now) -> List.of(StoredEdge.reported(
                        pseudonyms.edgeId(
                                EdgeType.SAME_AS,
                                pseudonyms.of(link.from()),
                                pseudonyms.of(link.to()),
                                Source.OF_DECISIONS),
                        EdgeType.SAME_AS,
                        pseudonyms.ref(link.from()),
                        link.from().namespace().name(),
                        pseudonyms.ref(link.to()),
                        link.to().namespace().name(),
                        new Provenance(Source.OF_DECISIONS, Party.FIRST, Method.DECLARED, 1, now, now, List.of(id)),
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
     * @throws WithoutEffectException if they would be one person's all the same: then it is not decided
     */
    @Transactional
    public Decided split(Actor by, Identity one, Identity other) {
        if (!canBeSplit(one, other)) {
            throw new IllegalArgumentException(NOT_SPLIT);
        }
        return inForce(apart(by, one, other), one, other);
    }

    /** Decides that two identities are not of one person, whether or not it is in force then. */
    Decided apart(Actor by, Identity one, Identity other) {
        return decide(by, SPLIT, one, other, (id, _) -> {
            evidence.addSplit(id, pseudonyms.of(one), pseudonyms.of(other));
            return List.of();
        });
    }

    /** What was decided, unless it is without effect. */
    private Decided inForce(Decided decided, Identity one, Identity other) {
        var two = Set.of(pseudonyms.ref(one), pseudonyms.ref(other));
        effects.of(List.of(decided.observation()), relinker.linkedAround(two)).stream()
                .map(LinkDecision::effect)
                .filter(effect -> !(effect instanceof Effect.InForce))
                .findFirst()
                .ifPresent(effect -> {
                    throw new WithoutEffectException(effect);
                });
        return decided;
    }

    /**
     * Takes back all that was decided about two identities, whoever decided it: what sources say counts again.
     *
     * @param by who takes it back
     * @throws UnknownEvidenceException if nothing was decided about them
     */
    @Transactional
    public GraphChanges undecide(Actor by, Identity one, Identity other) {
        turn.take();
        var two = List.of(pseudonyms.ref(one), pseudonyms.ref(other));
        var decided = effects.about(two.getFirst(), two.getLast());
        two.forEach(node -> acts.record(by, UNDECIDE, "", node.digest()));
        if (decided.isEmpty()) {
            throw new UnknownEvidenceException("Nothing has been decided about these two identities.");
        }
        return end.watchedEnd(decided);
    }

    /** The id of the observation that a decision is, by when it was made. */
    public String observation(String decision, Identity one, Identity other, Instant at) {
        return pseudonyms.recordId(
                "observation",
                Stream.concat(
                                Stream.of(Source.OF_DECISIONS, decision, at.toString()),
                                Stream.of(one, other).map(pseudonyms::of).sorted())
                        .toList());
    }

    private Decided decide(
            Actor by,
            String decision,
            Identity one,
            Identity other,
            BiFunction<String, Instant, List<StoredEdge>> consequence) {
        // The turn's instant, not the clock's: a later decision must be the later one by whichever instance it is made.
        var now = turn.take();
        var touched = Set.of(pseudonyms.ref(one), pseudonyms.ref(other));
        var id = observation(decision, one, other, now);
        var digests = touched.stream().map(NodeRef::digest).sorted().toList();
        digests.forEach(digest -> acts.record(by, decision, id, digest));
        if (!nodes.of(digests).containsAll(touched)) {
            throw new UnknownEvidenceException("The graph does not know both of these identities.");
        }
        var changes = watch.watch(touched, () -> {
            sources.add(Source.OF_DECISIONS, Party.FIRST.name(), "What privacy officers decided.", "");
            writer.addObservations(
                    List.of(new NewObservation(
                            id, Source.OF_DECISIONS, now, now, Method.DECLARED, 1, Optional.empty(), digests)),
                    List.of());
            relinker.decide(consequence.apply(id, now), touched);
        });
        return new Decided(id, now, changes);
    }
}
