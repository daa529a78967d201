package dev.identitygraph.query;

import static org.neo4j.cypherdsl.core.Cypher.literalOf;
import static org.neo4j.cypherdsl.core.Cypher.parameter;

import dev.identitygraph.identity.Purpose;
import dev.identitygraph.policy.PermittedHop;
import dev.identitygraph.policy.Plan;
import dev.identitygraph.store.EdgeProperties;
import dev.identitygraph.store.NodeProperties;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.neo4j.cypherdsl.core.Condition;
import org.neo4j.cypherdsl.core.Cypher;
import org.neo4j.cypherdsl.core.Expression;
import org.neo4j.cypherdsl.core.Node;
import org.neo4j.cypherdsl.core.Property;
import org.neo4j.cypherdsl.core.PropertyContainer;
import org.neo4j.cypherdsl.core.Relationship;
import org.neo4j.cypherdsl.core.SortItem;
import org.neo4j.cypherdsl.core.Statement;
import org.neo4j.cypherdsl.core.StatementBuilder.OngoingReading;
import org.neo4j.cypherdsl.core.SymbolicName;

/**
 * Compiles a planned walk to one statement that answers all of it, with every guard inside the pattern. Patterns are
 * directed and of one hop each.
 */
final class CypherCompiler {
    /** The graph's name of the one property that is counted. */
    private static final String SIZE = "size";

    private final Purpose purpose;
    private final Optional<Integer> minGroup;
    private final boolean wholeView;
    private final EdgeGuards guards;
    private final int part;
    private final Set<Integer> backwards;
    private final List<Plan.Step> steps = new ArrayList<>();

    private CypherCompiler(Plan plan, int part, Set<Integer> backwards) {
        purpose = plan.purpose();
        minGroup = plan.minGroup();
        wholeView = plan.wholeView();
        guards = new EdgeGuards(purpose, minGroup, plan.blockedBy(), wholeView);
        this.part = part;
        this.backwards = backwards;
    }

    /** A walk that starts at a root field. */
    static CompiledWalk compile(Plan plan, Plan.Entry entry) {
        return compile(plan, new Plan.Resumption(entry.start(), List.of(), entry.node()), 0);
    }

    /** A walk that is resumed: every edge that it has taken is guarded anew, as if it were taken now. */
    static CompiledWalk compile(Plan plan, Plan.Resumption walk, int part) {
        var compiler = new CypherCompiler(plan, part, Set.of());
        var cypher = compiler.walk(walk).getCypher();
        return new CompiledWalk(part, walk, cypher, List.copyOf(compiler.steps), compiler.guards.aged());
    }

    /** The statement of a compiled walk, with the steps of these numbers going backwards. */
    static String turn(Plan plan, CompiledWalk walk, Set<Integer> backwards) {
        return new CypherCompiler(plan, walk.part(), backwards)
                .walk(new Plan.Resumption(walk.start(), walk.taken(), walk.node()))
                .getCypher();
    }

    private Statement walk(Plan.Resumption planned) {
        var namespace = planned.start().namespace();
        var walk = Cypher.name("walk");
        var start = Cypher.node(namespace.kind().label()).named("start");
        OngoingReading matched = Cypher.unwind(parameter(CompiledWalk.walks(part)))
                .as(walk)
                .match(start)
                .where(start.property(NodeProperties.DIGEST)
                        .in(Cypher.property(walk, "digests"))
                        .and(start.property(NodeProperties.NAMESPACE).eq(literalOf(namespace.name())))
                        .and(start.property(NodeProperties.PARTY)
                                .eq(literalOf(namespace.party().name())))
                        .and(exists(start, planned.start())));
        if (wholeView) {
            matched = matched.with(
                    walk, start.getRequiredSymbolicName(), OwnView.person(start).as(OwnView.PERSON));
        }
        var node = start;
        for (var i = 0; i < planned.hops().size(); i++) {
            var hop = planned.hops().get(i);
            var next = Cypher.node(hop.hop().to().label()).named("on" + i);
            var edgeId = Cypher.valueAt(Cypher.property(walk, "edges"), i);
            var leg = new Leg(node, hop, next, "taken" + i);
            matched = go(
                    matched, leg, edge -> edge.property(EdgeProperties.EDGE_ID).eq(edgeId), walk);
            node = next;
        }
        return matched.returning(
                        Cypher.property(walk, "index").as("index"),
                        start.property(NodeProperties.DIGEST).as("start"),
                        answer(node, planned.node()).as("node"))
                .build();
    }

