package dev.identitygraph.policy;

import dev.identitygraph.client.Authority;
import dev.identitygraph.client.Client;
import dev.identitygraph.client.ClientType;
import dev.identitygraph.client.Clients;
import dev.identitygraph.identity.Kind;
import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.identity.Quadrant;
import dev.identitygraph.policy.CheckFault.Concerns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Proves that nobody can walk the whole circle: no purpose, and no operator with all of its clients' purposes joined,
 * may touch all four quadrants, nor know a property of {@code P1} and touch {@code B3}. Beside it, that no purpose
 * comes to a second person unless it says so, and that every hop which the policy lists can be taken.
 *
 * <p>A purpose that is bound to the subject is the person's own: it may show the whole view, and is granted alone.
 */
public final class CircleCheck {
    /** What an operator's name stands behind. */
    static final String OPERATOR = "operator ";

    private final Policy policy;
    private final Map<Purpose, Reach> reaches = new LinkedHashMap<>();

    public CircleCheck(Policy policy, Namespaces namespaces) {
        this.policy = policy;
        policy.purposes().forEach((purpose, part) -> reaches.put(purpose, Reach.of(part, namespaces)));
    }

    Map<Purpose, Reach> reaches() {
        return reaches;
    }

    /** What is wrong with the policy and the registrations, each with the walk that shows it; empty if nothing is. */
    public List<CheckFault> faults(Clients clients) {
        var faults = new ArrayList<CheckFault>();
        reaches.forEach(
                (purpose, reach) -> Stream.of(ownCircle(purpose, reach), people(purpose, reach), unused(purpose, reach))
                        .flatMap(List::stream)
                        .map(message -> new CheckFault(new Concerns.OnePurpose(purpose), message))
                        .forEach(faults::add));
        operators(clients)
                .forEach((operator, theirs) -> circle(OPERATOR + operator, joined(theirs)).stream()
                        .map(message -> new CheckFault(new Concerns.OneOperator(operator), message))
                        .forEach(faults::add));
        clients.all()
                .forEach(client -> Stream.of(alone(client), secretive(client))
                        .flatMap(List::stream)
                        .map(message -> new CheckFault(new Concerns.OneClient(client.id()), message))
                        .forEach(faults::add));
        faults.addAll(new IntakeCheck(reaches.values()).faults(clients));
        return faults;
    }

    private List<String> ownCircle(Purpose purpose, Reach reach) {
        return policy.of(purpose).wholeView().isEmpty()
                ? circle("purpose " + purpose, List.of(Held.of(reach)))
                : List.of();
    }

    /**
     * What a purpose or an authority gives whoever holds it.
     *
     * @param touched the quadrants that it touches, each with what shows it
     * @param knowsPerson what shows that a property of {@code P1} is known by it
     */
    private record Held(Map<Quadrant, String> touched, Optional<String> knowsPerson) {
        static Held of(Reach reach) {
            var touched = new TreeMap<Quadrant, String>();
            reach.touched().forEach((quadrant, walk) -> touched.put(quadrant, reach.purpose() + ": " + walk));
            return new Held(touched, reach.knowsPerson().map(walk -> reach.purpose() + ": " + walk));
        }

        static Held of(Authority authority) {
            var touched = new TreeMap<Quadrant, String>();
            authority.tellsOf().forEach(quadrant -> touched.put(quadrant, "authority " + authority));
            return new Held(touched, Optional.ofNullable(touched.get(Quadrant.P1)));
        }
    }

    /** What these clients hold, but for the purposes that are the subject's own. */
    private List<Held> joined(Collection<Client> clients) {
        var purposes =
                clients.stream().flatMap(client -> client.purposes().stream()).collect(Collectors.toSet());
        return Stream.concat(
                        reaches.values().stream()
                                .filter(reach -> purposes.contains(reach.purpose()))
                                .filter(reach ->
                                        policy.of(reach.purpose()).wholeView().isEmpty())
                                .map(Held::of),
                        clients.stream()
                                .flatMap(client -> client.authorities().stream())
                                .distinct()
                                .sorted()
                                .map(Held::of))
                .toList();
    }

