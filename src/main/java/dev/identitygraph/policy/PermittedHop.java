package dev.identitygraph.policy;

import dev.identitygraph.identity.Quadrant;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A hop that a purpose may take.
 *
 * @param walks the quadrants that it may lead between
 * @param why the policy's reason for it
 */
public record PermittedHop(Hop hop, Set<Walk> walks, Guards guards, String why) {
    /**
     * The same hop, for a walk that stands in one of these quadrants. Its walks may be empty: then it is denied there.
     */
    PermittedHop from(Set<Quadrant> quadrants) {
        var narrowed =
                walks.stream().filter(walk -> quadrants.contains(walk.from())).collect(Collectors.toUnmodifiableSet());
        return new PermittedHop(hop, narrowed, guards, why);
    }

    Set<Quadrant> reaches() {
        return walks.stream().map(Walk::to).collect(Collectors.toUnmodifiableSet());
    }
}
