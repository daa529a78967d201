package dev.identitygraph.policy;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.identitygraph.identity.Kind;
import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.identity.Quadrant;
import dev.identitygraph.policy.WalkSearch.Path;
import dev.identitygraph.policy.WalkSearch.Stop;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a purpose can reach, each with the shortest walk that reaches it.
 *
 * @param touched the quadrants that a walk may stand in, whether it shows anything there or not
 * @param knowsPerson a walk at whose last stop the client holds or sees a property of {@code P1}
 * @param crossesPeople a walk that can come to a second person
 * @param taken the hops that some walk takes, each with the quadrants that it leads between
 * @param stops the kinds that a walk may stand on, by quadrant
 */
public record Reach(
        Purpose purpose,
        Map<Quadrant, String> touched,
        Optional<String> knowsPerson,
        Optional<String> crossesPeople,
        Map<String, Set<Walk>> taken,
        Map<Quadrant, Set<Kind>> stops) {

    public static Reach of(PurposePolicy policy, Namespaces namespaces) {
        var search = new WalkSearch(policy, namespaces);
        var touched = new EnumMap<Quadrant, String>(Quadrant.class);
        search.walks().forEach(walk -> touched.putIfAbsent(walk.last().quadrant(), walk.toString()));
        return new Reach(
                policy.purpose(),
                Collections.unmodifiableMap(touched),
                first(search, walk -> knowsPerson(policy, walk)),
                first(search, Path::comesToSecondPerson),
                search.taken(),
                search.walks().stream()
                        .map(Path::last)
                        .collect(groupingBy(Stop::quadrant, mapping(Stop::kind, toUnmodifiableSet()))));
    }

    /** Whether some walk comes to where the property may be returned: to its node, or over its edge. */
    boolean comesTo(Quadrant quadrant, String coordinate) {
        var type = coordinate.substring(0, coordinate.indexOf('.'));
        return Kind.ofLabel(type)
                .map(kind -> stops.getOrDefault(quadrant, Set.of()).contains(kind))
                .orElseGet(() -> taken.values().stream().flatMap(Set::stream).anyMatch(walk -> walk.to() == quadrant));
    }

    private static Optional<String> first(WalkSearch search, Predicate<Path> which) {
        return search.walks().stream().filter(which).findFirst().map(Path::toString);
    }

    /** Whoever enters by a first-party personal identity holds it; whoever is shown a property of one sees it. */
    private static boolean knowsPerson(PurposePolicy policy, Path walk) {
        var type = walk.last().kind().label() + ".";
        return walk.last().quadrant() == Quadrant.P1
                && (walk.hops() == 0
                        || policy.reveal().getOrDefault(Quadrant.P1, Set.of()).stream()
                                .anyMatch(coordinate -> coordinate.startsWith(type)));
    }
}
