package dev.identitygraph.query;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.ingest.FolderImport;
import dev.identitygraph.policy.Plan;
import dev.identitygraph.policy.Planner;
import dev.identitygraph.policy.Planning;
import dev.identitygraph.policy.Question;
import dev.identitygraph.policy.Subject;
import dev.identitygraph.store.Pseudonyms;
import dev.identitygraph.store.Tokens;
import dev.identitygraph.testing.IntegrationTest;
import graphql.execution.CoercedVariables;
import graphql.parser.Parser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.Driver;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.neo4j.core.Neo4jClient;

/**
 * What a page of a segment costs, by the segment's size, by how many of its members are closed, by how deep the page
 * is, and from either end; and what the indexes that make it so cost an import. Sizes and ends take turns within one
 * run, so that a noisy machine disturbs them alike: compare the ratios.
 *
 * <p>{@code mvn -P bench verify -Dit.test=PageBenchmark [-Dbench.members=1000000] [-Dbench.pages=300]}
 */
@IntegrationTest
class PageBenchmark {
    private static final int MEMBERS = Integer.getInteger("bench.members", 1_000_000);
    private static final int PAGES = Integer.getInteger("bench.pages", 300);
    private static final int IMPORTED = Integer.getInteger("bench.imported", 20_000);
    private static final int PAGE = 20;
    private static final List<String> SEGMENTS = List.of("a-thousand", "a-million");

    private static final String DOCUMENT = """
            query ($segment: String!, $first: Int, $after: String, $last: Int, $before: String) @purpose(is: %s) {
              segment(namespace: "segment", value: $segment) {
                devices(first: $first, after: $after, last: $last, before: $before) {
                  edges { cursor node { key } }
                  pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
                }
              }
            }
            """;

    @Autowired
    private Queries queries;

    @Autowired
    private Policies policies;

    @Autowired
    private Planner planner;

    @Autowired
    private Tokens tokens;

    @Autowired
    private FolderImport folders;

    @Autowired
    private Driver driver;

    private final Random random = new Random(7);

    @BeforeAll
    static void fill(
            @Autowired Neo4jClient client, @Autowired Pseudonyms pseudonyms, @Autowired Namespaces namespaces) {
        var start = System.nanoTime();
        var segments = new SegmentOfAnySize(client, pseudonyms, namespaces);
        segments.write(SEGMENTS.getFirst(), 1_000, 1);
        segments.write(SEGMENTS.getLast(), MEMBERS, 100);
        System.out.printf(
                "%,d members are written in %d s%n",
                MEMBERS + 1_000, Duration.ofNanos(System.nanoTime() - start).toSeconds());
    }

    /** A client that asks for one purpose. */
    private record Asker(String document, String client) {}

    @Test
    void aPageOfAMillionOfWhom99InAHundredSaidNoOrNothing() {
        compare("of a million, 99 % have said no or nothing", asker("RETARGETING", "dmp"));
    }

    @Test
    void aPageOfAMillionOfWhom99InAHundredHaveExpired() {
        compare("of a million, 99 % have said yes and expired", asker("ANALYTICS", "analyst"));
    }

    private static Asker asker(String purpose, String client) {
        return new Asker(DOCUMENT.formatted(purpose), client);
    }

    private void compare(String what, Asker asker) {
        System.out.printf("%n%s; medians of %d pages of %d, in ms%n", what, PAGES, PAGE);
        System.out.printf("%-34s %12s %12s %8s%n", "", SEGMENTS.getFirst(), SEGMENTS.getLast(), "ratio");
        print("first page", segment -> page(asker, segment, Map.of("first", PAGE)));
        print(
                "forwards from anywhere",
                segment -> page(asker, segment, Map.of("first", PAGE, "after", anywhere(asker))));
        print("last page", segment -> page(asker, segment, Map.of("last", PAGE)));
        print(
                "backwards from anywhere",
                segment -> page(asker, segment, Map.of("last", PAGE, "before", anywhere(asker))));
        for (var segment : SEGMENTS) {
            var pages = 0;
            var edges = 0;
            var variables = new HashMap<String, Object>(Map.of("first", 100));
            var start = System.nanoTime();
            for (var more = true; more; pages++) {
                var page = page(asker, segment, variables);
                edges += page.edges().size();
                more = page.page().hasNextPage();
                variables.put("after", page.page().endCursor());
            }
            System.out.printf(
                    "%s from start to end: %,d edges on %d pages of 100, %.2f ms a page%n",
                    segment, edges, pages, (System.nanoTime() - start) / 1e6 / pages);
        }
    }

    private interface Asks {
        Answer.Connection of(String segment);
    }

