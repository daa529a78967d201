package dev.identitygraph.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.identitygraph.client.Authority;
import dev.identitygraph.client.Client;
import dev.identitygraph.client.ClientType;
import dev.identitygraph.policy.Fault;
import dev.identitygraph.testing.GraphQlApi;
import dev.identitygraph.testing.IntegrationTest;
import dev.identitygraph.testing.StoredChain;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.neo4j.core.Neo4jClient;
import tools.jackson.databind.JsonNode;

/** What a client's own source saw comes in by small batches, within what the source is declared for. */
@IntegrationTest
class IntakeDeskIT {
    private static final String AT = "2026-11-01T09:00:00Z";

    @Autowired
    private GraphQlApi shop;

    @Autowired
    private IntakeDesk desk;

    @Autowired
    private Neo4jClient client;

    @Autowired
    private StoredChain chain;

    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private final Map<String, String> customer = identity("crm", "c-" + run);
    private final Map<String, String> cookie = identity("cookie", "ck-" + run);
    private final Map<String, String> segment = identity("segment", "s-" + run);

    @Test
    void whatABatchSaysIsInTheGraphAtOnceWithItsSourceMethodAndConfidence() {
        var report = report(ingest(List.of(login(), visit(), yes("PERSONALIZATION"))));
        assertThat(counts(report)).isEqualTo("3 = 3 + 0 + 0");
        assertThat(report.path("rejections")).isEmpty();
        var shown = shop.ask(
                """
                query ($ref: String!) @purpose(is: PERSONALIZATION) {
                  customer(namespace: "crm", value: $ref) {
                    devices { edges { provenance { source method confidence observedAt } } }
                    segments { edges { node { name } provenance { source } } }
                  }
                }
                """,
                Map.of("ref", "c-" + run),
                "Identity-Consistency",
                report.path("consistencyToken").asString());
        assertThat(shown.data().at("/customer/devices/edges/0/provenance").toString())
                .isEqualTo(
                        "{\"source\":\"storefront\",\"method\":\"DETERMINISTIC\",\"confidence\":0.95,\"observedAt\":\"2026-11-01\"}");
        assertThat(shown.data().at("/customer/segments/edges/0/node/name").asString())
                .isEqualTo("s-" + run);
    }

    @Test
    void theSameBatchAgainChangesNothing() {
        ingest(List.of(login(), visit(), yes("PERSONALIZATION")));
        var before = graph();
        assertThat(counts(report(ingest(List.of(login(), visit(), yes("PERSONALIZATION"))))))
                .isEqualTo("3 = 0 + 3 + 0");
        assertThat(graph()).isEqualTo(before);
        assertThat(counts(report(ingest(List.of(login(), login())))))
                .as("nor twice in one")
                .isEqualTo("2 = 0 + 2 + 0");
    }

    @Test
    void whatIsNoGoodIsToldByPlaceAndNotQuotedAndTheRestIsKept() {
        var report = report(ingest(List.of(
                login(),
                Map.of("observedAt", "yesterday-" + run, "identities", List.of(customer, cookie)),
                Map.of("observedAt", AT, "identities", List.of(customer, identity("email", "no-address-" + run))),
                Map.of(
                        "observedAt",
                        AT,
                        "edges",
                        List.of(Map.of("from", customer, "type", "USES", "to", identity("crm", "other-" + run)))),
                Map.of("observedAt", AT, "segments", List.of(Map.of("member", customer, "segment", cookie))))));
        assertThat(counts(report)).isEqualTo("5 = 2 + 0 + 3");
        assertThat(report.path("rejections")
                        .valueStream()
                        .map(rejection -> rejection.path("index") + " "
                                + rejection.path("column").asString()))
                .containsExactly("1 observedAt", "2 identities[1]", "3 edges[0]", "4 segments[0]");
        assertThat(report.path("rejections").findValuesAsString("reason")).noneMatch(String::isBlank);
        assertThat(report.path("rejections").toString()).doesNotContain(run);
        assertThat(report.path("rejections").findValuesAsString("expected")).noneMatch(String::isBlank);
    }

