package dev.identitygraph.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.identitygraph.Application;
import dev.identitygraph.identity.Identity;
import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.ingest.FolderImport;
import dev.identitygraph.store.Pseudonyms;
import dev.identitygraph.testing.IntegrationTest;
import dev.identitygraph.testing.Processes;
import dev.identitygraph.testing.TestTokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A process that is killed under load has a record of every answer that left it. */
@IntegrationTest
class KilledUnderLoadIT {
    private static final List<String> PEOPLE =
            List.of("1001", "1002", "1003", "1007", "1008", "1009", "1010", "1011", "1012", "1013", "1015");
    private static final int THREADS = 8;

    @Autowired
    private Processes processes;

    @Autowired
    private Pseudonyms pseudonyms;

    @Autowired
    private Namespaces namespaces;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String token = TestTokens.ISSUER.token("shop");
    private final Map<String, Long> answered = new ConcurrentHashMap<>();
    private final CountDownLatch enough = new CountDownLatch(400);

    @BeforeAll
    static void importSeedData(@Autowired FolderImport folders) {
        folders.run(Path.of("seed-data"));
    }

    @Test
    void everyAnswerThatLeftIsInTheChain() throws Exception {
        try (var process = processes.start(Application.class, List.of("--server.port=0"));
                var clients = Executors.newFixedThreadPool(THREADS)) {
            var port = process.until("Tomcat started on port").replaceAll(".*port (\\d+).*", "$1");
            process.until("Started Application");
            for (var thread = 0; thread < THREADS; thread++) {
                var first = thread;
                clients.submit(() -> askUntilItIsKilled(port, first));
            }
            enough.await();
            process.kill();
            clients.shutdown();
            assertThat(clients.awaitTermination(30, TimeUnit.SECONDS)).isTrue();

            var chain = process.folder().resolve("audit");
            assertThat(ChainCheck.of(chain, Optional.empty(), Optional.empty()).faults())
                    .isEmpty();
            var recorded = new Disclosures(chain)
                            .read(Optional.empty(), Optional.empty(), Optional.empty(), Integer.MAX_VALUE)
                            .disclosures()
                            .stream()
                            .flatMap(disclosure -> disclosure.nodes().stream())
                            .collect(Collectors.groupingBy(node -> node, Collectors.counting()));
            assertThat(answered)
                    .isNotEmpty()
                    .allSatisfy((person, answers) -> assertThat(recorded.getOrDefault(pseudonym(person), 0L))
                            .as(person)
                            .isGreaterThanOrEqualTo(answers));
        }
    }

    private void askUntilItIsKilled(String port, int first) {
        for (var i = first; ; i++) {
            var person = PEOPLE.get(i % PEOPLE.size());
            var body = """
                    {"query": "query @purpose(is: PERSONALIZATION) { customer(namespace: \\"crm\\", value: \\"%s\\") { segments { edges { node { name } } } } }"}
                    """.formatted(person);
            try {
                var answer = http.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/graphql"))
                                .header("Content-Type", "application/json")
                                .header("Authorization", "Bearer " + token)
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() == 200 && answer.body().contains("\"segments\"")) {
                    answered.merge(person, 1L, Long::sum);
                    enough.countDown();
                }
            } catch (IOException e) {
                return;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private String pseudonym(String crm) {
        return pseudonyms.of(new Identity(namespaces.find("crm").orElseThrow(), crm));
    }
}
