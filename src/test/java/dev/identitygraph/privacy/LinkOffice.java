package dev.identitygraph.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.identitygraph.testing.GraphQlApi;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** Asks and acts about links as one client. Identities are written {@code namespace:value}. */
record LinkOffice(GraphQlApi api) {
    GraphQlApi.Reply decide(String act, String one, String other) {
        return decide(act, UUID.randomUUID().toString(), one, other);
    }

    GraphQlApi.Reply decide(String act, String requestId, String one, String other) {
        return api.askNamed(
                act, Map.of("input", Map.of("requestId", requestId, "one", identity(one), "other", identity(other))));
    }

    JsonNode decided(String act, String one, String other) {
        return data(decide(act, one, other), act);
    }

    JsonNode why(String one, String other) {
        return data(
                api.askNamed("explain-link", Map.of("one", identity(one), "other", identity(other))), "explainLink");
    }

    JsonNode retracted(String observation) {
        return data(retract(observation), "retract");
    }

    GraphQlApi.Reply retract(String observation) {
        return retract(UUID.randomUUID().toString(), "observation", observation);
    }

    GraphQlApi.Reply retract(String requestId, String what, String which) {
        return api.askNamed(
                "retract", Map.of("input", Map.of("requestId", requestId, "evidence", Map.of(what, which))));
    }

    /** What was disclosed of a subject, by whatever way. */
    JsonNode disclosures(String subject) {
        return data(ask(subject), "disclosures");
    }

    GraphQlApi.Reply ask(String subject) {
        return api.ask("""
                query ($namespace: String, $value: String) {
                  disclosures(namespace: $namespace, value: $value) {
                    disclosures { client purpose }
                    acts { client authority act nodes edges at }
                  }
                }
                """, identity(subject));
    }

    /** Withdraws or gives consent. */
    GraphQlApi.Reply says(String act, String subject, String requestId) {
        var given = act.equals("recordConsent")
                ? "controller: \"shop\", notice: \"n\", noticeVersion: \"1\", jurisdiction: \"DE\", "
                : "";
        return api.ask(
                """
                mutation ($namespace: String!, $value: String!, $id: ID!) {
                  %s(input: {requestId: $id, namespace: $namespace, value: $value, purposes: [ANALYTICS], %s
                    howGiven: "test", proof: "test"}) { effectiveAt }
                }
                """.formatted(act, given),
                Map.of("namespace", subject.split(":")[0], "value", subject.split(":")[1], "id", act + requestId));
    }

    /** Brings in that two were seen together. */
    GraphQlApi.Reply brings(String one, String other) {
        return api.askNamed(
                "ingest",
                Map.of(
                        "input",
                        Map.of(
                                "source",
                                "storefront",
                                "statements",
                                List.of(Map.of(
                                        "observedAt",
                                        "2026-03-05T08:00:00Z",
                                        "identities",
                                        List.of(identity(one), identity(other)))))));
    }

    private static JsonNode data(GraphQlApi.Reply reply, String field) {
        assertThat(reply.body().path("errors").toString()).isEmpty();
        return reply.data().path(field);
    }

    private static Map<String, String> identity(String text) {
        var parts = text.split(":", 2);
        var identity = new HashMap<String, String>();
        identity.put("namespace", parts[0]);
        identity.put("value", parts[1]);
        return identity;
    }
}
