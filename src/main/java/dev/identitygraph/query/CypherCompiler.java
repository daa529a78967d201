package dev.identitygraph.query;

import static org.neo4j.cypherdsl.core.Cypher.literalOf;
import static org.neo4j.cypherdsl.core.Cypher.parameter;

import dev.identitygraph.identity.Direction;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.policy.PermittedHop;
import dev.identitygraph.policy.Plan;
import dev.identitygraph.store.EdgeProperties;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.neo4j.cypherdsl.core.Condition;
import org.neo4j.cypherdsl.core.Cypher;
import org.neo4j.cypherdsl.core.Expression;
import org.neo4j.cypherdsl.core.Node;
import org.neo4j.cypherdsl.core.Relationship;
import org.neo4j.cypherdsl.core.Statement;

/**
 * Compiles a root field of a plan to one statement that answers all of it, with every guard inside the pattern. Every
 * guard is a positive comparison: a property that is missing never passes. Patterns are directed and of one hop each.
 */
final class CypherCompiler {
    private final Purpose purpose;
    private final List<Plan.Step> steps = new ArrayList<>();
    private final Set<PermittedHop> aged = new LinkedHashSet<>();

    private CypherCompiler(Purpose purpose) {
        this.purpose = purpose;
    }

    static CompiledEntry compile(Purpose purpose, Plan.Entry entry) {
        var compiler = new CypherCompiler(purpose);
        var cypher = compiler.entry(entry).getCypher();
        return new CompiledEntry(entry, cypher, List.copyOf(compiler.steps), List.copyOf(compiler.aged));
    }

    private Statement entry(Plan.Entry entry) {
        var node = Cypher.node(entry.node().kind().label()).named("n");
        var identity = node.property("digest")
                .in(parameter("digests"))
                .and(node.property("namespace").eq(literalOf(entry.namespace().name())))
                .and(node.property("party")
                        .eq(literalOf(entry.namespace().party().name())));
        var exists = Cypher.noCondition();
        for (var hop : entry.exists()) {
            exists = exists.or(exists(node, hop));
        }
        return Cypher.match(node)
                .where(identity.and(entry.exists().isEmpty() ? literalFalse() : exists))
                .returning(answer(node, entry.node()).as("node"))
                .build();
    }

    /** A node exists for a purpose only through an edge that permits it. */
    private Condition exists(Node node, PermittedHop hop) {
        var far = Cypher.node(hop.hop().to().label()).named("far");
        var edge = edge(node, hop, far, "edge");
        return Cypher.exists(Cypher.match(edge)
                .where(guards(hop, node, edge, far))
                .returning(edge)
                .build());
    }

    private Expression answer(Node node, Plan.Node planned) {
        var parts = new ArrayList<Object>();
        parts.add("properties");
        parts.add(properties(node.getRequiredSymbolicName(), planned.properties()));
        for (var step : planned.steps()) {
            var number = steps.size();
            steps.add(step);
            parts.add("step" + number);
            parts.add(Cypher.collect(step(node, step, number)));
        }
        return Cypher.mapOf(parts.toArray());
    }

    private Statement step(Node from, Plan.Step step, int number) {
        var to = Cypher.node(step.node().kind().label()).named("n" + number);
        var edge = edge(from, step.hop(), to, "r" + number);
        var position = edge.property(EdgeProperties.position(purpose));
        return Cypher.match(edge)
                .where(guards(step.hop(), from, edge, to).and(position.gt(parameter(CompiledEntry.after(number)))))
                .with(edge, to)
                .orderBy(Cypher.sort(position))
                .limit(parameter(CompiledEntry.limit(number)))
                .returning(Cypher.mapOf(
                        "position",
                        position,
                        "metadata",
                        properties(edge.getRequiredSymbolicName(), metadata(step)),
                        "node",
                        answer(to, step.node())))
                .build();
    }

    /** The graph's names of the consent and provenance that a step returns. */
    private Set<String> metadata(Plan.Step step) {
        var names = new TreeSet<String>();
        step.metadata().forEach(coordinate -> names.add(Metadata.of(coordinate).graphName(purpose)));
        return names;
    }

    private static Expression properties(org.neo4j.cypherdsl.core.SymbolicName of, Collection<String> names) {
        return of.project(new TreeSet<>(names).toArray());
    }

    private static Relationship edge(Node from, PermittedHop hop, Node to, String name) {
        var type = hop.hop().edge().name();
        return (hop.hop().direction() == Direction.OUT
                        ? from.relationshipTo(to, type)
                        : from.relationshipFrom(to, type))
                .named(name);
    }

    private Condition guards(PermittedHop hop, Node from, Relationship edge, Node to) {
        var guards = hop.guards();
        var at = parameter("at");
        var condition = edge.property(EdgeProperties.STANDING)
                .eq(literalOf("ACTIVE"))
                .and(edge.property(EdgeProperties.status(purpose)).eq(literalOf("GRANTED")))
                .and(edge.property(EdgeProperties.validFrom(purpose)).lte(at))
                .and(edge.property(EdgeProperties.validUntil(purpose)).gt(at))
                .and(edge.property(EdgeProperties.lawfulBasis(purpose)).in(names(guards.lawfulBases())))
                .and(edge.property(EdgeProperties.PARTY).in(names(guards.parties())))
                .and(edge.property(EdgeProperties.METHOD).in(names(guards.methods())))
                .and(edge.property(EdgeProperties.CONFIDENCE).gte(literalOf(guards.minConfidence())));
        if (guards.oldest().isPresent()) {
            aged.add(hop);
            condition =
                    condition.and(edge.property(EdgeProperties.OBSERVED_AT).gte(parameter(CompiledEntry.oldest(hop))));
        }
        return condition.and(walks(hop, from, to));
    }

    /** The quadrants that the hop leads between. A node's kind tells its aspect, so its party tells the quadrant. */
    private static Condition walks(PermittedHop hop, Node from, Node to) {
        var condition = Cypher.noCondition();
        for (var walk : new TreeSet<>(hop.walks())) {
            condition = condition.or(from.property("party")
                    .eq(literalOf(walk.from().party().name()))
                    .and(to.property("party").eq(literalOf(walk.to().party().name()))));
        }
        return condition;
    }

    private static Condition literalFalse() {
        return Cypher.literalFalse().asCondition();
    }

    private static Expression names(Set<? extends Enum<?>> values) {
        return literalOf(values.stream().map(Enum::name).sorted().toList());
    }
}
