package dev.identitygraph.policy;

import dev.identitygraph.identity.Kind;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.identity.Quadrant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one purpose permits. What it does not list is denied.
 *
 * @param enter the fields that may start a walk, by coordinate
 * @param maxHops the most hops of a walk; an entry costs none
 * @param hops by coordinate
 * @param reveal the coordinates of the properties that may be returned, by quadrant
 * @param crossesPeople why a walk may come to a second person, where one may
 * @param minGroup the fewest members with which a segment exists for the purpose; without it sizes are not shown
 * @param blockedBy the names of the stored opt-outs that close an edge for the purpose
 * @param wholeView why the purpose may show all four quadrants: it is the subject's own
 */
public record PurposePolicy(
        Purpose purpose,
        Map<String, EntryRule> enter,
        int maxHops,
        Map<String, PermittedHop> hops,
        Map<Quadrant, Set<String>> reveal,
        Optional<String> crossesPeople,
        Optional<String> wholeView,
        Optional<Integer> minGroup,
        Set<String> blockedBy) {

    /** The hop, for a walk that stands in one of these quadrants with this many hops left. */
    Optional<PermittedHop> hop(String coordinate, Set<Quadrant> quadrants) {
        return Optional.ofNullable(hops.get(coordinate))
                .map(hop -> hop.from(quadrants))
                .filter(hop -> !hop.walks().isEmpty());
    }

    /** The hops that a walk may take from a node of this kind in one of these quadrants, in the policy's order. */
    List<PermittedHop> hopsFrom(Kind kind, Set<Quadrant> quadrants) {
        return hops.values().stream()
                .filter(permitted -> permitted.hop().from() == kind)
                .map(permitted -> permitted.from(quadrants))
                .filter(permitted -> !permitted.walks().isEmpty())
                .toList();
    }

    /** Whether the property may be returned wherever such a walk may stand. */
    boolean reveals(String coordinate, Set<Quadrant> quadrants) {
        return !quadrants.isEmpty()
                && quadrants.stream()
                        .allMatch(quadrant ->
                                reveal.getOrDefault(quadrant, Set.of()).contains(coordinate));
    }
}
