package dev.identitygraph.source;

import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.identity.Identity;
import dev.identitygraph.identity.Kind;
import dev.identitygraph.identity.Method;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A set of identities that a source saw together, and the links between them.
 *
 * @param confidence from 0 to 1
 * @param until when the memberships that it tells of end; nothing if they do not
 */
public record Observation(
        Instant observedAt,
        Method method,
        double confidence,
        Optional<Instant> until,
        Set<Identity> identities,
        List<Link> links) {

    public Observation {
        identities = new LinkedHashSet<>(identities);
        links = List.copyOf(links);
    }

    /** Whether it says something of anyone; a segment alone does not. */
    boolean saysSomething() {
        return identities.stream().anyMatch(identity -> identity.namespace().kind() != Kind.SEGMENT);
    }

    /** Two identities that belong together, as an edge of this type says. */
    public record Link(EdgeType type, Identity from, Identity to) {
        private static final Comparator<Identity> BY_NAME = Comparator.comparing(
                        (Identity identity) -> identity.namespace().name())
                .thenComparing(Identity::value);

        /** Whether an edge of this type can lead so. */
        public boolean isPossible() {
            return !from.equals(to)
                    && type.from().contains(from.namespace().kind())
                    && type.to() == to.namespace().kind()
                    && type.joins(from.namespace().party(), to.namespace().party());
        }

        /** A {@code SAME_AS} edge leads from the smaller identity to the larger, so that there is one for a pair. */
        Link ordered() {
            return type == EdgeType.SAME_AS && BY_NAME.compare(from, to) > 0 ? new Link(type, to, from) : this;
        }
    }
}
