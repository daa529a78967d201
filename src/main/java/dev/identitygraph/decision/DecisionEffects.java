package dev.identitygraph.decision;

import static java.util.Comparator.comparing;
import static java.util.Comparator.reverseOrder;

import dev.identitygraph.derivation.LinkedEdges;
import dev.identitygraph.derivation.NeverLinking;
import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.source.Source;
import dev.identitygraph.store.DecisionStore;
import dev.identitygraph.store.EdgeReader;
import dev.identitygraph.store.EvidenceStore;
import dev.identitygraph.store.LinkReader;
import dev.identitygraph.store.NodeReader;
import dev.identitygraph.store.NodeRef;
import dev.identitygraph.store.StoredDecision;
import dev.identitygraph.store.StoredEdge;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Tells whether what was decided is in force: a decision may be overruled by a later one, or by a rule. */
@Component
class DecisionEffects {
    private final DecisionStore decisions;
    private final EvidenceStore evidence;
    private final NodeReader nodes;
    private final EdgeReader edges;
    private final LinkReader links;
    private final NeverLinking neverLinking;

    DecisionEffects(
            DecisionStore decisions,
            EvidenceStore evidence,
            NodeReader nodes,
            EdgeReader edges,
            LinkReader links,
            NeverLinking neverLinking) {
        this.decisions = decisions;
        this.evidence = evidence;
        this.nodes = nodes;
        this.edges = edges;
        this.links = links;
        this.neverLinking = neverLinking;
    }

    /** The observations that are decisions about just these two. */
    Set<String> about(NodeRef one, NodeRef other) {
        var about = new HashSet<String>();
        joined(one, other).ifPresent(edge -> about.addAll(edge.provenance().derivedFrom()));
        evidence.splits(List.of(one.digest(), other.digest())).stream()
                .filter(split -> Set.of(split.one(), split.other()).equals(Set.of(one.digest(), other.digest())))
                .forEach(split -> about.add(split.observation()));
        return about;
    }

    /** The edge that says that a privacy officer has joined two records. */
    private Optional<StoredEdge> joined(NodeRef one, NodeRef other) {
        return edges.at(List.of(one), EnumSet.of(EdgeType.SAME_AS)).stream()
                .filter(edge -> edge.provenance().source().equals(Source.OF_DECISIONS)
                        && edge.ends().contains(other))
                .findFirst();
    }

    /** Some decisions with their effects, the latest first. */
    List<LinkDecision> of(Collection<String> observations, LinkedEdges around) {
        return decisions.of(observations).stream()
                .sorted(comparing(StoredDecision::at, reverseOrder())
                        .thenComparing(StoredDecision::joins)
                        .thenComparing(StoredDecision::observation))
                .map(decision -> decision(decision, around))
                .toList();
    }

    /** A decision with its effect, among what is known around its two identities. */
    LinkDecision decision(StoredDecision decision, LinkedEdges around) {
        var two = nodes.of(decision.two());
        var names = nodes.names(two);
        return new LinkDecision(
                decision.observation(),
                decision.joins(),
                decision.at(),
                two.stream().map(node -> names.getOrDefault(node, "?")).sorted().toList(),
                effect(decision, List.copyOf(two), around));
    }

    private Effect effect(StoredDecision decision, List<NodeRef> two, LinkedEdges around) {
        if (two.size() < 2) {
            // Whoever is not known any more is nobody's.
            return new Effect.InForce();
        }
        var one = two.getFirst();
        var other = two.getLast();
        if (isOverruled(decision, one, other)) {
            return new Effect.Overruled();
        }
        if (decision.joins()) {
            return joined(one, other)
                    .flatMap(edge -> rule(edge, around))
                    .<Effect>map(Effect.Superseded::new)
                    .orElseGet(Effect.InForce::new);
        }
        var together = around.identity(one)
                .flatMap(first ->
                        around.identity(other).map(second -> around.linking().ofOnePerson(first, second)))
                .orElse(false);
        return together ? new Effect.KeptTogether() : new Effect.InForce();
    }

    private boolean isOverruled(StoredDecision decision, NodeRef one, NodeRef other) {
        // No two are of one instant: each has a turn of its own.
        return decisions.of(about(one, other)).stream()
                .anyMatch(
                        later -> later.joins() != decision.joins() && later.at().isAfter(decision.at()));
    }

    /** The rule that supersedes an edge. Nothing is known around an edge between two values that both link nothing. */
    private Optional<LinkExplanation.Rule> rule(StoredEdge edge, LinkedEdges around) {
        if (around.links().contains(edge)) {
            return around.superseded(edge).map(by -> LinkExplanation.Rule.of(by, around));
        }
        var never = neverLinking.among(edge.ends(), links);
        return Optional.of(new LinkExplanation.Rule(
                never.isEmpty() ? "GENERIC" : "NEVER",
                never.contains(edge.to()) ? edge.toNamespace() : edge.fromNamespace(),
                List.of()));
    }
}
