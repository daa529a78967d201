package dev.identitygraph.oracle;

import dev.identitygraph.identity.Direction;
import dev.identitygraph.identity.Identity;
import dev.identitygraph.identity.Purpose;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A graph in memory. A node is the identity that it is known by.
 *
 * @param members how many members of a segment were last published for a purpose
 */
public record Graph(List<Identity> nodes, List<Edge> edges, Map<Identity, Map<Purpose, Integer>> members) {
    /**
     * An edge that leads away from a node, and the node that it leads to.
     *
     * @param place of the edge among the graph's edges, which is their order in every list
     */
    public record Step(Edge edge, Identity to, int place) {}

    public static Graph empty() {
        return new Graph(List.of(), List.of(), Map.of());
    }

    /** The same nodes with other edges. */
    public Graph withEdges(List<Edge> others) {
        return new Graph(nodes, List.copyOf(others), members);
    }

    /** How many members of the segment were last published for the purpose; none, if nothing was. */
    int members(Identity segment, Purpose purpose) {
        return members.getOrDefault(segment, Map.of()).getOrDefault(purpose, 0);
    }

    Optional<Identity> find(String namespace, String value) {
        return nodes.stream()
                .filter(node -> node.namespace().name().equals(namespace)
                        && node.value().equals(value))
                .findFirst();
    }

    /** Every step of the hop's edge and direction, whether it may be taken or not. */
    public List<Step> steps(Identity node, Vocabulary.Hop hop) {
        var steps = new ArrayList<Step>();
        for (var place = 0; place < edges.size(); place++) {
            var edge = edges.get(place);
            if (edge.type() == hop.edge()
                    && hop.direction() != Direction.IN
                    && edge.from().equals(node)) {
                steps.add(new Step(edge, edge.to(), place));
            }
            if (edge.type() == hop.edge()
                    && hop.direction() != Direction.OUT
                    && edge.to().equals(node)) {
                steps.add(new Step(edge, edge.from(), place));
            }
        }
        steps.removeIf(step -> step.to().namespace().kind() != hop.to());
        return steps;
    }
}
