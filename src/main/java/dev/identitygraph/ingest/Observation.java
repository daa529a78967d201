package dev.identitygraph.ingest;

import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.identity.Identity;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** A set of identities that a source saw together, and the links between them. */
record Observation(Instant observedAt, Set<Identity> identities, List<Link> links) {
    /** Two identities that belong together, as an edge of this type says. */
    record Link(EdgeType type, Identity from, Identity to) {}
}
