package dev.identitygraph.oracle;

import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.identity.Identity;
import dev.identitygraph.identity.Kind;
import dev.identitygraph.identity.Party;
import dev.identitygraph.identity.Standing;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A person's own view: every edge that concerns the person and nobody else, whatever it may be used for.
 *
 * @param person the person's records
 */
record WholeView(Rules rules, Graph graph, Instant at, Set<Identity> person) {
    /** The view of the person who has the record. */
    static WholeView from(Rules rules, Graph graph, Instant at, Identity record) {
        var person = new HashSet<>(Set.of(record));
        while (graph.edges().stream()
                .filter(edge -> edge.type() == EdgeType.SAME_AS && edge.standing() == Standing.ACTIVE)
                .filter(edge -> person.contains(edge.from()) || person.contains(edge.to()))
                .anyMatch(edge -> person.add(edge.from()) | person.add(edge.to()))) {
            // Goes on until nobody is added.
        }
        return new WholeView(rules, graph, at, person);
    }

    List<Graph.Step> open(Identity node, Vocabulary.Hop hop) {
        var rule = rules.hops().get(hop.coordinate());
        if (rule == null) {
            return List.of();
        }
        return graph.steps(node, hop).stream()
                .filter(step -> concernsNobodyElse(node, step.edge()))
                .filter(step -> rule.admits(
                        step.edge(),
                        new HopRule.Walk(
                                node.namespace().quadrant(),
                                step.to().namespace().quadrant()),
                        at))
                .toList();
    }

    private boolean concernsNobodyElse(Identity node, Edge edge) {
        if (node.namespace().kind() == Kind.CUSTOMER) {
            return edge.type() != EdgeType.SAME_AS || edge.standing() == Standing.ACTIVE;
        }
        return node.namespace().party() == Party.FIRST
                && graph.edges().stream()
                        .filter(owns -> owns.type() == EdgeType.USES || owns.type() == EdgeType.HAS_EMAIL)
                        .filter(owns -> owns.to().equals(node))
                        .allMatch(owns -> person.contains(owns.from()));
    }
}