    @Test
    void anEdgesEndIsCalledAsTheSchemaCallsIt() {
        var report = report(ingest(List.of(Map.of(
                "observedAt",
                AT,
                "edges",
                List.of(Map.of("from", customer, "type", "HAS_EMAIL", "to", identity("email", "no-address")))))));
        assertThat(report.at("/rejections/0/column").asString()).isEqualTo("edges[0].to");
    }

    @Test
    void nothingIsAssertedBeyondWhatTheSourceIsDeclaredFor() {
        var report = report(ingest(List.of(
                with(login(), "method", "DECLARED"),
                with(login(), "confidence", 0.96),
                yes("RETARGETING"),
                Map.of("consents", List.of(with(consent("PERSONALIZATION"), "lawfulBasis", "CONTRACT"))),
                Map.of("observedAt", AT, "identities", List.of(customer, identity("adnet", "ad-" + run))))));
        assertThat(report.path("rejections")
                        .valueStream()
                        .map(rejection -> rejection.path("index") + " "
                                + rejection.path("column").asString()))
                .containsExactly("0 method", "1 confidence", "2 consents[0]", "3 consents[0]", "4 identities[1]");
        assertThat(report.path("rejected").asInt()).isEqualTo(4);
        assertThat(count("MATCH ()-[r:USES]->(:Device {value: 'ck-" + run + "'}) RETURN count(r)"))
                .isZero();
        assertThat(counts(report(ingest(List.of(
                        with(login(), "method", "PROBABILISTIC"), Map.of("consents", List.of(no("RETARGETING"))))))))
                .as("what is weaker is taken, and a no in any case")
                .isEqualTo("2 = 2 + 0 + 0");
    }

    @Test
    void aSourceIsItsOwnClientsAlone() {
        var reply = shop.as("storefront")
                .askNamed("ingest", Map.of("input", Map.of("source", "crm", "statements", List.of(login()))));
        assertThat(reply.code()).isEqualTo("SOURCE_NOT_GRANTED");
        assertThat(reply.body().at("/errors/0/extensions/permitted").toString()).isEqualTo("[\"storefront\"]");
        for (var other : List.of("shop", "cdp", "privacy-office", "consent-platform")) {
            assertThat(shop.as(other)
                            .askNamed("ingest", input(List.of(login())))
                            .code())
                    .isEqualTo("AUTHORITY_MISSING");
        }
        assertThat(count("MATCH (n:Customer {value: 'c-" + run + "'}) RETURN count(n)"))
                .isZero();
    }

