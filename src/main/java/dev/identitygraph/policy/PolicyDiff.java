package dev.identitygraph.policy;

import dev.identitygraph.client.Clients;
import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.identity.Quadrant;
import dev.identitygraph.policy.PolicyChange.Matter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a later policy lets clients reach that an earlier one does not, and what it no longer lets them reach. Texts
 * that say why make no difference. Its lines are stable, so that they can be kept, compared and searched. A line starts
 * with {@code +} for more or {@code -} for less, then the purpose, or {@code operator} and its name, and then one of
 *
 * <pre>
 * + PURPOSE entry Query.segment(adnet-audience)
 * + PURPOSE maxHops 1 -> 2
 * + PURPOSE hop Device.syncedWith B1 -> B3
 * + PURPOSE guard Device.syncedWith party FIRST; lawfulBasis CONSENT; …      all guards of a hop that is new
 * + PURPOSE guard Device.syncedWith methods PROBABILISTIC (widened)          a value more
 * - PURPOSE guard Device.syncedWith methods PROBABILISTIC (narrowed)         a value less
 * + PURPOSE guard Device.syncedWith minConfidence 0.9 -> 0.8 (widened)
 * - PURPOSE guard Device.syncedWith oldest any -> P400D (narrowed)
 * + PURPOSE reveal B3 Device.value
 * - PURPOSE minGroup none -> 10
 * + PURPOSE crossesPeople why
 * + PURPOSE wholeView why
 * + PURPOSE quadrant B3 by Query.segment(segment) (B1) -> Device.syncedWith (B3)
 * + operator NAME quadrant B3
 * </pre>
 *
 * A hop or a property that one policy lists where none of its walks come ends in {@code (no walk comes there)}. What
 * keeps the later policy from being served follows, one fault a line behind {@code !}, its walks on indented lines.
 *
 * @param changes by purpose in the order of the schema, and then by operator
 * @param faults those that the circle check and its companions find in the later policy
 */
public record PolicyDiff(List<PolicyChange> changes, List<CheckFault> faults) {

    /** Compares two policies for the same clients. */
    public static PolicyDiff between(Policy earlier, Policy later, Namespaces namespaces, Clients clients) {
        var before = new CircleCheck(earlier, namespaces);
        var after = new CircleCheck(later, namespaces);
        var changes = new ArrayList<PolicyChange>();
        purposes(earlier, later)
                .forEach(purpose -> changes.addAll(
                        new PurposeDiff(side(purpose, earlier, namespaces), side(purpose, later, namespaces))
                                .changes()));
        changes.addAll(operators(before.touched(clients), after.touched(clients)));
        return new PolicyDiff(List.copyOf(changes), List.copyOf(after.faults(clients)));
    }

    public boolean isEmpty() {
        return changes.isEmpty() && faults.isEmpty();
    }

    public List<String> lines() {
        return Stream.concat(
                        changes.stream().map(PolicyChange::toString),
                        faults.stream().map(fault -> "! " + fault.message()))
                .toList();
    }

    private static List<Purpose> purposes(Policy earlier, Policy later) {
        return Stream.concat(later.purposes().keySet().stream(), earlier.purposes().keySet().stream())
                .distinct()
                .toList();
    }

    /** A policy that does not know the purpose permits nothing for it. */
    private static PurposeDiff.Side side(Purpose purpose, Policy policy, Namespaces namespaces) {
        var part = policy.purposes()
                .getOrDefault(
                        purpose,
                        new PurposePolicy(
                                purpose,
                                Map.of(),
                                0,
                                Map.of(),
                                Map.of(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Set.of()));
        return new PurposeDiff.Side(part, Reach.of(part, namespaces));
    }

    private static List<PolicyChange> operators(Map<String, Set<Quadrant>> before, Map<String, Set<Quadrant>> after) {
        var changes = new ArrayList<PolicyChange>();
        after.forEach((who, quadrants) -> {
            var had = before.getOrDefault(who, Set.of());
            if (who.startsWith(CircleCheck.OPERATOR)) {
                for (var quadrant : Quadrant.values()) {
                    if (quadrants.contains(quadrant) != had.contains(quadrant)) {
                        changes.add(
                                new PolicyChange(quadrants.contains(quadrant), who, Matter.QUADRANT, quadrant.name()));
                    }
                }
            }
        });
        return changes;
    }
}
