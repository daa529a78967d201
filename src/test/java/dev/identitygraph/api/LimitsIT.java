package dev.identitygraph.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.identitygraph.ingest.FolderImport;
import dev.identitygraph.store.SlowReader;
import dev.identitygraph.testing.GraphQlApi;
import dev.identitygraph.testing.GraphQlApi.Reply;
import dev.identitygraph.testing.IntegrationTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.neo4j.driver.Driver;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.json.JsonMapper;

/** An operation at a limit is answered; one past it is refused with its own code, and the database is not asked. */
@IntegrationTest
@Import(SlowReader.class)
@TestPropertySource(
        properties = {
            "identity-graph.clients=classpath:limits/clients.yaml",
            "identity-graph.policy-archive=target/policies-of-limits",
            "identity-graph.limits.body=3KB",
            "identity-graph.limits.document.characters=1500",
            "identity-graph.limits.document.tokens=200",
            "identity-graph.limits.document.fields=30",
            "identity-graph.limits.document.root-fields=3",
            "identity-graph.limits.document.aliases=5",
            "identity-graph.limits.document.depth=8",
            "identity-graph.limits.introspection=false",
            "identity-graph.limits.page-size=25",
            "identity-graph.limits.batch-size=3",
            "identity-graph.limits.cost=500",
            "identity-graph.limits.time=4s",
            "identity-graph.limits.concurrent-operations=2",
            "identity-graph.limits.entries-a-day=4",
            "identity-graph.limits.misses-a-day=2"
        })
@ExtendWith(OutputCaptureExtension.class)
class LimitsIT {
    private static final String ONE = "one-of-limits";
    private static final String TWO = "two-of-limits";
    private static final String THREE = "three-of-limits";

    private final JsonMapper json = new JsonMapper();

    @Autowired
    private GraphQlApi api;

    @Autowired
    private SlowReader reader;

    @Autowired
    private Driver driver;

    private int before;

    @BeforeAll
    static void importSeedData(@Autowired FolderImport folders) {
        folders.run(Path.of("seed-data"));
    }

    @BeforeEach
    void count() {
        before = reader.statements();
    }

    @Test
    void bytesOfABody() {
        var body = json.writeValueAsString(Map.of("query", document("key")));
        assertThat(send(body + " ".repeat(3 * 1024 - body.length())).statusCode())
                .isEqualTo(200);
        before = reader.statements();
        var refused = send(body + " ".repeat(3 * 1024 - body.length() + 1));
        assertThat(refused.statusCode()).isEqualTo(413);
        assertThat(json.readTree(refused.body()).at("/errors/0/extensions/code").asString())
                .isEqualTo("BODY_LIMIT");
        assertUntouched();
    }

    @Test
    void bytesOfABodyWhoseLengthIsNotSaidBefore() {
        var body = json.writeValueAsString(Map.of("query", document("key"))) + " ".repeat(4096);
        var refused = api.as(ONE)
                .send(
                        "/graphql",
                        request -> request.header("Content-Type", "application/json")
                                .POST(BodyPublishers.fromPublisher(BodyPublishers.ofString(body))));
        assertThat(refused.statusCode()).isEqualTo(413);
        assertUntouched();
    }

    @Test
    void charactersOfADocument() {
        var document = document("key");
        assertAnswered(document + " ".repeat(1500 - document.length()));
        assertRefused(document + " ".repeat(1500 - document.length() + 1), "CHARACTER_LIMIT");
    }

    @Test
    void tokensOfADocument() {
        // 22 tokens without the keys, the end among them.
        assertAnswered(document("key ".repeat(178)));
        assertRefused(document("key ".repeat(179)), "TOKEN_LIMIT");
    }

    @Test
    void fieldsOfAnOperation() {
        var document = """
                query @purpose(is: PERSONALIZATION) {
                  customer(namespace: "crm", value: "1001") {
                    ...F namespace value
                    segments { edges { cursor } ...P }
                    devices { edges { cursor node { ...F namespace segments { pageInfo { %s } } } } ...Q }
                  }
                }
                fragment F on Node { id key }
                fragment P on SegmentConnection { pageInfo { ...I } }
                fragment Q on DeviceConnection { pageInfo { ...I } }
                fragment I on PageInfo { endCursor startCursor hasNextPage hasPreviousPage }
                """;
        assertAnswered(document.formatted("endCursor hasNextPage startCursor"));
        assertRefused(document.formatted("endCursor hasNextPage startCursor hasPreviousPage"), "FIELD_LIMIT");
    }

