package dev.identitygraph.query;

import dev.identitygraph.identity.Kind;
import dev.identitygraph.policy.GraphSchema;
import dev.identitygraph.policy.PermittedHop;
import dev.identitygraph.policy.Plan;
import dev.identitygraph.policy.PurposePolicy;
import dev.identitygraph.query.Explanation.ExplainedHop;
import dev.identitygraph.query.Explanation.ExplainedRoot;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Explains the walks of a plan's root fields. */
final class RootExplaining {
    private final GraphSchema schema;
    private final Plan plan;
    private final PurposePolicy policy;

    RootExplaining(GraphSchema schema, Plan plan, PurposePolicy policy) {
        this.schema = schema;
        this.plan = plan;
        this.policy = policy;
    }

    /** Whether anything is asked of a node. */
    static boolean isAsked(Plan.Node node) {
        return node.handle()
                || node.key()
                || !node.properties().isEmpty()
                || !node.steps().isEmpty();
    }

    ExplainedRoot entry(Plan.Entry entry) {
        return root(entry.resultKey(), entry.start(), List.of(), entry.node(), CypherCompiler.compile(plan, entry));
    }

    ExplainedRoot resumption(String resultKey, Plan.Resumption walk) {
        return root(resultKey, walk.start(), walk.hops(), walk.node(), CypherCompiler.compile(plan, walk, 0));
    }

    private ExplainedRoot root(
            String resultKey, Plan.Start start, List<PermittedHop> taken, Plan.Node node, CompiledWalk compiled) {
        var hopsLeft = policy.maxHops() - taken.size();
        var hops = new ArrayList<ExplainedHop>();
        addHops(node, 1, hopsLeft - 1, hops);
        return new ExplainedRoot(
                resultKey,
                start.coordinate() + "(" + start.namespace().name() + ")",
                taken.stream().map(hop -> hop.hop().coordinate()).toList(),
                node.quadrants(),
                hopsLeft,
                revealed(node).toList(),
                List.copyOf(hops),
                compiled.cypher());
    }

    private void addHops(Plan.Node node, int depth, int hopsLeft, List<ExplainedHop> hops) {
        for (var step : node.steps()) {
            hops.add(new ExplainedHop(
                    step.path(),
                    depth,
                    step.hop().hop(),
                    step.hop().walks().stream().sorted().toList(),
                    guards(step.hop()),
                    step.hop().why(),
                    Stream.concat(
                                    revealed(step.node()),
                                    step.metadata().stream().sorted())
                            .toList(),
                    hopsLeft));
            addHops(step.node(), depth + 1, hopsLeft - 1, hops);
        }
    }

    private Stream<String> revealed(Plan.Node node) {
        return node.properties().stream()
                .map(property -> schema.coordinate(node.kind(), property))
                .sorted();
    }

    private List<String> guards(PermittedHop permitted) {
        var ends = List.of(permitted.hop().from(), permitted.hop().to());
        var minGroup = ends.contains(Kind.SEGMENT)
                ? plan.minGroup().map(least -> "minGroup " + least).stream()
                : Stream.<String>empty();
        // A person's own view asks an edge whom it concerns, and not for a basis.
        var texts = permitted.guards().texts().stream();
        return plan.wholeView()
                ? Stream.concat(
                                Stream.of("concerns nobody else"),
                                texts.filter(text -> !text.startsWith("lawfulBasis")))
                        .toList()
                : Stream.concat(texts, minGroup).toList();
    }
}
