package dev.identitygraph.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.identitygraph.store.NoTurn;
import dev.identitygraph.testing.GraphQlApi;
import dev.identitygraph.testing.IntegrationTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/**
 * Invariant 2 among many at once: while nothing is said of a person for a purpose but no, no answer has anything that
 * one lacked which was there before it was asked for. Beside, consents for another purpose have the same edges derived.
 */
@IntegrationTest
class ConsentMonotoneIT {
    private static final int THREADS = 8;

    /** Each with 64 operations. */
    private static final int PEOPLE = Integer.getInteger("identitygraph.people", 40);

    private static final String ALL = """
            query ($ref: String!) @purpose(is: PERSONALIZATION) {
              customer(namespace: "crm", value: $ref) {
                segments { edges { node { name } } }
                devices { edges { node { segments { edges { node { name } } } } } }
              }
            }
            """;

    /** An answer, from when it was asked for to when it was there. */
    record Sight(Set<String> names, long start, long end) {
        boolean isOverBefore(Sight other) {
            return end < other.start;
        }
    }

    @Autowired
    private InventedPeople people;

    @Autowired
    private GraphQlApi api;

    @Test
    void whileOnlyNoIsSaidNoAnswerHasMoreThanOneBefore() throws Exception {
        assertThat(additions("monotone", PEOPLE, 11)).isEmpty();
    }

    /** The same without the turn that one writer at a time has: the test must find what goes wrong then. */
    @Nested
    @Import(NoTurn.class)
    class WithoutTheTurn {
        @Test
        void anAnswerIsFoundThatHasMore() throws Exception {
            var found = 0;
            for (var round = 0; round < 10 && found == 0; round++) {
                found = additions("unturned" + round + "x", 40, round).size();
            }
            assertThat(found).isPositive();
        }
    }

    /** Pairs of answers of which the later one has more. Per person there are 64 operations at once. */
    private List<List<Sight>> additions(String prefix, int number, long seed) throws Exception {
        var additions = new ArrayList<List<Sight>>();
        var random = new Random(seed);
        try (var pool = Executors.newFixedThreadPool(THREADS)) {
            for (var person : people.arrive(prefix, number)) {
                var sights = new ConcurrentLinkedQueue<>(List.of(sight(person)));
                assertThat(sights.element().names()).hasSize(3);
                var tasks = new ArrayList<Callable<Boolean>>();
                for (var operation = 0; operation < 64; operation++) {
                    tasks.add(operation(person, operation, random.nextInt(12), sights));
                }
                for (var done : pool.invokeAll(tasks)) {
                    done.get();
                }
                sights.forEach(before -> sights.stream()
                        .filter(after ->
                                before.isOverBefore(after) && !before.names().containsAll(after.names()))
                        .forEach(after -> additions.add(List.of(before, after))));
            }
        }
        return additions;
    }

    private Callable<Boolean> operation(String person, int number, int what, Queue<Sight> sights) {
        var request = person + "-" + number;
        return switch (what) {
            // A few, so that there is something left to see for a while.
            case 0 ->
                number % 4 == 0
                        ? () -> said("withdrawConsent", request, "cookie", "ck-" + person)
                        : see(person, sights);
            case 1 -> number > 40 ? () -> said("objectToProcessing", request, "crm", person) : see(person, sights);
            case 2, 3 ->
                () -> people.say(
                                "recordConsent",
                                Map.of(
                                        "requestId",
                                        request,
                                        "value",
                                        person,
                                        "purposes",
                                        List.of("FIRST_PARTY_MATCHING")))
                        .code()
                        .isEmpty();
            default -> see(person, sights);
        };
    }

    private boolean said(String mutation, String request, String namespace, String value) {
        return people.say(mutation, Map.of("requestId", request, "namespace", namespace, "value", value))
                .code()
                .isEmpty();
    }

    private Callable<Boolean> see(String person, Queue<Sight> sights) {
        return () -> sights.add(sight(person));
    }

    private Sight sight(String person) {
        var start = System.nanoTime();
        var reply = api.ask(ALL, Map.of("ref", person));
        var end = System.nanoTime();
        assertThat(reply.code()).isEmpty();
        return new Sight(Set.copyOf(reply.data().findValuesAsString("name")), start, end);
    }
}
