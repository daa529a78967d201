package dev.identitygraph.scenario;

import dev.identitygraph.identity.ConsentStatus;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.identity.Standing;
import dev.identitygraph.oracle.CircleSearch;
import dev.identitygraph.oracle.Edge;
import dev.identitygraph.oracle.Graph;
import dev.identitygraph.oracle.Vocabulary;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Random changes of graphs and policies after which a purpose may see less, and must not see more. */
final class Narrowing {
    private final Vocabulary vocabulary;
    private final Choice choice;
    private final Purpose purpose;

    Narrowing(Vocabulary vocabulary, Choice choice, Purpose purpose) {
        this.vocabulary = vocabulary;
        this.choice = choice;
        this.purpose = purpose;
    }

    /** The graph after withdrawals, expiries at an instant, supersessions or removals of edges. */
    Graph graph(Graph graph, Instant at) {
        var share = choice.oneOf(List.of(0.1, 0.3, 0.6));
        return switch (choice.number(1, 4)) {
            case 1 -> each(graph, share, edge -> Changes.status(edge, purpose, ConsentStatus.WITHDRAWN));
            case 2 -> each(graph, share, edge -> expired(edge, at));
            case 3 -> each(graph, share, edge -> Changes.standing(edge, Standing.SUPERSEDED));
            default -> graph.withEdges(choice.someOf(graph.edges(), 1 - share));
        };
    }

    private Graph each(Graph graph, double share, UnaryOperator<Edge> change) {
        return graph.withEdges(graph.edges().stream()
                .map(edge -> choice.happens(share) ? change.apply(edge) : edge)
                .toList());
    }

    private Edge expired(Edge edge, Instant end) {
        var consent = edge.consents().get(purpose);
        return consent == null || consent.validUntil().isBefore(end) ? edge : Changes.validUntil(edge, purpose, end);
    }

    /** The policy with a hop less, fewer hops, or a higher least confidence; and still without a flaw. */
    Map<String, @Nullable Object> policy(Map<String, @Nullable Object> policy) {
        var rules = Yamls.copy(Yamls.mapping(policy, purpose.name()));
        var hops = Yamls.copy(Yamls.mapping(rules, "hops"));
        if (hops.isEmpty()) {
            return policy;
        }
        switch (choice.number(1, 3)) {
            case 1 -> hops.keySet().removeAll(choice.atLeastOneOf(List.copyOf(hops.keySet()), 0.2));
            case 2 -> rules.put("maxHops", Math.max(0, Integer.parseInt(Yamls.text(rules, "maxHops")) - 1));
            default ->
                choice.atLeastOneOf(List.copyOf(hops.keySet()), 0.5)
                        .forEach(hop -> hops.put(hop, moreConfident(Yamls.mapping(hops, hop))));
        }
        rules.put("hops", hops);
        var narrowed = Yamls.copy(policy);
        narrowed.put(purpose.name(), sound(rules));
        return narrowed;
    }

    private static Map<String, @Nullable Object> moreConfident(Map<String, @Nullable Object> rule) {
        return Yamls.over(rule, Map.of("minConfidence", 1.0));
    }

    /** Without hops that no walk takes any more, and without a reason for what no walk does any more. */
    private Map<String, @Nullable Object> sound(Map<String, @Nullable Object> rules) {
        var search = new CircleSearch(vocabulary, Yamls.write(Map.of(purpose.name(), rules)));
        var hops = Yamls.copy(Yamls.mapping(rules, "hops"));
        hops.keySet().retainAll(search.hopsTaken(purpose));
        var sound = Yamls.copy(rules);
        sound.put("hops", hops);
        if (!search.crossesPeople(purpose)) {
            sound.remove("crossesPeople");
        }
        return sound;
    }
}
