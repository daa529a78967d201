package dev.identitygraph.decision;

import dev.identitygraph.audit.Actor;
import dev.identitygraph.audit.Acts;
import dev.identitygraph.derivation.LinkedEdges;
import dev.identitygraph.derivation.Relinker;
import dev.identitygraph.identity.Identity;
import dev.identitygraph.identity.Namespace;
import dev.identitygraph.link.Link;
import dev.identitygraph.retraction.UnknownEvidenceException;
import dev.identitygraph.store.NodeReader;
import dev.identitygraph.store.NodeRef;
import dev.identitygraph.store.Pseudonyms;
import dev.identitygraph.store.StoredEdge;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Explains why two identities are linked, by the chain of edges, or why not, by the rules that superseded some. */
@Component
public class LinkExplanations {
    private final Relinker relinker;
    private final NodeReader nodes;
    private final DecisionEffects effects;
    private final Pseudonyms pseudonyms;
    private final Acts acts;

    LinkExplanations(Relinker relinker, NodeReader nodes, DecisionEffects effects, Pseudonyms pseudonyms, Acts acts) {
        this.acts = acts;
        this.relinker = relinker;
        this.nodes = nodes;
        this.effects = effects;
        this.pseudonyms = pseudonyms;
    }

    /**
     * Explains.
     *
     * @param by who asks, which is recorded
     * @param through the namespaces whose identities the chain may lead through
     * @throws UnknownEvidenceException if the graph does not know one of them
     */
    @Transactional(readOnly = true)
    public LinkExplanation explain(Actor by, Identity one, Identity other, Predicate<Namespace> through) {
        var from = pseudonyms.ref(one);
        var to = pseudonyms.ref(other);
        acts.record(by, "explainLink", to.digest(), from.digest());
        if (!nodes.of(List.of(from.digest(), to.digest())).containsAll(Set.of(from, to))) {
            throw new UnknownEvidenceException("The graph does not know both of these identities.");
        }
        var around = relinker.linkedAround(Set.of(from, to));
        var start = around.identity(from);
        var end = around.identity(to);
        var decided = effects.about(from, to);
        if (start.isEmpty() || end.isEmpty()) {
            return explanation(from, to, false, List.of(), effects.of(decided, around), around);
        }
        decided.addAll(around.apart(start.get(), end.get()));
        return explanation(
                from,
                to,
                around.linking().ofOnePerson(start.get(), end.get()),
                around.linking().chain(start.get(), end.get(), through),
                effects.of(decided, around),
                around);
    }

    private LinkExplanation explanation(
            NodeRef from,
            NodeRef to,
            boolean linked,
            List<Link> chain,
            List<LinkDecision> decided,
            LinkedEdges around) {
        var edges =
                chain.stream().flatMap(link -> around.saying(link).stream()).collect(Collectors.toUnmodifiableSet());
        var nodes = edges.stream().flatMap(edge -> edge.ends().stream()).collect(Collectors.toCollection(HashSet::new));
        if (linked || !chain.isEmpty() || !decided.isEmpty()) {
            nodes.addAll(Set.of(from, to));
        }
        return new LinkExplanation(
                linked,
                chain.stream().map(link -> step(around, link)).toList(),
                decided,
                nodes,
                edges.stream().map(StoredEdge::edgeId).collect(Collectors.toUnmodifiableSet()));
    }

    private LinkExplanation.Step step(LinkedEdges around, Link link) {
        var edges = around.saying(link);
        var edge = edges.getFirst();
        var names = nodes.names(edge.ends());
        return new LinkExplanation.Step(
                link.type(),
                new LinkExplanation.End(edge.fromNamespace(), names.getOrDefault(edge.from(), "?")),
                new LinkExplanation.End(edge.toNamespace(), names.getOrDefault(edge.to(), "?")),
                edges.stream().map(StoredEdge::provenance).collect(Collectors.toList()),
                around.linking().superseded(link).map(by -> LinkExplanation.Rule.of(by, around)));
    }
}
