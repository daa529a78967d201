package dev.identitygraph.query;

import static org.neo4j.cypherdsl.core.Cypher.literalOf;
import static org.neo4j.cypherdsl.core.Cypher.parameter;

import dev.identitygraph.identity.Kind;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.policy.PermittedHop;
import dev.identitygraph.store.EdgeProperties;
import dev.identitygraph.store.NodeProperties;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.neo4j.cypherdsl.core.Condition;
import org.neo4j.cypherdsl.core.Cypher;
import org.neo4j.cypherdsl.core.Expression;
import org.neo4j.cypherdsl.core.Node;
import org.neo4j.cypherdsl.core.Relationship;

/**
 * What every edge must be that a statement walks, as a condition of its pattern. Every guard is a positive comparison:
 * a property that is missing never passes.
 */
final class EdgeGuards {
    private final Purpose purpose;
    private final Optional<Integer> minGroup;
    private final Set<String> blockedBy;
    private final boolean wholeView;
    private final Set<PermittedHop> aged = new LinkedHashSet<>();

    /** The guards of a purpose, by what its policy says. */
    EdgeGuards(Purpose purpose, Optional<Integer> minGroup, Set<String> blockedBy, boolean wholeView) {
        this.purpose = purpose;
        this.minGroup = minGroup;
        this.blockedBy = blockedBy;
        this.wholeView = wholeView;
    }

    /** The hops so far that have a guard of age, each with a parameter of its own. */
    List<PermittedHop> aged() {
        return List.copyOf(aged);
    }

    /** All guards of a hop. */
    Condition of(Leg leg, Relationship edge) {
        var guards = leg.hop().guards();
        var serves = wholeView
                ? OwnView.concernsNobodyElse(leg.from(), leg.hop().hop(), edge)
                : serves(edge)
                        .and(edge.property(EdgeProperties.lawfulBasis(purpose)).in(names(guards.lawfulBases())));
        var condition = serves.and(edge.property(EdgeProperties.PARTY).in(names(guards.parties())))
                .and(edge.property(EdgeProperties.METHOD).in(names(guards.methods())))
                .and(edge.property(EdgeProperties.CONFIDENCE).gte(literalOf(guards.minConfidence())));
        if (guards.oldest().isPresent()) {
            aged.add(leg.hop());
            condition = condition.and(
                    edge.property(EdgeProperties.OBSERVED_AT).gte(parameter(CompiledWalk.oldest(leg.hop()))));
        }
        return condition
                .and(walks(leg))
                .and(largeEnough(leg.from(), leg.hop().hop().from()))
                .and(largeEnough(leg.to(), leg.hop().hop().to()));
    }

    /** Whether an edge counts and says yes, and this is its time. */
    static Condition serves(Relationship edge, Expression status, Expression validFrom, Expression validUntil) {
        var at = parameter("at");
        return edge.property(EdgeProperties.STANDING)
                .eq(literalOf("ACTIVE"))
                .and(status.eq(literalOf("GRANTED")))
                .and(validFrom.lte(at))
                .and(validUntil.gt(at));
    }

    /**
     * What every edge must be that is walked for a purpose: consent for it at that instant, no opt-out, and not
     * superseded.
     */
    private Condition serves(Relationship edge) {
        var condition = serves(
                edge,
                edge.property(EdgeProperties.status(purpose)),
                edge.property(EdgeProperties.validFrom(purpose)),
                edge.property(EdgeProperties.validUntil(purpose)));
        for (var optOut : new TreeSet<>(blockedBy)) {
            // An opt-out is on the edge only where somebody has it.
            condition = condition.and(
                    edge.property(EdgeProperties.status(Purpose.optOut(optOut))).isNull());
        }
        return condition;
    }

    /** The quadrants that the hop leads between. A node's kind tells its aspect, so its party tells the quadrant. */
    private static Condition walks(Leg leg) {
        var condition = Cypher.noCondition();
        for (var walk : new TreeSet<>(leg.hop().walks())) {
            condition = condition.or(leg.from()
                    .property(NodeProperties.PARTY)
                    .eq(literalOf(walk.from().party().name()))
                    .and(leg.to()
                            .property(NodeProperties.PARTY)
                            .eq(literalOf(walk.to().party().name()))));
        }
        return condition;
    }

    private static Expression names(Set<? extends Enum<?>> values) {
        return literalOf(values.stream().map(Enum::name).sorted().toList());
    }

    /** A segment that is too small for the purpose does not exist for it. */
    private Condition largeEnough(Node node, Kind kind) {
        return kind == Kind.SEGMENT && minGroup.isPresent() && !wholeView
                ? node.property(NodeProperties.members(purpose)).gte(literalOf(minGroup.get()))
                : Cypher.noCondition();
    }
}
