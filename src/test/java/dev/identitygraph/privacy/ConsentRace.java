package dev.identitygraph.privacy;

import dev.identitygraph.privacy.ConsentHistory.Act;
import dev.identitygraph.privacy.ConsentHistory.Operation;
import dev.identitygraph.testing.GraphQlApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Lazy;
import tools.jackson.databind.JsonNode;

/**
 * Many writers and readers at a few people's consents, over HTTP: readers ask by the record's number, by a handle and
 * by a cursor that were issued before; beside withdrawals and consents, devices' words for other purposes have the same
 * edges derived all the time.
 */
@TestComponent
@Lazy
public class ConsentRace {
    private static final String BY_NUMBER = """
            query ($ref: String!, $after: String) @purpose(is: PERSONALIZATION) {
              customer(namespace: "crm", value: $ref) {
                id segments(first: 1, after: $after) { edges { cursor node { name } } }
              }
            }
            """;
    private static final String BY_HANDLE = """
            query ($id: ID!) @purpose(is: PERSONALIZATION) {
              node(id: $id) { ... on Customer { segments { edges { node { name } } } } }
            }
            """;

    private record Known(String handle, String cursor) {}

    private final InventedPeople people;
    private final GraphQlApi api;

    ConsentRace(InventedPeople people, GraphQlApi api) {
        this.people = people;
        this.api = api;
    }

    /** Runs some operations on people of a prefix of their own. */
    ConsentHistory run(String prefix, int threads, int operationsEach, long seed)
            throws InterruptedException, ExecutionException {
        var subjects = people.arrive(prefix, 6);
        var known = subjects.stream().map(this::known).toList();
        var history = new ConsentHistory();
        var requests = new AtomicInteger();
        var tasks = new ArrayList<Callable<Void>>();
        for (var thread = 0; thread < threads; thread++) {
            var random = new Random(seed + thread);
            tasks.add(() -> {
                for (var i = 0; i < operationsEach; i++) {
                    var who = random.nextInt(subjects.size());
                    operate(random, subjects.get(who), known.get(who), prefix + requests.incrementAndGet(), history);
                }
                return null;
            });
        }
        try (var pool = Executors.newFixedThreadPool(threads)) {
            for (var done : pool.invokeAll(tasks)) {
                done.get();
            }
        }
        return history;
    }

    private Known known(String subject) {
        var customer = api.ask(BY_NUMBER, Map.of("ref", subject)).data().path("customer");
        return new Known(
                customer.path("id").asString(),
                customer.at("/segments/edges/0/cursor").asString());
    }

    private void operate(Random random, String subject, Known known, String request, ConsentHistory history) {
        var start = System.nanoTime();
        var act = switch (random.nextInt(20)) {
            case 0 -> said("withdrawConsent", Map.of("requestId", request, "value", subject), Act.WITHDRAWN);
            case 1 -> said("recordConsent", Map.of("requestId", request, "value", subject), Act.GRANTED);
            case 2, 3 -> {
                var other = Map.of("requestId", request, "value", subject, "purposes", List.of("FIRST_PARTY_MATCHING"));
                said("recordConsent", other, Act.GRANTED);
                yield null;
            }
            case 4, 5, 6 -> seen(api.ask(BY_HANDLE, Map.of("id", known.handle())), "/node");
            case 7, 8, 9 -> seen(api.ask(BY_NUMBER, Map.of("ref", subject, "after", known.cursor())), "/customer");
            default -> seen(api.ask(BY_NUMBER, Map.of("ref", subject)), "/customer");
        };
        if (act != null) {
            history.add(new Operation(subject, act, start, System.nanoTime()));
        }
    }

    private Act said(String mutation, Map<String, ?> input, Act act) {
        var reply = people.say(mutation, input);
        if (reply.data().path(mutation).path("effectiveAt").isMissingNode()) {
            throw new IllegalStateException(reply.body().toString());
        }
        return act;
    }

    private static Act seen(GraphQlApi.Reply reply, String pointer) {
        JsonNode node = reply.data().at(pointer);
        if (node.isMissingNode()) {
            throw new IllegalStateException(reply.body().toString());
        }
        return node.isNull() ? Act.SEEN_CLOSED : Act.SEEN_OPEN;
    }
}
