package dev.identitygraph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.identitygraph.query.Policies;
import dev.identitygraph.testing.GraphQlApi;
import dev.identitygraph.testing.IntegrationTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The privacy officer sees what a document would walk for a client, and nobody else does. */
@IntegrationTest
class ExplainIT {
    private static final String EXPLAIN = """
            query ($document: String!, $client: ID!) {
              explain(document: $document, client: $client) {
                purpose policyVersion
                refusals { code message coordinate line column permitted }
                roots {
                  resultKey entry taken quadrants hopsLeft revealed cypher
                  hops { path coordinate walks guards why revealed hopsLeft }
                }
                quadrants { who touched }
              }
            }
            """;
    private static final String PERMITTED = """
            query ($ref: String!) @purpose(is: PERSONALIZATION) {
              customer(namespace: "crm", value: $ref) {
                value
                devices { edges { node { segments { edges { node { name } consent { validUntil } } } } } }
              }
            }
            """;

    @Autowired
    private GraphQlApi api;

    @Test
    void aPermittedDocumentIsExplainedWithoutAPurpose() {
        var reply = explain(PERMITTED, "shop");
        assertThat(reply.status()).isEqualTo(200);
        var explanation = reply.data().path("explain");
        assertThat(explanation.path("refusals")).isEmpty();
        assertThat(explanation.path("purpose").asString()).isEqualTo("PERSONALIZATION");
        assertThat(explanation.path("policyVersion").asString()).hasSize(64);
        var root = explanation.at("/roots/0");
        assertThat(root.path("entry").asString()).isEqualTo("Query.customer(crm)");
        assertThat(root.at("/quadrants/0").asString()).isEqualTo("P1");
        assertThat(root.path("revealed").valueStream().map(value -> value.asString()))
                .containsExactly("Customer.value");
        assertThat(root.path("cypher").asString())
                .contains("PERSONALIZATION_status")
                .doesNotContain("1001");
        assertThat(root.at("/hops/1/path").asString()).isEqualTo("customer/devices/edges/node/segments");
        assertThat(root.at("/hops/1/walks/0").asString()).isEqualTo("B1 -> B1");
        assertThat(root.at("/hops/1/guards/3").asString()).isEqualTo("minConfidence 0.9");
        assertThat(root.at("/hops/1/hopsLeft").asInt()).isZero();
        assertThat(root.at("/hops/1/revealed").valueStream().map(value -> value.asString()))
                .containsExactly("Segment.name", "Consent.validUntil");
        assertThat(explanation
                        .path("quadrants")
                        .valueStream()
                        .map(row -> row.path("who").asString()))
                .contains("RETARGETING", "operator shop");
    }

    @Test
    void aRefusedOneIsExplainedWithEveryFault() {
        var explanation = explain(PERMITTED.replace("value\n", "value emails { edges { cursor } }\n"), "dmp")
                .data()
                .path("explain");
        assertThat(explanation.at("/refusals/0/code").asString()).isEqualTo("PURPOSE_NOT_GRANTED");
        assertThat(explanation.at("/refusals/0/permitted/0").asString()).isEqualTo("RETARGETING");
        assertThat(explanation.at("/refusals/0/line").asInt()).isEqualTo(1);
        assertThat(explanation.path("purpose").isNull()).isTrue();
        assertThat(explanation.path("roots")).isEmpty();
    }

    @Test
    void whatIsNoDocumentOrNoClientIsRefusedToo() {
        assertThat(explain("{ customer(", "shop")
                        .data()
                        .at("/explain/refusals/0/code")
                        .asString())
                .isEqualTo("DOCUMENT_INVALID");
        assertThat(explain("{ person }", "shop")
                        .data()
                        .at("/explain/refusals/0/column")
                        .asInt())
                .isEqualTo(3);
        assertThat(explain(PERMITTED, "nobody")
                        .data()
                        .at("/explain/refusals/0/code")
                        .asString())
                .isEqualTo("CLIENT_UNKNOWN");
    }

    @Test
    void othersAreRefused() {
        var refused = api.as("shop").ask(EXPLAIN, Map.of("document", PERMITTED, "client", "shop"));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo("AUTHORITY_MISSING");
        assertThat(refused.body().at("/errors/0/extensions/coordinate").asString())
                .isEqualTo("Query.explain");
    }

    @Test
    void whatOneClientMayDoIsNotRememberedForAnotherOneWithTheSamePurposes(@Autowired Policies policies)
            throws IOException {
        var policy = Files.readString(Path.of("graph-schema/policy/policy.yaml"));
        var clients = Files.readString(Path.of("graph-schema/policy/clients.yaml"));
        policies.serve(policy, clients + "\nidle: {operator: shop, type: CONFIDENTIAL, purposes: []}\n");
        try {
            assertThat(explain(PERMITTED, "shop").status()).isEqualTo(200);
            assertThat(api.as("idle")
                            .ask(EXPLAIN, Map.of("document", PERMITTED, "client", "shop"))
                            .code())
                    .isEqualTo("AUTHORITY_MISSING");
        } finally {
            policies.serve(policy, clients);
        }
    }

    @Test
    void besideAnEntryAPurposeIsNeededAsEver() {
        var mixed = api.as("privacy-office").ask("""
                { explain(document: "{ __typename }", client: "shop") { policyVersion } viewer { value } }
                """, Map.of());
        assertThat(mixed.code()).isEqualTo("PURPOSE_MISSING");
    }

    private GraphQlApi.Reply explain(String document, String client) {
        return api.as("privacy-office").ask(EXPLAIN, Map.of("document", document, "client", client));
    }
}
