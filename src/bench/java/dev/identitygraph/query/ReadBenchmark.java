package dev.identitygraph.query;

import dev.identitygraph.audit.AuditLog;
import dev.identitygraph.identity.Identity;
import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.policy.Plan;
import dev.identitygraph.policy.Planner;
import dev.identitygraph.policy.Planning;
import dev.identitygraph.policy.Policy;
import dev.identitygraph.policy.Question;
import dev.identitygraph.policy.Subject;
import dev.identitygraph.store.AddressCipher;
import dev.identitygraph.store.Consistency;
import dev.identitygraph.store.GraphReader;
import dev.identitygraph.store.Pseudonyms;
import dev.identitygraph.store.Tokens;
import dev.identitygraph.testing.GraphQlApi;
import dev.identitygraph.testing.IntegrationTest;
import graphql.execution.CoercedVariables;
import graphql.language.Document;
import graphql.parser.Parser;
import io.micrometer.observation.ObservationRegistry;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Driver;
import org.neo4j.driver.QueryConfig;
import org.neo4j.driver.RoutingControl;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.neo4j.core.Neo4jClient;

/**
 * What planning costs, and what the way through GraphQL and the guards cost on top of the database. The variants take
 * turns within one run, so that a noisy machine disturbs them alike: compare the ratios.
 *
 * <p>{@code mvn -P bench verify [-Dbench.customers=100000] [-Dbench.seconds=5] [-Dbench.rounds=5]}
 */
