package dev.identitygraph.oracle;

import dev.identitygraph.identity.Identity;
import dev.identitygraph.identity.Kind;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.identity.Quadrant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.Yaml;

/**
 * What the policy says of one purpose. What it does not list is denied.
 *
 * @param enter the namespaces by which a walk may start at a field
 * @param enterOwn the fields at which it may start at the subject's own node only
 */
public record Rules(
        Purpose purpose,
        Map<String, List<String>> enter,
        Set<String> enterOwn,
        int maxHops,
        Map<String, HopRule> hops,
        Map<Quadrant, List<String>> reveal,
        boolean crossesPeople,
        boolean wholeView,
        Optional<Integer> minGroup,
        List<String> blockedBy) {

    /** Reads a whole policy file. */
    public static Map<Purpose, Rules> of(String policy) {
        Map<String, Map<String, Object>> yaml = new Yaml().load(policy);
        var rules = new LinkedHashMap<Purpose, Rules>();
        yaml.forEach((name, part) -> rules.put(new Purpose(name), of(new Purpose(name), part)));
        return rules;
    }

    private static Rules of(Purpose purpose, Map<String, Object> yaml) {
        var enter = new LinkedHashMap<String, List<String>>();
        var enterOwn = new HashSet<String>();
        Rules.<Map<String, Object>>mapping(yaml, "enter").forEach((start, rule) -> {
            enter.put(start, HopRule.texts(rule, "namespaces"));
            if ("SUBJECT".equals(rule.get("boundTo"))) {
                enterOwn.add(start);
            }
        });
        var hops = new LinkedHashMap<String, HopRule>();
        Rules.<Map<String, Object>>mapping(yaml, "hops").forEach((hop, rule) -> hops.put(hop, HopRule.of(rule)));
        var reveal = new LinkedHashMap<Quadrant, List<String>>();
        Rules.<List<String>>mapping(yaml, "reveal")
                .forEach((quadrant, properties) -> reveal.put(Quadrant.valueOf(quadrant), properties));
        return new Rules(
                purpose,
                enter,
                enterOwn,
                (Integer) Objects.requireNonNull(yaml.get("maxHops")),
                hops,
                reveal,
                yaml.containsKey("crossesPeople"),
                yaml.containsKey("wholeView"),
                Optional.ofNullable((Integer) yaml.get("minGroup")),
                yaml.containsKey("blockedBy") ? HopRule.texts(yaml, "blockedBy") : List.of());
    }

    @SuppressWarnings("unchecked") // The file has such a mapping there.
    private static <V> Map<String, V> mapping(Map<String, Object> yaml, String name) {
        return (Map<String, V>) Objects.requireNonNull(yaml.get(name), name);
    }

    /** Whether somebody has opted out of what the edge is for. */
    private boolean isBlocked(Edge edge) {
        return blockedBy.stream().anyMatch(name -> edge.consents().containsKey(new Purpose("OPT_OUT_" + name)));
    }

    /** Whether the property is revealed wherever the document may stand. */
    public boolean reveals(String property, Set<Quadrant> standing) {
        return standing.stream()
                .allMatch(quadrant -> reveal.getOrDefault(quadrant, List.of()).contains(property));
    }

    /** Whether a walk that starts at the node finds it: not if no edge of it is open. */
    boolean exists(Vocabulary vocabulary, Graph graph, Identity node, Instant at) {
        return maxHops >= 1
                && vocabulary.hops().stream()
                        .filter(hop -> hop.from() == node.namespace().kind())
                        .anyMatch(hop -> !open(graph, node, hop, at).isEmpty());
    }

    /** A segment that is too small for the purpose does not exist for it. */
    private boolean isLargeEnough(Graph graph, Identity node) {
        return node.namespace().kind() != Kind.SEGMENT
                || minGroup.map(least -> graph.members(node, purpose) >= least).orElse(true);
    }

    /** The size of a segment that the purpose is shown: its members, rounded down to a multiple of the least. */
    int size(Graph graph, Identity segment) {
        var least = minGroup.orElseThrow();
        return graph.members(segment, purpose) / least * least;
    }

    /** Whether some hop can walk the edge. */
    public boolean canWalk(Vocabulary vocabulary, Graph graph, Edge edge, Instant at) {
        var alone = graph.withEdges(List.of(edge));
        return vocabulary.hops().stream()
                .anyMatch(hop -> !open(alone, edge.from(), hop, at).isEmpty()
                        || !open(alone, edge.to(), hop, at).isEmpty());
    }

    /** The steps from a node that the hop may take at an instant. */
    public List<Graph.Step> open(Graph graph, Identity node, Vocabulary.Hop hop, Instant at) {
        var rule = hops.get(hop.coordinate());
        var open = new ArrayList<Graph.Step>();
        if (rule != null) {
            for (var step : graph.steps(node, hop)) {
                var walk = new HopRule.Walk(
                        node.namespace().quadrant(), step.to().namespace().quadrant());
                var consent = step.edge().consents().get(purpose);
                if (consent != null
                        && step.edge().serves(purpose, at)
                        && !isBlocked(step.edge())
                        && isLargeEnough(graph, node)
                        && isLargeEnough(graph, step.to())
                        && rule.admits(step.edge(), consent.lawfulBasis(), walk, at)) {
                    open.add(step);
                }
            }
        }
        return open;
    }
}
