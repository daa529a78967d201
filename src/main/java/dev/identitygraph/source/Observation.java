package dev.identitygraph.source;

import dev.identitygraph.identity.Identity;
import dev.identitygraph.identity.Kind;
import dev.identitygraph.identity.Method;
import dev.identitygraph.link.Link;
import java.time.Instant;
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
}
