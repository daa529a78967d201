package dev.identitygraph.oracle;

import dev.identitygraph.identity.Aspect;
import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.identity.Kind;
import dev.identitygraph.identity.Namespace;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.identity.Quadrant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tries every walk that a policy permits, of every length up to {@code maxHops}, one by one, and says what of it must
 * not be. Since it forgets nothing and leaves nothing out, it is only for policies with few hops.
 */
public final class CircleSearch {
    /** What must not be. */
    public enum Flaw {
        /** A purpose or an operator touches all four quadrants. */
        FOUR_QUADRANTS,
        /** A purpose or an operator knows a first-party person and touches third-party behaviour. */
        PERSON_AND_THIRD_PARTY_BEHAVIOUR,
        /** A walk comes to a second person, and the purpose does not say so. */
        CROSSES_PEOPLE_UNSAID,
        /** No walk comes to a second person, and the purpose says so. */
        CROSSES_PEOPLE_IN_VAIN,
        /** No walk takes a hop that is listed. */
        HOP_IN_VAIN
    }

    /** A place on a walk, and the hop that led to it; null at the start. */
    private record Stop(Kind kind, Quadrant quadrant, Vocabulary.@Nullable Hop by) {
        boolean isPersonal() {
            return kind.aspect() == Aspect.PERSONAL;
        }

        boolean staysWithThePerson() {
            return by != null && by.edge() == EdgeType.SAME_AS;
        }
    }

    private final Vocabulary vocabulary;
    private final Map<Purpose, Rules> policy;

    public CircleSearch(Vocabulary vocabulary, String policy) {
        this.vocabulary = vocabulary;
        this.policy = Rules.of(policy);
    }

    /** What must not be, where each operator holds these purposes. */
    public Set<Flaw> flaws(Collection<? extends Set<Purpose>> heldByOperators) {
        var flaws = EnumSet.noneOf(Flaw.class);
        for (var rules : policy.values()) {
            flaws.addAll(circle(Set.of(rules.purpose())));
            var crosses = crossesPeople(rules.purpose());
            if (crosses != rules.crossesPeople()) {
                flaws.add(crosses ? Flaw.CROSSES_PEOPLE_UNSAID : Flaw.CROSSES_PEOPLE_IN_VAIN);
            }
            if (!hopsTaken(rules.purpose()).equals(rules.hops().keySet())) {
                flaws.add(Flaw.HOP_IN_VAIN);
            }
        }
        heldByOperators.forEach(purposes -> flaws.addAll(circle(purposes)));
        return flaws;
    }

    /** Whether a walk of the purpose may come to a second person. */
    public boolean crossesPeople(Purpose purpose) {
        return walks(rules(purpose)).stream().anyMatch(CircleSearch::comesToASecondPerson);
    }

    /** The hops that some walk of the purpose takes. */
    public Set<String> hopsTaken(Purpose purpose) {
        var taken = new HashSet<String>();
        for (var walk : walks(rules(purpose))) {
            var by = walk.getLast().by();
            if (by != null) {
                taken.add(by.coordinate());
            }
        }
        return taken;
    }

    private Rules rules(Purpose purpose) {
        return Objects.requireNonNull(policy.get(purpose), purpose.name());
    }

    private Set<Flaw> circle(Set<Purpose> joined) {
        var flaws = EnumSet.noneOf(Flaw.class);
        var touched = EnumSet.noneOf(Quadrant.class);
        var knowsAPerson = false;
        for (var purpose : joined) {
            var rules = rules(purpose);
            for (var walk : walks(rules)) {
                touched.add(walk.getLast().quadrant());
                knowsAPerson |= knowsAPerson(rules, walk);
            }
        }
        if (touched.size() == Quadrant.values().length) {
            flaws.add(Flaw.FOUR_QUADRANTS);
        }
        if (knowsAPerson && touched.contains(Quadrant.B3)) {
            flaws.add(Flaw.PERSON_AND_THIRD_PARTY_BEHAVIOUR);
        }
        return flaws;
    }

    /** Whoever starts at a first-party person knows it, and so does whoever is shown a property of one. */
    private boolean knowsAPerson(Rules rules, List<Stop> walk) {
        var stop = walk.getLast();
        var shown = vocabulary.properties(stop.kind().label()).stream()
                .anyMatch(rules.reveal().getOrDefault(Quadrant.P1, List.of())::contains);
        return stop.quadrant() == Quadrant.P1 && (walk.size() == 1 || shown);
    }

    /**
     * Whether the walk's last stop may be a second person: a personal node after a behavioural one after a personal
     * one, or a customer after an e-mail address after a customer.
     */
    private static boolean comesToASecondPerson(List<Stop> walk) {
        var last = walk.getLast();
        if (last.staysWithThePerson()) {
            return false;
        }
        for (var first = 0; first < walk.size(); first++) {
            for (var between = first + 1; between < walk.size() - 1; between++) {
                var byBehaviour =
                        walk.get(first).isPersonal() && !walk.get(between).isPersonal() && last.isPersonal();
                var byEmail = walk.get(first).kind() == Kind.CUSTOMER
                        && walk.get(between).kind() == Kind.EMAIL
                        && last.kind() == Kind.CUSTOMER;
                if (byBehaviour || byEmail) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Every walk, with every part of it that starts where it starts. */
    private List<List<Stop>> walks(Rules rules) {
        var walks = new ArrayList<List<Stop>>();
        rules.enter()
                .forEach((start, namespaces) -> namespaces.stream()
                        .map(vocabulary::namespace)
                        .forEach(namespace -> follow(rules, List.of(start(namespace)), walks)));
        return walks;
    }

    private static Stop start(Namespace namespace) {
        return new Stop(namespace.kind(), namespace.quadrant(), null);
    }

    private void follow(Rules rules, List<Stop> walk, List<List<Stop>> walks) {
        walks.add(walk);
        if (walk.size() > rules.maxHops()) {
            return;
        }
        rules.hops().forEach((coordinate, rule) -> {
            var hop = vocabulary.hop(coordinate).orElseThrow();
            for (var possible : rule.walks()) {
                if (hop.from() == walk.getLast().kind()
                        && possible.from() == walk.getLast().quadrant()) {
                    var longer = new ArrayList<>(walk);
                    longer.add(new Stop(hop.to(), possible.to(), hop));
                    follow(rules, List.copyOf(longer), walks);
                }
            }
        });
    }
}
