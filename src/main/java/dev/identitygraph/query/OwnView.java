package dev.identitygraph.query;

import static org.neo4j.cypherdsl.core.Cypher.literalOf;

import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.identity.Kind;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.policy.Hop;
import dev.identitygraph.store.EdgeProperties;
import dev.identitygraph.store.NodeProperties;
import org.neo4j.cypherdsl.core.Condition;
import org.neo4j.cypherdsl.core.Cypher;
import org.neo4j.cypherdsl.core.Expression;
import org.neo4j.cypherdsl.core.Node;
import org.neo4j.cypherdsl.core.QuantifiedPathPattern;
import org.neo4j.cypherdsl.core.Relationship;
import org.neo4j.cypherdsl.core.SymbolicName;

/**
 * What a person's own view of the whole asks of an edge, in place of consent: that it concerns the person, and nobody
 * else. What was withdrawn, has expired or is superseded concerns the person still, and is shown with what it says.
 */
final class OwnView {
    /**
     * The digests of the person's records: those that active SAME_AS edges join with the one that the walk starts at.
     */
    static final SymbolicName PERSON = Cypher.name("person");

    /** Further records are taken for somebody else's, so that less is shown. */
    private static final int MOST_RECORDS_BETWEEN = 20;

    private static final Expression ACTIVE = literalOf("ACTIVE");

    private OwnView() {}

    static Expression person(Node start) {
        var record = Cypher.node(Kind.CUSTOMER.label()).named("record");
        var joined = start.relationshipBetween(record, EdgeType.SAME_AS.name())
                .withProperties(EdgeProperties.STANDING, ACTIVE)
                .quantifyRelationship(QuantifiedPathPattern.interval(0, MOST_RECORDS_BETWEEN));
        return Cypher.collect(Cypher.match(joined)
                .returning(record.property(NodeProperties.DIGEST))
                .build());
    }

    /**
     * What others have or use too concerns them, and a record that is no longer taken for the person's may be somebody
     * else's. A partner's node may be anybody's.
     */
    static Condition concernsNobodyElse(Node from, Hop hop, Relationship edge) {
        return switch (hop.from()) {
            case CUSTOMER ->
                hop.edge() == EdgeType.SAME_AS
                        ? edge.property(EdgeProperties.STANDING).eq(ACTIVE)
                        : Cypher.noCondition();
            case EMAIL -> isNobodyElses(from, EdgeType.HAS_EMAIL);
            case DEVICE -> isNobodyElses(from, EdgeType.USES);
            case SEGMENT -> throw new IllegalStateException("The policy's reader lets no own view leave a segment");
        };
    }

    private static Condition isNobodyElses(Node node, EdgeType owns) {
        var other = Cypher.node(Kind.CUSTOMER.label()).named("other");
        var others = Cypher.match(other.relationshipTo(node, owns.name()))
                .where(other.property(NodeProperties.DIGEST).in(PERSON).not())
                .returning(other)
                .build();
        return node.property(NodeProperties.PARTY)
                .eq(literalOf("FIRST"))
                .and(Cypher.exists(others).not());
    }

    /**
     * What the edge says for each purpose that anything was said for, by the schema's names. An opt-out is kept beside
     * the consents, and is none.
     */
    static Expression consents(Relationship edge) {
        var purpose = Cypher.name("purpose");
        var status = of(edge, purpose, "status");
        var validFrom = of(edge, purpose, "validFrom");
        var validUntil = of(edge, purpose, "validUntil");
        return Cypher.listWith(purpose)
                .in(Cypher.coalesce(edge.property(EdgeProperties.PURPOSES), Cypher.listOf()))
                .where(purpose.startsWith(literalOf(Purpose.OPT_OUT)).not())
                .returning(Cypher.mapOf(
                        "purpose",
                        purpose,
                        "status",
                        status,
                        "lawfulBasis",
                        of(edge, purpose, "lawfulBasis"),
                        "validFrom",
                        validFrom,
                        "validUntil",
                        validUntil,
                        "serves",
                        EdgeGuards.serves(edge, status, validFrom, validUntil)));
    }

    private static Expression of(Relationship edge, SymbolicName purpose, String name) {
        return Cypher.property(edge.getRequiredSymbolicName(), purpose.concat(literalOf("_" + name)));
    }
}
