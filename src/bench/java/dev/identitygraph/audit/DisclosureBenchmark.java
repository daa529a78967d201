package dev.identitygraph.audit;

import dev.identitygraph.Application;
import dev.identitygraph.ingest.FolderImport;
import dev.identitygraph.testing.IntegrationTest;
import dev.identitygraph.testing.Processes;
import dev.identitygraph.testing.TestTokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * What it costs to record disclosures: two processes on one graph, one of which records and one of which has no memory
 * to (and answers all the same), are asked in turns by the same clients.
 */
@IntegrationTest
class DisclosureBenchmark {
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 30);

    /** Rounds that do not count, since both processes still compile. */
    private static final int WARM_UP = Integer.getInteger("bench.warm-up", 12);

    private static final int THREADS = 8;
    private static final long ROUND_NANOS = 4_000_000_000L;
    private static final String BODY = """
            {"query": "query @purpose(is: PERSONALIZATION) { customer(namespace: \\"crm\\", value: \\"1001\\") { segments { edges { node { name } } } devices { edges { node { segments { edges { node { name } } } } } } } }"}
            """;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String token = TestTokens.ISSUER.token("shop");

    @Autowired
    private Processes processes;

    @BeforeAll
    static void importSeedData(@Autowired FolderImport folders) {
        folders.run(Path.of("seed-data"));
    }

    @Test
    void recording() throws Exception {
        try (var recording = start()) {
            // One after the other, since both look after the graph's schema as they start.
            var with = port(recording);
            try (var not = start(
                    "--identity-graph.audit.memory=1B",
                    "--identity-graph.audit.when-unwritable=ANSWER",
                    "--logging.level.dev.identitygraph.audit=OFF")) {
                compare(with, port(not));
            }
        }
    }

    private void compare(String with, String without) throws Exception {
        for (var i = 0; i < WARM_UP; i++) {
            round(with);
            round(without);
        }
        var ratios = new ArrayList<Double>();
        for (var i = 0; i < ROUNDS; i++) {
            // Each is first in every other round.
            var first = round(i % 2 == 0 ? with : without);
            var second = round(i % 2 == 0 ? without : with);
            ratios.add(i % 2 == 0 ? first / second : second / first);
            System.out.printf(Locale.ROOT, "round %d: %.0f and %.0f requests/s%n", i, first, second);
        }
        ratios.sort(null);
        System.out.printf(
                Locale.ROOT,
                "with recording, median %.3f of the throughput without (from %.3f to %.3f)%n",
                ratios.get(ratios.size() / 2),
                ratios.getFirst(),
                ratios.getLast());
    }

    private Processes.Started start(String... arguments) throws IOException {
        var all = new ArrayList<>(List.of("--server.port=0"));
        all.addAll(List.of(arguments));
        return processes.start(Application.class, all);
    }

    private static String port(Processes.Started process) {
        var port = process.until("Tomcat started on port").replaceAll(".*port (\\d+).*", "$1");
        process.until("Started Application");
        return port;
    }

    /** Requests a second. */
    private double round(String port) throws Exception {
        var end = System.nanoTime() + ROUND_NANOS;
        var tasks = new ArrayList<Callable<Long>>();
        for (var thread = 0; thread < THREADS; thread++) {
            tasks.add(() -> {
                var answered = 0L;
                while (System.nanoTime() < end) {
                    var answer = http.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/graphql"))
                                    .header("Content-Type", "application/json")
                                    .header("Authorization", "Bearer " + token)
                                    .POST(HttpRequest.BodyPublishers.ofString(BODY))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
                    if (answer.statusCode() != 200) {
                        throw new IllegalStateException(answer.body());
                    }
                    answered++;
                }
                return answered;
            });
        }
        var answered = 0L;
        try (var pool = Executors.newFixedThreadPool(THREADS)) {
            for (var done : pool.invokeAll(tasks)) {
                answered += done.get();
            }
        }
        return answered * 1e9 / ROUND_NANOS;
    }
}
