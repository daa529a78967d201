package dev.identitygraph.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.identitygraph.identity.Purpose;
import dev.identitygraph.oracle.CircleSearch;
import dev.identitygraph.oracle.Vocabulary;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Invariant 4: no purpose and no operator can walk the whole circle, for a policy that could is not served. */
@ProductTest
class NoCircleIT {
    private static final List<String> OPERATORS = List.of("one", "other");

    private final Vocabulary vocabulary = Vocabulary.shipped();

    @Autowired
    private Product product;

    @Test
    void aPolicyIsServedIfAndOnlyIfTryingEveryWalkFindsNoFlaw() {
        var cases = new Cases("No circle");
        var tally = new Tally();
        while (cases.next()) {
            var choice = new Choice(cases.seed());
            var purposes = Stream.generate(() -> choice.oneOf(vocabulary.purposes()))
                    .distinct()
                    .limit(choice.number(1, 3))
                    .toList();
            var policies = new RandomPolicies(vocabulary, choice);
            // Flaws that two sound purposes only have together are rare among purposes that are not sound alone.
            var policy = choice.happens(0.5) ? policies.any(purposes) : policies.sound(purposes);
            var clients = clients(choice, purposes);
            var text = Yamls.write(policy);
            var flaws = new CircleSearch(vocabulary, text).flaws(heldByOperators(clients));
            var refusal = product.serve(text, clients);
            if (flaws.isEmpty() == refusal.isPresent()) {
                throw cases.failure(
                        "trying every walk finds %s, and the product says: %s"
                                .formatted(flaws, refusal.orElse("served")),
                        shown(policy, clients));
            }
            cases.tried();
            tally.count(flaws.isEmpty() ? "served" : flaws.toString());
        }
        tally.print();
        assertThat(tally.share("served")).isBetween(0.1, 0.9);
    }

    private static List<Client> clients(Choice choice, List<Purpose> purposes) {
        var clients = new ArrayList<Client>();
        for (var purpose : purposes) {
            clients.add(new Client("client-" + purpose, choice.oneOf(OPERATORS), Set.of(purpose)));
        }
        return clients;
    }

    private static List<Set<Purpose>> heldByOperators(List<Client> clients) {
        var held = new LinkedHashMap<String, Set<Purpose>>();
        clients.forEach(client ->
                held.computeIfAbsent(client.operator(), _ -> new HashSet<>()).addAll(client.purposes()));
        return List.copyOf(held.values());
    }

    private static String shown(Map<String, @Nullable Object> policy, List<Client> clients) {
        var shown = new LinkedHashMap<String, @Nullable Object>();
        shown.put("policy", Yamls.beyond(Defaults.SHIPPED.policy(Vocabulary.shipped(), Map.of()), policy));
        clients.forEach(client -> shown.put(client.id(), "of operator " + client.operator()));
        return Yamls.write(shown);
    }
}
