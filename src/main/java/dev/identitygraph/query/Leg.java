package dev.identitygraph.query;

import dev.identitygraph.policy.PermittedHop;
import java.util.List;
import org.neo4j.cypherdsl.core.Node;
import org.neo4j.cypherdsl.core.Relationship;

/** A hop of a statement: its ends, and the name of its edge. */
record Leg(Node from, PermittedHop hop, Node to, String name) {
    /** The directed patterns that match it; a hop in both directions is two of them. */
    List<Relationship> patterns() {
        var type = hop.hop().edge().name();
        var out = from.relationshipTo(to, type).named(name);
        var in = from.relationshipFrom(to, type).named(name);
        return switch (hop.hop().direction()) {
            case OUT -> List.of(out);
            case IN -> List.of(in);
            case BOTH -> List.of(out, in);
        };
    }
}
