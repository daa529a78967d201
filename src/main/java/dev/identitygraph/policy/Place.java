package dev.identitygraph.policy;

import dev.identitygraph.identity.Kind;
import dev.identitygraph.identity.Namespace;
import dev.identitygraph.identity.Quadrant;
import java.util.Set;

/** Where a walk stands: on a node of this kind, in one of these quadrants, with this many hops left. */
record Place(Kind kind, Set<Quadrant> quadrants, int hopsLeft) {
    /** An entry costs no hop. */
    static Place start(Namespace namespace, PurposePolicy policy) {
        return new Place(namespace.kind(), Set.of(namespace.quadrant()), policy.maxHops());
    }

    Place after(PermittedHop hop) {
        return new Place(hop.hop().to(), hop.reaches(), hopsLeft - 1);
    }
}
