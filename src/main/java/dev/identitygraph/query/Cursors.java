package dev.identitygraph.query;

import dev.identitygraph.client.Client;
import dev.identitygraph.policy.Plan;
import dev.identitygraph.store.Tokens;
import java.util.List;
import java.util.Optional;

/** Cursors: positions in a list, sealed for one client, purpose, field and policy version. */
final class Cursors {
    private final Tokens tokens;
    private final Client client;
    private final Plan plan;

    Cursors(Tokens tokens, Client client, Plan plan) {
        this.tokens = tokens;
        this.client = client;
        this.plan = plan;
    }

    String cursor(Plan.Step step, String position) {
        return tokens.seal(position, use(step));
    }

    Optional<String> position(Plan.Step step, String cursor) {
        return tokens.open(cursor, use(step));
    }

    private List<String> use(Plan.Step step) {
        return List.of(
                "cursor",
                client.id(),
                plan.purpose().name(),
                plan.policyVersion(),
                step.hop().hop().coordinate());
    }
}