    private void print(String what, Asks asks) {
        var medians = new double[SEGMENTS.size()];
        var millis = new double[SEGMENTS.size()][PAGES];
        for (var round = -PAGES / 3; round < PAGES; round++) {
            for (var i = 0; i < SEGMENTS.size(); i++) {
                var start = System.nanoTime();
                var page = asks.of(SEGMENTS.get(i));
                if (round >= 0) {
                    millis[i][round] = (System.nanoTime() - start) / 1e6;
                }
                assertThat(page.edges()).hasSizeLessThanOrEqualTo(PAGE);
            }
        }
        for (var i = 0; i < SEGMENTS.size(); i++) {
            Arrays.sort(millis[i]);
            medians[i] = millis[i][PAGES / 2];
        }
        System.out.printf("%-34s %12.2f %12.2f %8.2f%n", what, medians[0], medians[1], medians[1] / medians[0]);
    }

    private Answer.Connection page(Asker asker, String segment, Map<String, Object> variables) {
        var values = new HashMap<>(variables);
        values.put("segment", segment);
        var policy = policies.current().policy();
        return switch (queries.prepare(asker.document(), question(asker, values), policy, Optional.empty())) {
            case Preparation.Ready(var operation) ->
                requireNonNull(
                        operation.one("segment").orElseThrow().connections().get("segment/devices"));
            case Preparation other -> throw new AssertionError(other);
        };
    }

    /** A cursor of a random place: at random depth. */
    private String anywhere(Asker asker) {
        var question = question(asker, Map.of("segment", SEGMENTS.getFirst()));
        var planned =
                (Planning.Planned) planner.plan(question, policies.current().policy());
        var entry = (Plan.Entry) planned.plan().roots().getFirst();
        var position = new byte[16];
        random.nextBytes(position);
        return new Cursors(tokens, question.client(), planned.plan())
                .cursor(entry.node().steps().getFirst(), HexFormat.of().formatHex(position));
    }

    private Question question(Asker asker, Map<String, Object> variables) {
        return new Question(
                policies.current().clients().find(asker.client()).orElseThrow(),
                Parser.parse(asker.document()),
                null,
                CoercedVariables.of(variables),
                Optional.empty(),
                Subject.NONE);
    }

    @Test
    void anImportWithTheIndexesAndWithout(@TempDir Path folder) throws IOException {
        var rates = new HashMap<Boolean, List<Long>>(Map.of(true, new ArrayList<>(), false, new ArrayList<>()));
        load(folder, "warm-up");
        for (var round = 0; round < 3; round++) {
            for (var indexed : List.of(true, false)) {
                var dropped = indexed ? List.<String>of() : dropIndexes();
                requireNonNull(rates.get(indexed)).add(load(folder, "r" + round + indexed));
                dropped.forEach(this::run);
                run("CALL db.awaitIndexes(600)");
            }
        }
        System.out.printf(
                "%nimport of %,d memberships that are open to two purposes, edges/s: with indexes %s, without %s%n",
                IMPORTED, rates.get(true), rates.get(false));
    }

    /** Drops the indexes of lists, and says how to make them again. */
    private List<String> dropIndexes() {
        try (var session = driver.session()) {
            var indexes = session.run("""
                            SHOW INDEXES YIELD name, createStatement WHERE name STARTS WITH 'in_segment_list_'
                            RETURN name, createStatement
                            """).list();
            indexes.forEach(index -> run("DROP INDEX " + index.get("name").asString()));
            return indexes.stream()
                    .map(index -> index.get("createStatement").asString())
                    .toList();
        }
    }

    private void run(String cypher) {
        try (var session = driver.session()) {
            session.run(cypher).consume();
        }
    }

    /** Imports memberships of new devices, and returns how many a second. */
    private long load(Path folder, String name) throws IOException {
        var consents = new ArrayList<String>();
        var interests = new ArrayList<String>();
        IntStream.range(0, IMPORTED).forEach(i -> {
            interests.add("%s-%d,,loaded-%d,2026-03-01T10:00:00Z".formatted(name, i, i % 20));
            for (var purpose : List.of("ANALYTICS", "RETARGETING")) {
                consents.add(
                        "cookie,%1$s-%2$d,%3$s,GRANTED,CONSENT,2026-01-01T00:00:00Z,2035-01-01T00:00:00Z,notice,p-%1$s-%2$d-%3$s"
                                .formatted(name, i, purpose));
            }
        });
        Files.writeString(
                folder.resolve("consents.csv"),
                "namespace,value,purpose,status,lawful_basis,given_at,valid_until,notice,proof\n"
                        + String.join("\n", consents));
        Files.writeString(
                folder.resolve("webshop-interests.csv"),
                "cookie,app_install,interest,seen_at\n" + String.join("\n", interests));
        var start = System.nanoTime();
        folders.run(folder);
        return Math.round(IMPORTED / ((System.nanoTime() - start) / 1e9));
    }
}
