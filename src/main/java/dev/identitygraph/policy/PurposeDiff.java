package dev.identitygraph.policy;

import dev.identitygraph.policy.PolicyChange.Matter;
import java.time.Period;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What two policies permit differently for one purpose. */
final class PurposeDiff {
    private static final double DAYS_OF_A_MONTH = 365.2425 / 12;

    /** What a policy says of the purpose, and what may be reached by it. */
    record Side(PurposePolicy policy, Reach reach) {}

    /** Something that a policy lists: a permission is there or not. */
    private record Permission(Matter matter, String detail) {}

    /**
     * How a policy lists a permission.
     *
     * @param reached whether some walk makes use of it
     * @param note what a reader wants to know besides
     */
    private record Listing(boolean reached, String note) {
        static Listing of(boolean reached) {
            return new Listing(reached, reached ? "" : " (no walk comes there)");
        }

        static int weight(@Nullable Listing listing) {
            return listing == null ? 0 : listing.reached ? 2 : 1;
        }
    }

    private final Side earlier;
    private final Side later;
    private final List<PolicyChange> changes = new ArrayList<>();

    PurposeDiff(Side earlier, Side later) {
        this.earlier = earlier;
        this.later = later;
    }

    List<PolicyChange> changes() {
        permissions();
        limits();
        later.policy().hops().forEach((coordinate, hop) -> {
            var before = earlier.policy().hops().get(coordinate);
            if (before == null) {
                change(
                        true,
                        Matter.GUARD,
                        coordinate + " " + String.join("; ", hop.guards().texts()));
            } else {
                guards(coordinate, before.guards(), hop.guards());
            }
        });
        return changes.stream().sorted(PolicyChange.ORDER).toList();
    }

    private void permissions() {
        var before = permissions(earlier);
        var after = permissions(later);
        var all = new HashSet<>(before.keySet());
        all.addAll(after.keySet());
        for (var permission : all) {
            var had = before.get(permission);
            var has = after.get(permission);
            var more = Listing.weight(has) - Listing.weight(had);
            var listing = more > 0 ? has : had;
            if (more != 0 && listing != null) {
                change(more > 0, permission.matter(), permission.detail() + listing.note());
            }
        }
    }

    private static Map<Permission, Listing> permissions(Side side) {
        var all = new HashMap<Permission, Listing>();
        var policy = side.policy();
        var reach = side.reach();
        policy.enter()
                .forEach((coordinate, rule) -> rule.namespaces()
                        .forEach(namespace -> all.put(
                                new Permission(
                                        Matter.ENTRY,
                                        coordinate + "(" + namespace + ")"
                                                + (rule.boundTo() == BoundTo.SUBJECT ? " of the SUBJECT" : "")),
                                Listing.of(true))));
        policy.hops().forEach((coordinate, hop) -> {
            var taken = reach.taken().getOrDefault(coordinate, Set.of());
            hop.walks()
                    .forEach(walk -> all.put(
                            new Permission(Matter.HOP, coordinate + " " + walk), Listing.of(taken.contains(walk))));
        });
        policy.reveal()
                .forEach((quadrant, coordinates) -> coordinates.forEach(coordinate -> all.put(
                        new Permission(Matter.REVEAL, quadrant + " " + coordinate),
                        Listing.of(reach.comesTo(quadrant, coordinate)))));
        reach.touched()
                .forEach((quadrant, walk) ->
                        all.put(new Permission(Matter.QUADRANT, quadrant.name()), new Listing(true, " by " + walk)));
        policy.crossesPeople()
                .ifPresent(why -> all.put(new Permission(Matter.CROSSES_PEOPLE, ""), new Listing(true, why)));
        policy.wholeView().ifPresent(why -> all.put(new Permission(Matter.WHOLE_VIEW, ""), new Listing(true, why)));
        return all;
    }

    private void limits() {
        var blocked = earlier.policy().blockedBy();
        var blockedNow = later.policy().blockedBy();
        blocked.stream()
                .filter(name -> !blockedNow.contains(name))
                .forEach(name -> change(true, Matter.BLOCKED_BY, name + " -> none"));
        blockedNow.stream()
                .filter(name -> !blocked.contains(name))
                .forEach(name -> change(false, Matter.BLOCKED_BY, "none -> " + name));
        var hops = earlier.policy().maxHops();
        var hopsNow = later.policy().maxHops();
        if (hops != hopsNow) {
            change(hopsNow > hops, Matter.MAX_HOPS, hops + " -> " + hopsNow);
        }
        var group = earlier.policy().minGroup();
        var groupNow = later.policy().minGroup();
        if (!group.equals(groupNow)) {
            change(
                    groupNow.orElse(0) < group.orElse(0),
                    Matter.MIN_GROUP,
                    or(group, "none") + " -> " + or(groupNow, "none"));
        }
    }

    private void guards(String hop, Guards before, Guards after) {
        values(hop + " party ", before.parties(), after.parties());
        values(hop + " lawfulBasis ", before.lawfulBases(), after.lawfulBases());
        values(hop + " methods ", before.methods(), after.methods());
        var confidence = Double.compare(before.minConfidence(), after.minConfidence());
        if (confidence != 0) {
            guard(confidence > 0, hop + " minConfidence " + before.minConfidence() + " -> " + after.minConfidence());
        }
        var age = Comparator.<Double>naturalOrder().compare(days(after.oldest()), days(before.oldest()));
        if (age != 0) {
            guard(age > 0, hop + " oldest " + or(before.oldest(), "any") + " -> " + or(after.oldest(), "any"));
        }
    }

    private <E extends Enum<E>> void values(String guard, Set<E> before, Set<E> after) {
        after.stream().filter(value -> !before.contains(value)).forEach(value -> guard(true, guard + value));
        before.stream().filter(value -> !after.contains(value)).forEach(value -> guard(false, guard + value));
    }

    private static double days(Optional<Period> oldest) {
        return oldest.map(age -> age.toTotalMonths() * DAYS_OF_A_MONTH + age.getDays())
                .orElse(Double.POSITIVE_INFINITY);
    }

    private static String or(Optional<?> value, String none) {
        return value.map(Object::toString).orElse(none);
    }

    private void guard(boolean widened, String detail) {
        change(widened, Matter.GUARD, detail + (widened ? " (widened)" : " (narrowed)"));
    }

    private void change(boolean more, Matter matter, String detail) {
        changes.add(new PolicyChange(more, later.policy().purpose().name(), matter, detail));
    }
}
