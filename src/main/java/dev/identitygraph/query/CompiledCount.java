package dev.identitygraph.query;

import static org.neo4j.cypherdsl.core.Cypher.parameter;

import dev.identitygraph.identity.Kind;
import dev.identitygraph.policy.PermittedHop;
import dev.identitygraph.policy.PurposePolicy;
import dev.identitygraph.store.EdgeProperties;
import dev.identitygraph.store.NodeProperties;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.neo4j.cypherdsl.core.Cypher;
import org.neo4j.cypherdsl.core.Node;
import org.neo4j.cypherdsl.core.Statement;

/**
 * The statement that lists the members of a segment that a purpose counts: those that some hop to or from it can walk
 * to, by the guards of a walk. It returns rows with {@code edgeId} and {@code member}.
 *
 * @param cypher its parameters are {@code segment}, {@code at}, and one for each hop that has a guard of age
 * @param aged the hops that have a guard of age
 */
record CompiledCount(String cypher, List<PermittedHop> aged) {
    static CompiledCount of(PurposePolicy policy) {
        var guards = new EdgeGuards(policy.purpose(), Optional.empty(), policy.blockedBy(), false);
        var segment = Cypher.node(Kind.SEGMENT.label())
                .named("segment")
                .withProperties(NodeProperties.DIGEST, parameter("segment"));
        var counts = policy.hops().values().stream()
                .flatMap(hop -> members(segment, hop, guards))
                .toList();
        return new CompiledCount(
                counts.size() == 1
                        ? counts.getFirst().getCypher()
                        : Cypher.unionAll(counts).getCypher(),
                guards.aged());
    }

    private static Stream<Statement> members(Node segment, PermittedHop hop, EdgeGuards guards) {
        var ends = hop.hop();
        if (ends.from() == Kind.SEGMENT) {
            var member = Cypher.node(ends.to().label()).named("member");
            return members(new Leg(segment, hop, member, "r"), member, guards);
        }
        if (ends.to() == Kind.SEGMENT) {
            var member = Cypher.node(ends.from().label()).named("member");
            return members(new Leg(member, hop, segment, "r"), member, guards);
        }
        return Stream.empty();
    }

    private static Stream<Statement> members(Leg leg, Node member, EdgeGuards guards) {
        return leg.patterns().stream()
                // Not by the index of the list, which cannot be sought for a segment of the same pattern: all are read.
                .map(edge -> Cypher.match(edge)
                        .where(guards.of(leg, edge))
                        .returning(
                                edge.property(EdgeProperties.EDGE_ID).as("edgeId"),
                                member.property(NodeProperties.DIGEST).as("member"))
                        .build());
    }
}
