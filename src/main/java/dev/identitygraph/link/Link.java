package dev.identitygraph.link;

import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.identity.Identity;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Two identities that were seen together, as an edge of this type says. Sources that say the same say one link.
 *
 * @param from as the edge leads; of two customer records, which are equals, it is the same one each time
 */
public record Link(EdgeType type, Identity from, Identity to) {
    /** Any order that is always the same. */
    static final Comparator<Identity> BY_NAME = Comparator.comparing(
                    (Identity identity) -> identity.namespace().name())
            .thenComparing(Identity::value);

    /** The link between two identities, if there is an edge that can lead from one to the other. */
    public static Optional<Link> between(Identity one, Identity other) {
        return Arrays.stream(EdgeType.values())
                .filter(type -> type != EdgeType.IN_SEGMENT)
                .flatMap(type -> Stream.of(new Link(type, one, other), new Link(type, other, one)))
                .filter(Link::isPossible)
                .findFirst()
                .map(Link::ordered);
    }

    /** Whether an edge of this type can lead so. */
    public boolean isPossible() {
        return !from.equals(to)
                && type.from().contains(from.namespace().kind())
                && type.to() == to.namespace().kind()
                && type.joins(from.namespace().party(), to.namespace().party());
    }

    /** A {@code SAME_AS} edge leads from the smaller identity to the larger, so that there is one for a pair. */
    public Link ordered() {
        return type == EdgeType.SAME_AS && BY_NAME.compare(from, to) > 0 ? new Link(type, to, from) : this;
    }

    public List<Identity> ends() {
        return List.of(from, to);
    }
}
