package dev.identitygraph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.identitygraph.development.Collector;
import dev.identitygraph.development.DevelopmentRun;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * What those see who run the application: its health, its log, its telemetry and its end. One run is asked, and stopped
 * while it answers; the tests look at what it left.
 */
class OperationIT {
    private static final String UNKNOWN_CUSTOMER = "770770017";
    private static final String NO_ADDRESS = "nobody-at-nowhere-example";
    private static final String PAGE = """
            query Page($ref: String!) @purpose(is: PERSONALIZATION) {
              customer(namespace: "crm", value: $ref) { segments { edges { node { name } } } }
            }
            """;
    private static final String TWIN = """
            query Page($ref: String!) @purpose(is: PERSONALIZATION) {
              customer(namespace: "crm", value: $ref) { emails { edges { cursor } } }
            }
            """;
    private static final String BY_ADDRESS = """
            query ByAddress @purpose(is: PERSONALIZATION) { email(namespace: "email", value: "%s") { id } }
            """;

    private static final Map<String, Integer> STATUSES = new LinkedHashMap<>();
    private static final JsonMapper JSON = JsonMapper.shared();
    private static List<Collector.Export> exports = List.of();
    private static String health = "";
    private static String answerInFlight = "";
    private static boolean ended;
    private static String log = "";

    @BeforeAll
    static void askAndStop(@TempDir Path folder) throws Exception {
        try (var collector = new Collector();
                var run = DevelopmentRun.start(
                        folder,
                        Map.of(
                                "LOGGING_STRUCTURED_FORMAT_CONSOLE", "ecs",
                                "OTEL_EXPORTER_OTLP_ENDPOINT", collector.endpoint(),
                                "OTEL_METRICS_EXPORTER", "otlp",
                                "OTEL_TRACES_SAMPLER", "always_on"));
                var http = HttpClient.newHttpClient()) {
            for (var path : List.of("", "/health", "/health/liveness", "/health/readiness", "/metrics", "/env")) {
                var reply = http.send(
                        HttpRequest.newBuilder(run.uri("/actuator" + path)).build(), BodyHandlers.ofString());
                STATUSES.put(path, reply.statusCode());
                health += path.startsWith("/health") ? reply.body() : "";
            }
            for (var request : List.of(
                    request(PAGE, "1001"),
                    request(PAGE, UNKNOWN_CUSTOMER),
                    request(TWIN, "1001"),
                    request(BY_ADDRESS.formatted("anna.berghof@example.com"), ""),
                    request(BY_ADDRESS.formatted(NO_ADDRESS), ""),
                    "{ no JSON " + NO_ADDRESS)) {
                http.send(
                        HttpRequest.newBuilder(run.uri("/graphql"))
                                .header("Authorization", "Bearer " + run.token("shop"))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(request))
                                .build(),
                        BodyHandlers.discarding());
            }
            answerInFlight = stopInFlight(run);
            ended = run.ends();
            log = run.log();
            exports = collector.exports();
        }
    }

    @Test
    void healthIsPublicAndNothingElseOfTheManagement() {
        assertThat(STATUSES)
                .containsEntry("/health", 200)
                .containsEntry("/health/liveness", 200)
                .containsEntry("/health/readiness", 200);
        assertThat(List.of(STATUSES.get("/metrics"), STATUSES.get("/env")))
                .allSatisfy(status -> assertThat(status).isBetween(400, 499));
        assertThat(health).contains("UP").doesNotContain("components", "neo4j", "details");
    }

    @Test
    void aRequestInFlightIsAnsweredBeforeTheEnd() {
        assertThat(answerInFlight).startsWith("HTTP/1.1 200").contains("loyalty-gold");
        assertThat(ended).isTrue();
        assertThat(log).contains("Graceful shutdown complete");
    }

    @Test
    void theLogIsStructured() {
        var lines = log.lines().filter(line -> line.startsWith("{")).toList();
        assertThat(lines)
                .hasSizeGreaterThan(10)
                .allSatisfy(
                        line -> assertThat(JSON.readTree(line).has("message")).isTrue());
    }

    @Test
    void neitherLogNorTelemetryHoldsAClearValue() throws IOException {
        var telemetry = exports.stream().map(Collector.Export::body).collect(Collectors.joining());
        // A development run prints a first query, which names a customer by number.
        var logged = log.lines().filter(line -> line.startsWith("{")).collect(Collectors.joining("\n"));
        var values = clearValues();
        assertThat(values).hasSizeGreaterThan(1_000).contains("anna.berghof@example.com", "ck-anna-laptop", "Berghof");
        values.addAll(Set.of(UNKNOWN_CUSTOMER, NO_ADDRESS));
        assertThat(values).noneMatch(logged::contains).noneMatch(telemetry::contains);
        assertThat(telemetry + logged).doesNotContain("eyJ");
    }

    @Test
    void tracesAndMetricsAreExportedWhereAnEndpointIsConfigured() {
        var traces = bodies("/v1/traces");
        assertThat(traces)
                .contains("identitygraph.plan", "identitygraph.statement", "graphql")
                .contains("shop", "PERSONALIZATION", "HOP_NOT_PERMITTED")
                .doesNotContain("ByAddress", "segments", "Permitted here");
        assertThat(bodies("/v1/metrics")).contains("identitygraph.plan", "identitygraph.statement");
    }

    private static String bodies(String path) {
        return exports.stream()
                .filter(export -> export.path().equals(path))
                .map(Collector.Export::body)
                .collect(Collectors.joining());
    }

    /** Sends a half of a request, has the run stopped, and sends the other half. */
    private static String stopInFlight(DevelopmentRun run) throws IOException, InterruptedException {
        var body = request(PAGE, "1001").getBytes(StandardCharsets.UTF_8);
        var half = body.length / 2;
        try (var socket = new Socket("localhost", run.port())) {
            socket.setSoTimeout(30_000);
            var out = socket.getOutputStream();
            out.write("""
                    POST /graphql HTTP/1.1
                    Host: localhost
                    Authorization: Bearer %s
                    Content-Type: application/json
                    Content-Length: %d
                    Expect: 100-continue
                    Connection: close

                    """.formatted(run.token("shop"), body.length)
                    .replace("\n", "\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            // The server asks for the body: it has the request in hand.
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 100");
            out.write(body, 0, half);
            out.flush();
            run.terminate();
            await().atMost(Duration.ofSeconds(30)).until(() -> run.log().contains("Commencing graceful shutdown"));
            out.write(body, half, body.length - half);
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }

    private static String request(String document, String ref) {
        return JSON.createObjectNode()
                .put("query", document)
                .set("variables", JSON.createObjectNode().put("ref", ref))
                .toString();
    }

    /** Names, addresses and devices of the seed data; not the customers' numbers, which could be anything's. */
    private static Set<String> clearValues() throws IOException {
        var columns = Map.of(
                "crm-customers.csv", List.of(1, 2, 3),
                "newsletter-clicks.csv", List.of(0, 1),
                "webshop-logins.csv", List.of(0, 1),
                "adnetwork-audience.csv", List.of(0, 1),
                "onboarding-matches.csv", List.of(0, 1));
        var values = new HashSet<String>();
        for (var file : columns.entrySet()) {
            try (Stream<String> rows = Files.lines(Path.of("seed-data", file.getKey()))) {
                rows.skip(1)
                        .map(row -> row.split(",", -1))
                        .forEach(row -> file.getValue().forEach(column -> values.add(row[column])));
            }
        }
        // Short first names are in other words.
        values.removeIf(value -> value.length() < 6);
        return values;
    }
}