    @Test
    void rootFields() {
        var root = "customer(namespace: \"crm\", value: \"1001\") { key } ";
        assertAnswered("query @purpose(is: PERSONALIZATION) { a: %s b: %s c: %s }".formatted(root, root, root));
        assertRefused(
                "query @purpose(is: PERSONALIZATION) { a: %s b: %s c: %s d: %s }".formatted(root, root, root, root),
                "ROOT_FIELD_LIMIT");
    }

    @Test
    void aliases() {
        assertAnswered(document("a: key b: key c: key d: key e: key"));
        assertRefused(document("a: key b: key c: key d: key e: key f: key"), "ALIAS_LIMIT");
    }

    @Test
    void depth() {
        assertAnswered(document("devices { edges { node { segments { edges { node { key } } } } } }"));
        assertRefused(
                document("devices { edges { node { segments { edges { node { customers { __typename } } } } } } }"),
                "DEPTH_LIMIT");
    }

    @Test
    void edgesOfAPage() {
        assertAnswered(document("segments(first: 25) { edges { cursor } }"));
        assertRefused(document("segments(first: 26) { edges { cursor } }"), "ARGUMENT_INVALID");
    }

    @Test
    void idsOfABatch() {
        var document = "query ($ids: [ID!]!) @purpose(is: PERSONALIZATION) { nodes(ids: $ids) { key } }";
        assertThat(api.as(ONE)
                        .ask(document, Map.of("ids", Collections.nCopies(3, "x")))
                        .status())
                .isEqualTo(200);
        before = reader.statements();
        assertRefused(api.as(ONE).ask(document, Map.of("ids", Collections.nCopies(4, "x"))), "BATCH_LIMIT");
    }

    @Test
    void costIsWhatThePagesCouldReturn() {
        // 1 customer, 23 devices, and 23 times 20 or 21 segments: 484 and 507.
        var document = "devices(first: 23) { edges { node { segments(first: %d) { edges { cursor } } } } }";
        assertAnswered(document(document.formatted(20)));
        var refused = assertRefused(document(document.formatted(21)), "COST_LIMIT");
        assertThat(refused.body().at("/errors/0/message").asString()).contains("507", "500");
    }

    @Test
    void costCountsTheValueOfAVariable() {
        var document = """
                query ($first: Int!) @purpose(is: PERSONALIZATION) {
                  customer(namespace: "crm", value: "1001") {
                    devices(first: 23) { edges { node { segments(first: $first) { edges { cursor } } } } }
                  }
                }""";
        assertThat(api.as(ONE).ask(document, Map.of("first", 20)).status()).isEqualTo(200);
        before = reader.statements();
        assertRefused(api.as(ONE).ask(document, Map.of("first", 21)), "COST_LIMIT");
    }

    @Test
    void theSchemaIsNotReadWhereItIsSwitchedOff() {
        assertRefused("{ __schema { queryType { name } } }", "INTROSPECTION_OFF");
        assertRefused("{ __type(name: \"Customer\") { name } }", "INTROSPECTION_OFF");
        assertThat(api.as(ONE).ask("{ __typename }", Map.of()).status()).isEqualTo(200);
    }

    @Test
    void keysOfADayAndThoseThatLedToNothing() {
        assertThat(enter(TWO, "1001").status()).isEqualTo(200);
        assertThat(enter(TWO, "1002").status()).isEqualTo(200);
        assertThat(enter(TWO, "1003").status()).isEqualTo(200);
        assertThat(enter(TWO, "1001").status()).isEqualTo(200);
        assertThat(enter(TWO, "1005").status()).isEqualTo(200);
        before = reader.statements();
        var existing = enter(TWO, "1006");
        assertRefused(existing, "ENTRY_LIMIT");
        assertThat(existing.status()).isEqualTo(429);
        assertThat(enter(TWO, "not-there").body()).isEqualTo(existing.body());
        assertUntouched();
        assertThat(enter(TWO, "1001").data().path("customer").path("key").asString())
                .isNotEmpty();

        assertThat(enter(THREE, "none-1").data().path("customer").isNull()).isTrue();
        assertThat(enter(THREE, "none-1").data().path("customer").isNull()).isTrue();
        // Dora withdrew, which looks the same.
        assertThat(enter(THREE, "1004").data().path("customer").isNull()).isTrue();
        before = reader.statements();
        var missed = enter(THREE, "1001");
        assertRefused(missed, "ENTRY_LIMIT");
        assertThat(enter(THREE, "none-3").body()).isEqualTo(missed.body());
        assertUntouched();
    }

