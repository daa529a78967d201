package dev.identitygraph.policy;

import dev.identitygraph.identity.Direction;
import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.identity.Kind;

/**
 * One edge type walked in one direction, as a field of the GraphQL schema binds it.
 *
 * @param coordinate the field, such as {@code Segment.devices}
 */
public record Hop(String coordinate, Kind from, EdgeType edge, Direction direction, Kind to) {
    public Hop {
        var tail = direction == Direction.IN ? to : from;
        var head = direction == Direction.IN ? from : to;
        if (!edge.from().contains(tail)
                || edge.to() != head
                || (direction == Direction.BOTH && !edge.from().contains(head))) {
            throw new IllegalArgumentException("%s cannot walk %s %s: that edge leads from %s to %s"
                    .formatted(coordinate, edge, direction, edge.from(), edge.to()));
        }
    }

    /** Whether it leads from a segment to its members, of whom there may be millions. */
    public boolean listsMembers() {
        return edge == EdgeType.IN_SEGMENT && direction == Direction.IN;
    }
}
