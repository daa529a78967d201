package dev.identitygraph.link;

import dev.identitygraph.identity.Identity;
import java.util.HashMap;
import java.util.Map;

/** Sets of identities that only ever grow together. An identity that was never joined is a set of its own. */
final class Partition {
    private final Map<Identity, Identity> parents = new HashMap<>();

    /** The identity that stands for the set. */
    Identity of(Identity identity) {
        var root = identity;
        for (var parent = parent(root); !parent.equals(root); parent = parent(root)) {
            root = parent;
        }
        for (var step = identity; !step.equals(root); ) {
            var next = parent(step);
            parents.put(step, root);
            step = next;
        }
        return root;
    }

    /** Joins two sets, of which the first one's identity then stands for both. */
    void join(Identity one, Identity other) {
        parents.put(of(other), of(one));
    }

    private Identity parent(Identity identity) {
        return parents.getOrDefault(identity, identity);
    }
}