    @Test
    void aSourceThatTakesStatementsTakesThemFromItsOwnClientOnly() {
        var other = new Client(
                "till-client",
                "shop",
                ClientType.CONFIDENTIAL,
                Optional.empty(),
                false,
                Set.of(),
                Set.of(Authority.INGEST),
                Set.of("till"));
        assertThat(desk.take(other, "storefront", List.of()))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.fault())
                                .isEqualTo(new Fault(
                                        Fault.Code.SOURCE_NOT_GRANTED,
                                        "The source is none for which this client may bring statements in.",
                                        null,
                                        null,
                                        List.of())));
    }

    @Test
    void aBatchHasALimit() {
        var many = Collections.nCopies(201, login());
        var reply = shop.as("storefront").askNamed("ingest", input(many));
        assertThat(reply.code()).isEqualTo("BATCH_LIMIT");
        assertThat(reply.body().toString()).contains("At most 200");
        assertThat(counts(report(shop.as("storefront").askNamed("ingest", input(many.subList(0, 200))))))
                .isEqualTo("200 = 1 + 199 + 0");
    }

    @Test
    void aBatchHasALimitToWhatItsStatementsComeTo() {
        var before = chain.text().length();
        var crowd = new ArrayList<Map<String, String>>();
        for (var i = 0; i < 50; i++) {
            crowd.add(identity("crm", "c-" + run + i));
            crowd.add(identity("cookie", "ck-" + run + i));
        }
        var statement = Map.<String, Object>of("observedAt", AT, "identities", crowd);
        assertThat(ingest(Collections.nCopies(10, statement)).code()).isEqualTo("BATCH_LIMIT");
        assertThat(chain.text().substring(before)).isEmpty();
        assertThat(count("MATCH (n:Customer {value: 'c-" + run + "1'}) RETURN count(n)"))
                .isZero();
    }

    @Test
    void aBatchIsInTheChainBeforeItIsInTheGraph() {
        var before = chain.text().length();
        ingest(List.of(login()));
        assertThat(chain.text().substring(before).lines())
                .singleElement()
                .satisfies(act -> assertThat(act)
                        .contains("\"client\":\"storefront\"", "\"act\":\"ingest\"", "\"about\":\"storefront\"")
                        .doesNotContain(run));
    }

    @Test
    void whatWasBroughtInIsTakenBackLikeAnythingElse() {
        ingest(List.of(login()));
        var retracted = shop.as("privacy-office")
                .askNamed(
                        "retract",
                        Map.of("input", Map.of("requestId", run, "evidence", Map.of("source", "storefront"))));
        assertThat(retracted.code()).isEmpty();
        assertThat(count("MATCH (n:Device {value: 'ck-" + run + "'}) RETURN count(n)"))
                .isZero();
        assertThat(counts(report(ingest(List.of(login())))))
                .as("and said again")
                .isEqualTo("1 = 1 + 0 + 0");
    }

    private Map<String, Object> login() {
        return Map.of("observedAt", AT, "identities", List.of(customer, cookie));
    }

    private Map<String, Object> visit() {
        return Map.of("observedAt", AT, "segments", List.of(Map.of("member", customer, "segment", segment)));
    }

    private Map<String, Object> yes(String purpose) {
        return Map.of("consents", List.of(consent(purpose)));
    }

    private Map<String, Object> consent(String purpose) {
        return Map.of(
                "subject",
                customer,
                "purpose",
                purpose,
                "status",
                "GRANTED",
                "lawfulBasis",
                "CONSENT",
                "givenAt",
                "2026-01-01T00:00:00Z",
                "notice",
                "notice-1",
                "proof",
                "form-1");
    }

    private Map<String, Object> no(String purpose) {
        return with(consent(purpose), "status", "DENIED");
    }

    private static Map<String, Object> with(Map<String, Object> statement, String field, Object value) {
        var changed = new HashMap<>(statement);
        changed.put(field, value);
        return changed;
    }

    private static Map<String, String> identity(String namespace, String value) {
        return Map.of("namespace", namespace, "value", value);
    }

    private GraphQlApi.Reply ingest(List<Map<String, Object>> statements) {
        return shop.as("storefront").askNamed("ingest", input(statements));
    }

    private static Map<String, Object> input(List<Map<String, Object>> statements) {
        return Map.of("input", Map.of("source", "storefront", "statements", statements));
    }

    private static JsonNode report(GraphQlApi.Reply reply) {
        assertThat(reply.body().path("errors").toString()).isEmpty();
        return reply.data().path("ingest");
    }

    private static String counts(JsonNode report) {
        return "%d = %d + %d + %d"
                .formatted(
                        report.path("read").asInt(),
                        report.path("accepted").asInt(),
                        report.path("unchanged").asInt(),
                        report.path("rejected").asInt());
    }

    /** All that is around the customer. */
    private List<String> graph() {
        var all = new ArrayList<String>();
        client.query("""
                MATCH (n:Customer {value: $value})-[r]-(m)
                RETURN r {.*} AS edge, m {.*} AS node
                """).bind("c-" + run).to("value").fetch().all().forEach(row -> all.add(row.toString()));
        Collections.sort(all);
        return all;
    }

    private long count(String cypher) {
        return client.query(cypher).fetchAs(Long.class).one().orElseThrow();
    }
}
