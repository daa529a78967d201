package dev.identitygraph.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.identitygraph.development.DevelopmentRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.QueryConfig;
import org.neo4j.driver.RoutingControl;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks a development run, as a process of its own, the README's query for all customers of the seed data: by wrk over
 * HTTP with a token, and the same statement by the driver. No answer may be an error, and what the process holds must
 * not grow from one load to the next like it.
 *
 * <p>{@code mvn -P bench verify -Dit.test=LoadBenchmark [-Dbench.load-seconds=20]
 * [-Dbench.load-arguments=--name=value]}, on Linux with wrk on the path
 */
class LoadBenchmark {
    private static final int SECONDS = Integer.getInteger("bench.load-seconds", 20);
    /** Of the run, so that a configuration can be compared with another. */
    private static final String[] ARGUMENTS =
            System.getProperty("bench.load-arguments", "").strip().split("\\s+");

    private static final List<Integer> CONNECTIONS = List.of(8, 64);
    private static final Path DOCUMENT = Path.of("src/main/resources/static/graphiql/first-query.graphql");
    private static final Pattern PARAMETER = Pattern.compile("\\$([a-z]+)\\w*");
    private static final JsonMapper JSON = JsonMapper.shared();

    @Test
    void load(@TempDir Path folder) throws Exception {
        try (var run = DevelopmentRun.start(folder, Map.of(), ARGUMENTS);
                var driver = GraphDatabase.driver(run.boltUri(), AuthTokens.basic("neo4j", run.neo4jPassword()))) {
            var statement = statement(run);
            for (var connections : CONNECTIONS) {
                System.out.printf("warm-up, %d connections   %s%n", connections, wrk(run, connections));
            }
            wrk(run, CONNECTIONS.getLast());
            var before = footprint(run);
            for (var connections : CONNECTIONS) {
                var api = wrk(run, connections);
                var raw = raw(driver, statement, connections);
                System.out.printf("GraphQL over HTTP, %2d connections   %s%n", connections, api);
                System.out.printf("driver, %2d threads                  %s%n", connections, raw);
                assertThat(api.errors()).isZero();
            }
            await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
                var after = footprint(run);
                assertThat(after.sockets()).isLessThanOrEqualTo(before.sockets());
                assertThat(after.threads()).isLessThanOrEqualTo(before.threads());
            });
            System.out.printf("before %s%nafter  %s%n", before, footprint(run));
        }
    }

    private static ProcessFootprint footprint(DevelopmentRun run) throws IOException {
        return ProcessFootprint.of(run.process(), run.boltUri().getPort());
    }

    private static Load wrk(DevelopmentRun run, int connections) throws Exception {
        var wrk = new ProcessBuilder(
                        "wrk",
                        "--threads=2",
                        "--connections=" + connections,
                        "--duration=" + SECONDS + "s",
                        "--timeout=30s",
                        "--script=src/bench/wrk.lua",
                        run.uri("/graphql").toString())
                .redirectErrorStream(true);
        wrk.environment()
                .putAll(Map.of(
                        "TOKEN", run.token("shop"),
                        "DOCUMENT", JSON.writeValueAsString(Files.readString(DOCUMENT)),
                        "REFS", String.join(",", customers())));
        var process = wrk.start();
        return Load.ofWrk(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }

    private static Load raw(Driver driver, String statement, int threads) throws Exception {
        var digests = driver.executableQuery("MATCH (c:Customer) RETURN collect(c.digest) AS digests")
                .execute()
                .records()
                .getFirst()
                .get("digests")
                .asList(digest -> digest.asString());
        var config = QueryConfig.builder().withRouting(RoutingControl.READ).build();
        Callable<long[]> loop = () -> {
            var nanos = new ArrayList<Long>();
            var end = System.nanoTime() + SECONDS * 1_000_000_000L;
            for (var start = System.nanoTime(); start < end; start = System.nanoTime()) {
                var digest = digests.get(ThreadLocalRandom.current().nextInt(digests.size()));
                driver.executableQuery(statement)
                        .withParameters(parameters(statement, digest))
                        .withConfig(config)
                        .execute();
                nanos.add(System.nanoTime() - start);
            }
            return nanos.stream().mapToLong(Long::longValue).toArray();
        };
        try (var pool = Executors.newFixedThreadPool(threads)) {
            var all = LongStream.empty();
            // The first of the two is for the compilers of both machines.
            for (var part : pool.invokeAll(Collections.nCopies(threads, loop))) {
                part.get();
            }
            for (var part : pool.invokeAll(Collections.nCopies(threads, loop))) {
                all = LongStream.concat(all, Arrays.stream(part.get()));
            }
            return Load.of(all.toArray(), SECONDS);
        }
    }

    /** What the application gives the statement, by the names that it has there, for the first page of every list. */
    private static Map<String, Object> parameters(String statement, String digest) {
        var parameters = new HashMap<String, Object>();
        PARAMETER
                .matcher(statement)
                .results()
                .forEach(name -> parameters.put(
                        name.group().substring(1),
                        switch (name.group(1)) {
                            case "walks" -> List.of(Map.of("index", 0, "digests", List.of(digest), "edges", List.of()));
                            case "at" -> ZonedDateTime.now(ZoneOffset.UTC);
                            case "limit" -> 21;
                            case "after" -> "";
                            case "before" -> "\uffff";
                            default -> throw new IllegalStateException(name.group());
                        }));
        return parameters;
    }

    /** The statement that the run would make of the document. */
    private static String statement(DevelopmentRun run) throws Exception {
        var explanation = JSON.readTree(run.ask(
                "privacy-office",
                "query Explain($document: String!) { explain(document: $document, client: \"shop\") { roots { cypher } } }",
                Map.of("document", Files.readString(DOCUMENT))));
        return explanation.at("/data/explain/roots/0/cypher").asString();
    }

    private static List<String> customers() throws IOException {
        try (Stream<String> rows = Files.lines(Path.of("seed-data/crm-customers.csv"))) {
            return rows.skip(1).map(row -> row.substring(0, row.indexOf(','))).toList();
        }
    }
}
