package dev.identitygraph.decision;

import dev.identitygraph.audit.Actor;
import dev.identitygraph.audit.Acts;
import dev.identitygraph.derivation.ChangeWatch;
import dev.identitygraph.derivation.NeverLinking;
import dev.identitygraph.derivation.Relinker;
import dev.identitygraph.link.LinkingRules;
import dev.identitygraph.link.Observation;
import dev.identitygraph.retraction.EvidenceEnd;
import dev.identitygraph.store.DecisionStore;
import dev.identitygraph.store.EdgeReader;
import dev.identitygraph.store.EvidenceRemover;
import dev.identitygraph.store.EvidenceStore;
import dev.identitygraph.store.GraphWriter;
import dev.identitygraph.store.LinkReader;
import dev.identitygraph.store.NodeReader;
import dev.identitygraph.store.Pseudonyms;
import dev.identitygraph.store.SourceStore;
import dev.identitygraph.store.WriteTurn;
import java.util.List;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Lazy;

/** Decides by any rules, at any time, and whether or not it is in force then. */
@TestComponent
@Lazy
public class DecisionsByRules {
    private final EvidenceStore evidence;
    private final EvidenceRemover remover;
    private final NodeReader nodes;
    private final DecisionStore decided;
    private final EdgeReader reader;
    private final LinkReader links;
    private final GraphWriter writer;
    private final SourceStore sources;
    private final Pseudonyms pseudonyms;
    private final Acts acts;

    DecisionsByRules(
            EvidenceStore evidence,
            EvidenceRemover remover,
            NodeReader nodes,
            DecisionStore decided,
            EdgeReader reader,
            LinkReader links,
            GraphWriter writer,
            SourceStore sources,
            Pseudonyms pseudonyms,
            Acts acts) {
        this.evidence = evidence;
        this.remover = remover;
        this.nodes = nodes;
        this.decided = decided;
        this.reader = reader;
        this.links = links;
        this.writer = writer;
        this.sources = sources;
        this.pseudonyms = pseudonyms;
        this.acts = acts;
    }

    /**
     * Decides what an observation says of two, in the caller's transaction.
     *
     * @return the id of the observation that the decision is in the graph
     */
    public String decide(Observation says, LinkingRules rules, Relinker relinker, WriteTurn at) {
        var watch = new ChangeWatch(relinker, nodes);
        var decisions = new Decisions(
                evidence,
                nodes,
                writer,
                sources,
                relinker,
                watch,
                new DecisionEffects(decided, evidence, nodes, reader, links, new NeverLinking(rules, pseudonyms)),
                new EvidenceEnd(evidence, remover, reader, writer, relinker, watch, at),
                rules,
                pseudonyms,
                at,
                acts);
        var two = List.copyOf(says.identities());
        var by = Actor.of("test");
        return switch (says.says()) {
            case JOIN -> decisions.joined(by, two.getFirst(), two.getLast()).observation();
            case SPLIT -> decisions.apart(by, two.getFirst(), two.getLast()).observation();
            case TOGETHER -> throw new IllegalArgumentException("It decides nothing");
        };
    }
}