    /** Adds a hop to what is matched so far. */
    private OngoingReading go(
            OngoingReading matched, Leg leg, Function<Relationship, Condition> and, SymbolicName walk) {
        var patterns = leg.patterns();
        if (patterns.size() == 1) {
            var edge = patterns.getFirst();
            var match = matched.match(edge);
            if (leg.hop().hop().listsMembers()) {
                match = match.usingIndexSeek(forHint(leg, edge).property(EdgeProperties.EDGE_ID));
            }
            return match.where(guards.of(leg, edge).and(and.apply(edge)));
        }
        return matched.call(either(leg, and), walk, leg.from().getRequiredSymbolicName());
    }

    /** A node exists for a purpose only through an edge that permits it; for a person's own view, by itself. */
    private Condition exists(Node node, Plan.Start start) {
        if (wholeView) {
            return Cypher.noCondition();
        }
        var exists = Cypher.noCondition();
        for (var hop : start.exists()) {
            exists = exists.or(exists(node, hop));
        }
        return start.exists().isEmpty() ? Cypher.literalFalse().asCondition() : exists;
    }

    private Condition exists(Node node, PermittedHop hop) {
        return exists(new Leg(node, hop, Cypher.node(hop.hop().to().label()).named("far"), "edge"), this::isPlaced);
    }

    /** Says nothing, since every position is after the start; but an index is used only for what is said. */
    private Condition isPlaced(Relationship edge) {
        return edge.property(EdgeProperties.position(purpose)).gt(literalOf(BoundStep.START));
    }

    private Condition exists(Leg leg, Function<Relationship, Condition> and) {
        var exists = Cypher.noCondition();
        for (var edge : leg.patterns()) {
            exists = exists.or(Cypher.exists(
                    match(leg, edge, and.apply(edge)).returning(edge).build()));
        }
        return exists;
    }

    /** One pattern of a hop with all its guards. The members of a segment are found by the index of its list. */
    private OngoingReading match(Leg leg, Relationship edge, Condition and) {
        if (!leg.hop().hop().listsMembers()) {
            return Cypher.match(edge).where(guards.of(leg, edge).and(and));
        }
        return Cypher.match(edge)
                .usingIndexSeek(order(leg, forHint(leg, edge)).toArray(Property[]::new))
                .where(isListed(leg, edge).and(guards.of(leg, edge)).and(and));
    }

    /**
     * Stands for an edge in a hint, which says name and type as for a node. The library writes hints for nodes only.
     */
    private static Node forHint(Leg leg, Relationship edge) {
        return Cypher.node(leg.hop().hop().edge().name()).named(edge.getRequiredSymbolicName());
    }

    private Condition isListed(Leg leg, Relationship edge) {
        return edge.property(EdgeProperties.list(purpose))
                .eq(leg.from()
                        .property(NodeProperties.DIGEST)
                        .concat(literalOf(EdgeProperties.letter(leg.hop().hop().to()))));
    }

    /** What a list is ordered by. For the members of a segment, it is the properties of their index. */
    private Stream<Property> order(Leg leg, PropertyContainer edge) {
        var position = position(edge);
        return leg.hop().hop().listsMembers()
                ? Stream.of(edge.property(EdgeProperties.list(purpose)), position)
                : Stream.of(position);
    }

