package dev.identitygraph.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.identitygraph.testing.IntegrationTest;
import dev.identitygraph.testing.Processes;
import dev.identitygraph.testing.StoredGraph;
import dev.identitygraph.testing.Wire;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.neo4j.autoconfigure.Neo4jConnectionDetails;
import org.springframework.data.neo4j.core.Neo4jClient;
import tools.jackson.databind.json.JsonMapper;

/** The command {@code import} as a program of its own, as a night's job runs it. */
@IntegrationTest
class UnattendedIT {
    private static final int ROWS = 8_000;
    private static final String HEADER = "crm_id,updated_at,duplicate_of,email,loyalty_tier\n";

    @TempDir
    private Path folder;

    @Autowired
    private Processes processes;

    @Autowired
    private StoredGraph graph;

    @Autowired
    private Neo4jClient client;

    @Autowired
    private Neo4jConnectionDetails server;

    @BeforeEach
    @AfterEach
    void empty() {
        graph.empty();
    }

    @Test
    void itRunsBesideAServerAndAnotherCommandAndDoesNothingButWhatItIsTold() throws Exception {
        var customers = Files.writeString(
                folder.resolve("crm-customers.csv"), HEADER + "1,2026-01-01T08:00:00Z,,anna@example.com,\n");
        var seed = Files.createDirectory(folder.resolve("seed"));
        Files.writeString(seed.resolve("crm-customers.csv"), HEADER + "2,2026-01-01T08:00:00Z,,,gold\n");
        var other = Files.createDirectories(folder.resolve(".identity-graph/commands/audit"));
        try (var lock = FileChannel.open(other.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var port = new ServerSocket(0)) {
            // As another command that runs in this folder has it.
            assertThat(lock.lock().isValid()).isTrue();
            var ended = processes.ended(
                    processes.command(
                            folder,
                            Map.of(
                                    "IDENTITY_GRAPH_SEED_DATA",
                                    seed.toString(),
                                    "MANAGEMENT_SERVER_PORT",
                                    String.valueOf(port.getLocalPort())),
                            "import",
                            customers.toString(),
                            "--json"),
                    folder);
            assertThat(ended.code()).as(ended.err()).isZero();
            assertThat(new JsonMapper()
                            .readTree(ended.out())
                            .at("/files/0/ending")
                            .asString())
                    .isEqualTo("IMPORTED");
        }
        assertThat(client.query("MATCH (n:Customer) RETURN n.value")
                        .fetchAs(String.class)
                        .all())
                .containsExactly("1");
    }

    @Test
    void whereTheDatabaseIsNotThereItsAnswerIsEmptyAndTheCodeSaysThatItFailed() throws Exception {
        var customers = Files.writeString(folder.resolve("crm-customers.csv"), HEADER);
        var ended = processes.ended(
                processes.command(
                        folder, Map.of("SPRING_NEO4J_URI", "bolt://localhost:1"), "import", customers.toString()),
                folder);
        assertThat(ended.code()).isEqualTo(70);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).contains("localhost:1");
    }

    @Test
    void itEndsWhenItIsToldToAndGoesOnWhenItRunsAgain() throws Exception {
        var customers = customers();
        var process = processes.command(folder, Map.of(), "import", customers.toString(), "--json");
        await().atMost(Duration.ofMinutes(2)).until(() -> imported() > 0);
        process.destroy();
        var ended = processes.ended(process, folder);
        assertThat(ended.code()).as(ended.err()).isEqualTo(143);
        assertThat(imported()).isLessThan(ROWS);
        assertAllIsImported(processes.command(folder, Map.of(), "import", customers.toString(), "--json"));
    }

    @Test
    void itWaitsForADatabaseThatIsAwayForAWhile() throws Exception {
        try (var wire = new Wire(server.getUri())) {
            var process = processes.command(
                    folder,
                    Map.of("SPRING_NEO4J_URI", wire.uri().toString()),
                    "import",
                    customers().toString(),
                    "--json");
            await().atMost(Duration.ofMinutes(2)).until(() -> imported() > 0);
            wire.cut();
            await().atMost(Duration.ofMinutes(2)).until(() -> wire.callsInVain() > 10 || !process.isAlive());
            wire.mend();
            assertAllIsImported(process);
        }
    }

    private Path customers() throws IOException {
        var content = new StringBuilder(HEADER);
        for (var i = 0; i < ROWS; i++) {
            content.append(i).append(",2026-01-01T08:00:00Z,,c").append(i).append("@example.com,\n");
        }
        return Files.writeString(folder.resolve("crm-customers.csv"), content);
    }

    private void assertAllIsImported(Process process) throws Exception {
        var ended = processes.ended(process, folder);
        assertThat(ended.code()).as(ended.err() + ended.out()).isZero();
        assertThat(new JsonMapper().readTree(ended.out()).path("read").asInt()).isEqualTo(ROWS);
        assertThat(graph.count("MATCH (n:Customer) RETURN count(n)")).isEqualTo(ROWS);
    }

    private long imported() {
        return graph.count("MATCH (f:File) RETURN sum(f.rows)");
    }
}