@IntegrationTest
class ReadBenchmark {
    private static final int CUSTOMERS = Integer.getInteger("bench.customers", 100_000);
    private static final int SECONDS = Integer.getInteger("bench.seconds", 5);
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);
    private static final int CONNECTIONS = 8;

    private static final String DOCUMENT = """
        query Page($ref: String!) @purpose(is: PERSONALIZATION) {
          customer(namespace: "crm", value: $ref) {
            segments { edges { node { name } consent { validUntil } provenance { source } } }
            devices { edges { node { segments { edges { node { name } } } } } }
          }
        }
        """;

    private static final Document PARSED = Parser.parse(DOCUMENT);

    @Autowired
    private Queries queries;

    @Autowired
    private Policies policies;

    @Autowired
    private Planner planner;

    @Autowired
    private Namespaces namespaces;

    @Autowired
    private GraphReader reader;

    @Autowired
    private Pseudonyms pseudonyms;

    @Autowired
    private Tokens tokens;

    @Autowired
    private AddressCipher addresses;

    @Autowired
    private Consistency consistency;

    @Autowired
    private AuditLog audit;

    @Autowired
    private EntryCounts entryCounts;

    @Autowired
    private Limits limits;

    @Autowired
    private Clock clock;

    @Autowired
    private Driver driver;

    @Autowired
    private GraphQlApi api;

    @BeforeAll
    static void fill(
            @Autowired Neo4jClient client, @Autowired Pseudonyms pseudonyms, @Autowired Namespaces namespaces) {
        new SyntheticGraph(client, pseudonyms, namespaces).fill(CUSTOMERS);
    }

    @Test
    void planning() {
        var question = question("1");
        var policy = policies.current().policy();
        var cold = new Queries(
                planner,
                reader,
                pseudonyms,
                tokens,
                addresses,
                consistency,
                audit,
                entryCounts,
                limits,
                clock,
                new Measurements(ObservationRegistry.NOOP));
        for (var i = 0; i < 2_000; i++) {
            cold.prepare(DOCUMENT + "#" + i, question, policy, Optional.empty());
            queries.prepare(DOCUMENT, question, policy, Optional.empty());
        }
        var coldNanos = medianNanos(2_000, i -> cold.prepare(DOCUMENT + "##" + i, question, policy, Optional.empty()));
        var cachedNanos = medianNanos(20_000, _ -> queries.prepare(DOCUMENT, question, policy, Optional.empty()));
        System.out.printf(
                "plan and compile, cold document: median %.1f µs; cached, with binding: median %.1f µs%n",
                coldNanos / 1e3, cachedNanos / 1e3);
    }

    @Test
    void throughput() throws Exception {
        var policy = policies.current().policy();
        var planned = (Planning.Planned) planner.plan(question("1"), policy);
        var entry = (Plan.Entry) planned.plan().roots().getFirst();
        var guarded = CypherCompiler.compile(planned.plan(), entry).cypher();
        var unguarded = """
            UNWIND $walks0 AS walk MATCH (start:Customer) WHERE start.digest IN walk.digests
            RETURN walk.index AS index, start.digest AS start, {digest: start.digest, properties: {},
              step0: COLLECT { MATCH (start)-[r0:IN_SEGMENT]->(n0:Segment) WHERE r0.PERSONALIZATION_position > $after0_0
                WITH r0, n0 ORDER BY r0.PERSONALIZATION_position LIMIT $limit0_0
                RETURN {position: r0.PERSONALIZATION_position, edgeId: r0.edgeId,
                  metadata: r0 {.PERSONALIZATION_validUntil, .source}, node: {digest: n0.digest, properties: {value: n0.value}}} },
              step1: COLLECT { MATCH (start)-[r1:USES]->(n1:Device) WHERE r1.PERSONALIZATION_position > $after0_1
                WITH r1, n1 ORDER BY r1.PERSONALIZATION_position LIMIT $limit0_1
                RETURN {position: r1.PERSONALIZATION_position, edgeId: r1.edgeId, metadata: r1 {},
                  node: {digest: n1.digest, properties: {}, step2: COLLECT {
                    MATCH (n1)-[r2:IN_SEGMENT]->(n2:Segment) WHERE r2.PERSONALIZATION_position > $after0_2
                    WITH r2, n2 ORDER BY r2.PERSONALIZATION_position LIMIT $limit0_2
                    RETURN {position: r2.PERSONALIZATION_position, edgeId: r2.edgeId, metadata: r2 {},
                      node: {digest: n2.digest, properties: {value: n2.value}}} }}} } } AS node
            """;
        List<Callable<Object>> variants = List.of(
                () -> api.ask(DOCUMENT, Map.of("ref", ref())),
                () -> prepared(policy),
                () -> raw(guarded),
                () -> raw(unguarded));
        var names = List.of(
                "GraphQL over HTTP",
                "planned and read, no GraphQL",
                "driver, the same statement",
                "driver, without guards");
        var rates = new double[variants.size()][ROUNDS];
        for (var variant : variants) {
            warm(variant);
        }
        for (var round = 0; round < ROUNDS; round++) {
            for (var i = 0; i < variants.size(); i++) {
                rates[i][round] = rate(variants.get(i));
            }
        }
        for (var i = 0; i < names.size(); i++) {
            Arrays.sort(rates[i]);
            System.out.printf(
                    "%-28s median %.0f requests/s (%s)%n",
                    names.get(i), rates[i][ROUNDS / 2], Arrays.toString(rates[i]));
        }
        System.out.printf(
                "GraphQL / driver: %.2f   without guards / with guards: %.2f%n",
                rates[0][ROUNDS / 2] / rates[2][ROUNDS / 2], rates[3][ROUNDS / 2] / rates[2][ROUNDS / 2]);
        System.out.println(guarded);
    }

    private Object prepared(Policy policy) {
        return switch (queries.prepare(DOCUMENT, question(ref()), policy, Optional.empty())) {
            case Preparation.Ready(var operation) -> operation.one("customer");
            case Preparation other -> throw new AssertionError(other);
        };
    }

    private Object raw(String cypher) {
        var digests = pseudonyms.candidates(new Identity(namespaces.find("crm").orElseThrow(), ref()));
        var parameters = new HashMap<String, Object>(Map.of(
                "walks0",
                List.of(Map.of("index", 0, "digests", digests, "edges", List.of())),
                "at",
                clock.instant().atZone(ZoneOffset.UTC)));
        for (var step = 0; step < 3; step++) {
            parameters.putAll(
                    Map.of("limit0_" + step, 21, "after0_" + step, BoundStep.START, "before0_" + step, BoundStep.END));
        }
        return driver.executableQuery(cypher)
                .withParameters(parameters)
                .withConfig(
                        QueryConfig.builder().withRouting(RoutingControl.READ).build())
                .execute();
    }

    /** Runs until it gets no faster: the way through GraphQL is long, and compiled late. */
    private static void warm(Callable<Object> request) throws Exception {
        var best = 0.0;
        var slower = 0;
        while (slower < 3) {
            var rate = rate(request);
            slower = rate > best * 1.03 ? 0 : slower + 1;
            best = Math.max(best, rate);
        }
    }

    /** Requests a second, on so many connections at once. */
    private static double rate(Callable<Object> request) throws Exception {
        try (var threads = Executors.newFixedThreadPool(CONNECTIONS)) {
            var end = System.nanoTime() + SECONDS * 1_000_000_000L;
            Callable<Integer> loop = () -> {
                var done = 0;
                while (System.nanoTime() < end) {
                    request.call();
                    done++;
                }
                return done;
            };
            var total = 0;
            for (var done : threads.invokeAll(Collections.nCopies(CONNECTIONS, loop))) {
                total += done.get();
            }
            return total / (double) SECONDS;
        }
    }

    private static double medianNanos(int times, IntConsumer work) {
        var nanos = new long[times];
        for (var i = 0; i < times; i++) {
            var start = System.nanoTime();
            work.accept(i);
            nanos[i] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        return nanos[times / 2];
    }

    private Question question(String ref) {
        return new Question(
                policies.current().clients().find("shop").orElseThrow(),
                PARSED,
                null,
                CoercedVariables.of(Map.of("ref", ref)),
                Optional.empty(),
                Subject.NONE);
    }

    private static String ref() {
        return String.valueOf(ThreadLocalRandom.current().nextInt(CUSTOMERS));
    }
}