    private Expression answer(Node node, Plan.Node planned) {
        var parts = new ArrayList<Object>();
        parts.add("digest");
        parts.add(node.property(NodeProperties.DIGEST));
        parts.add("properties");
        parts.add(properties(node, planned));
        for (var step : planned.steps()) {
            var number = steps.size();
            steps.add(step);
            parts.add("step" + number);
            parts.add(Cypher.collect(step(node, step, number)));
            var page = step.page();
            if (backwards.contains(number) ? page.asksNext() : page.asksPrevious()) {
                parts.add("beyond" + number);
                parts.add(beyond(node, step, number));
            }
        }
        return Cypher.mapOf(parts.toArray());
    }

    private Statement step(Node from, Plan.Step step, int number) {
        var leg = new Leg(
                from, step.hop(), Cypher.node(step.node().kind().label()).named("n" + number), "r" + number);
        var edge = leg.patterns().getFirst();
        var position = position(edge);
        var direction = backwards.contains(number) ? SortItem.Direction.DESC : SortItem.Direction.ASC;
        return match(leg, pattern -> isBetween(pattern, number))
                .with(edge, leg.to())
                .orderBy(order(leg, edge).map(by -> Cypher.sort(by, direction)).toList())
                .limit(parameter(CompiledWalk.limit(part, number)))
                .returning(Cypher.mapOf(
                        "position",
                        position,
                        "edgeId",
                        edge.property(EdgeProperties.EDGE_ID),
                        "metadata",
                        metadata(edge, step),
                        "node",
                        answer(leg.to(), step.node())))
                .build();
    }

    /** The place of an edge in a list. In a person's own view it has one whatever it serves. */
    private Property position(PropertyContainer edge) {
        return edge.property(wholeView ? EdgeProperties.EDGE_ID : EdgeProperties.position(purpose));
    }

    private Condition isBetween(Relationship edge, int number) {
        var position = position(edge);
        return position.gt(parameter(CompiledWalk.after(part, number)))
                .and(position.lt(parameter(CompiledWalk.before(part, number))));
    }

    /** Whether the list has something on the side that the page comes from, behind the cursor that it starts at. */
    private Condition beyond(Node from, Plan.Step step, int number) {
        var leg = new Leg(
                from, step.hop(), Cypher.node(step.node().kind().label()).named("p" + number), "b" + number);
        return exists(leg, edge -> {
            var position = position(edge);
            return backwards.contains(number)
                    ? position.gte(parameter(CompiledWalk.before(part, number)))
                    : position.lte(parameter(CompiledWalk.after(part, number)));
        });
    }

    private OngoingReading match(Leg leg, Function<Relationship, Condition> and) {
        var patterns = leg.patterns();
        if (patterns.size() == 1) {
            return match(leg, patterns.getFirst(), and.apply(patterns.getFirst()));
        }
        return Cypher.with(leg.from()).call(either(leg, and), leg.from());
    }

    private Statement either(Leg leg, Function<Relationship, Condition> and) {
        return Cypher.unionAll(leg.patterns().stream()
                .<Statement>map(edge -> Cypher.match(edge)
                        .where(guards.of(leg, edge).and(and.apply(edge)))
                        .returning(edge, leg.to())
                        .build())
                .toList());
    }

    /** The consent and provenance that a step returns, by the graph's names. */
    private Expression metadata(Relationship edge, Plan.Step step) {
        var names = new TreeSet<String>();
        step.metadata().forEach(coordinate -> names.add(Metadata.of(coordinate).graphName(purpose)));
        var parts = new ArrayList<Object>();
        names.forEach(name -> {
            parts.add(name);
            parts.add(name.equals(EdgeProperties.PURPOSES) ? OwnView.consents(edge) : edge.property(name));
        });
        return Cypher.mapOf(parts.toArray());
    }

    /** A node's own properties, and of a segment the size that is published. */
    private Expression properties(Node node, Plan.Node planned) {
        var parts = new ArrayList<Object>();
        new TreeSet<>(planned.properties()).forEach(name -> {
            parts.add(name);
            parts.add(name.equals(SIZE) ? size(node) : node.property(name));
        });
        return Cypher.mapOf(parts.toArray());
    }

    private Expression size(Node segment) {
        var k = literalOf(minGroup.orElseThrow());
        return segment.property(NodeProperties.members(purpose)).divide(k).multiply(k);
    }
}