    @Test
    void operationsAtATimeAndTheTimeOfEach() throws Exception {
        var begun = reader.slowDown(2);
        try (var requests = Executors.newVirtualThreadPerTaskExecutor()) {
            var slow = IntStream.range(0, 2)
                    .mapToObj(_ -> requests.submit(() -> ask(ONE, document("key"))))
                    .toList();
            assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
            before = reader.statements();
            var refused = api.as(ONE)
                    .send(
                            "/graphql",
                            request -> request.header("Content-Type", "application/json")
                                    .header("Accept", "application/json")
                                    .POST(BodyPublishers.ofString(
                                            json.writeValueAsString(Map.of("query", document("key"))))));
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("Retry-After")).contains("1");
            assertThat(refused.body()).contains("CONCURRENCY_LIMIT");
            assertUntouched();
            assertThat(ask(TWO, document("key")).status()).isEqualTo(200);
            for (var ended : slow) {
                var reply = ended.get();
                assertThat(reply.code()).isEqualTo("TIME_LIMIT");
                assertThat(reply.body().at("/errors/0/path/0").asString()).isEqualTo("customer");
                assertThat(reply.data().path("customer").isNull()).isTrue();
            }
        }
        try (var session = driver.session()) {
            assertThat(session.run(
                                    "SHOW TRANSACTIONS YIELD currentQuery WHERE currentQuery STARTS WITH 'CALL () { UNWIND'")
                            .list())
                    .isEmpty();
        }
        assertAnswered(document("key"));
    }

    @Test
    void aFailureOfTheDatabaseTellsAnIdThatIsInTheLogAndNothingElse(CapturedOutput log) {
        reader.breakNext();
        var reply = ask(ONE, document("key"));
        assertThat(reply.code()).isEqualTo("INTERNAL");
        var error = reply.body().path("errors").path(0);
        assertThat(error.path("message").asString()).isEqualTo("The request failed on our side.");
        assertThat(log.getAll())
                .contains("Fault " + error.path("extensions").path("id").asString());
        assertThat(reply.body().toString()).doesNotContain("anna", "RETURN", "neo4j", "Exception");
    }

    private static String document(String selection) {
        return "query @purpose(is: PERSONALIZATION) { customer(namespace: \"crm\", value: \"1001\") { " + selection
                + " } }";
    }

    private Reply enter(String client, String value) {
        return ask(
                client,
                "query @purpose(is: PERSONALIZATION) { customer(namespace: \"crm\", value: \"%s\") { key } }"
                        .formatted(value));
    }

    private Reply ask(String client, String document) {
        return api.as(client).ask(document, Map.of());
    }

    private HttpResponse<String> send(String body) {
        return api.as(ONE)
                .send(
                        "/graphql",
                        request -> request.header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(body)));
    }

    private void assertAnswered(String document) {
        var reply = ask(ONE, document);
        assertThat(reply.body().path("errors").isMissingNode())
                .as(reply.body().toString())
                .isTrue();
        assertThat(reader.statements()).isGreaterThan(before);
        before = reader.statements();
    }

    private Reply assertRefused(String document, String code) {
        var reply = ask(ONE, document);
        assertRefused(reply, code);
        return reply;
    }

    private void assertRefused(Reply reply, String code) {
        assertThat(reply.code()).as(reply.body().toString()).isEqualTo(code);
        assertThat(reply.data().isMissingNode()).isTrue();
        assertThat(reply.status()).isBetween(400, 499);
        assertUntouched();
    }

    private void assertUntouched() {
        assertThat(reader.statements()).isEqualTo(before);
    }
}