    private static Map<String, List<Client>> operators(Clients clients) {
        return clients.all().stream()
                .collect(Collectors.groupingBy(Client::operator, TreeMap::new, Collectors.toList()));
    }

    private static List<String> circle(String who, List<Held> joined) {
        var faults = new ArrayList<String>();
        var touched = new TreeMap<Quadrant, String>();
        joined.forEach(held -> held.touched().forEach(touched::putIfAbsent));
        if (touched.size() == Quadrant.values().length) {
            faults.add(who + " closes the circle: it touches all four quadrants, by\n  "
                    + String.join("\n  ", touched.values()));
        }
        var knows = joined.stream().flatMap(held -> held.knowsPerson().stream()).findFirst();
        if (knows.isPresent() && touched.containsKey(Quadrant.B3)) {
            faults.add("%s joins a first-party person (P1) with third-party behaviour (B3), by%n  %s%n  %s"
                    .formatted(who, knows.get(), touched.get(Quadrant.B3)));
        }
        return faults;
    }

    private List<String> people(Purpose purpose, Reach reach) {
        var says = policy.of(purpose).crossesPeople().isPresent();
        var does = reach.crossesPeople();
        if (does.isPresent() && !says) {
            return List.of(
                    "purpose %s can come to a second person, by%n  %s%n  Take a hop away, or say why with crossesPeople"
                            .formatted(purpose, does.get()));
        }
        return does.isEmpty() && says
                ? List.of("purpose " + purpose + " says crossesPeople, but none of its walks can; take it away")
                : List.of();
    }

    private List<String> unused(Purpose purpose, Reach reach) {
        return policy.of(purpose).hops().keySet().stream()
                .filter(hop -> !reach.taken().containsKey(hop))
                .map(hop -> "purpose " + purpose + " lists the hop " + hop + ", but no walk from an entry can take it")
                .toList();
    }

    private List<String> alone(Client client) {
        return client.purposes().size() > 1
                        && client.purposes().stream()
                                .anyMatch(purpose ->
                                        policy.of(purpose).wholeView().isPresent())
                ? List.of("client " + client.id()
                        + " holds a purpose with the whole view beside others; such a purpose is granted alone")
                : List.of();
    }

    /** Whoever can copy a public client could act by its authority. */
    private static List<String> secretive(Client client) {
        return client.type() == ClientType.PUBLIC && !client.authorities().isEmpty()
                ? List.of("client " + client.id()
                        + " is PUBLIC and holds authorities; these are for clients that can keep a secret")
                : List.of();
    }

    /** What is permitted, and yet worth a thought. */
    public List<String> warnings() {
        return policy.purposes().values().stream()
                .filter(part -> part.minGroup().isPresent())
                .flatMap(part -> part.hops().values().stream()
                        .filter(hop -> hop.hop().from() == Kind.SEGMENT)
                        .map(hop -> "purpose %s has a minGroup, but lists members by %s, so that rounding hides nothing"
                                .formatted(part.purpose(), hop.hop().coordinate())))
                .toList();
    }

    /** The quadrants that each purpose reaches, and each operator by all purposes that it holds. */
    public Map<String, Set<Quadrant>> touched(Clients clients) {
        var rows = new LinkedHashMap<String, Set<Quadrant>>();
        reaches.forEach((purpose, reach) ->
                rows.put(purpose.name(), new TreeSet<>(reach.touched().keySet())));
        operators(clients).forEach((operator, theirs) -> {
            var all = new TreeSet<Quadrant>();
            joined(theirs).forEach(held -> all.addAll(held.touched().keySet()));
            rows.put(OPERATOR + operator, all);
        });
        return rows;
    }

    /** The same as a small table. */
    public String table(Clients clients) {
        var rows = touched(clients);
        var width = rows.keySet().stream().mapToInt(String::length).max().orElse(0);
        return rows.entrySet().stream()
                .map(row -> ("%-" + (width + 2) + "s").formatted(row.getKey())
                        + Arrays.stream(Quadrant.values())
                                .map(quadrant -> row.getValue().contains(quadrant) ? quadrant.name() : "--")
                                .collect(Collectors.joining("  ")))
                .collect(Collectors.joining("\n"));
    }
}
