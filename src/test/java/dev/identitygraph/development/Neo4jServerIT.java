package dev.identitygraph.development;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;

/** A server starts, stops and makes way as a developer expects. */
@Timeout(value = 60, unit = SECONDS)
class Neo4jServerIT {
    private final int boltPort = Port.anyFree();
    private final int httpPort = Port.anyFree();

    @TempDir
    Path folder;

    @Test
    void startsEmptyAndKeepsDataAndPassword() throws Exception {
        String password;
        try (Neo4jServer server = start()) {
            password = server.password();
            assertThat(nodesAfter(server, "FINISH")).isZero();
            assertThat(nodesAfter(server, "CREATE (:Kept)")).isOne();
            assertThat(discovery()).contains("bolt://localhost:" + boltPort);
        }
        try (Neo4jServer server = start()) {
            assertThat(server.password()).isEqualTo(password);
            assertThat(nodesAfter(server, "FINISH")).isOne();
        }
    }

    @Test
    void refusesAFolderInUse() throws Exception {
        try (Neo4jServer server = start()) {
            assertThatExceptionOfType(DevelopmentServerException.class)
                    .isThrownBy(this::start)
                    .withMessageContaining(
                            "Another run, process %d", ProcessHandle.current().pid())
                    .withMessageContaining(server.folder().toString());
        }
    }

    @Test
    void refusesATakenPort() throws Exception {
        for (int port : List.of(boltPort, httpPort)) {
            try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                assertThatExceptionOfType(DevelopmentServerException.class)
                        .isThrownBy(this::start)
                        .withMessageContaining("Port %d is taken", taken.getLocalPort())
                        .withMessageContaining(port == boltPort ? "neo4j.bolt-port=" : "neo4j.http-port=");
            }
        }
    }

    @Test
    void showsTheLogOfAServerThatDoesNotStart() {
        assertThatExceptionOfType(DevelopmentServerException.class)
                .isThrownBy(() -> Neo4jServer.start(settings(folder, boltPort, httpPort, "much")))
                .withMessageContaining("server.memory.pagecache.size")
                .withMessageContaining("neo4j.log");
    }

    @Test
    void refusesDataWhosePasswordIsLost() throws Exception {
        Files.createDirectories(folder.resolve("data/databases/system"));
        assertThatExceptionOfType(DevelopmentServerException.class)
                .isThrownBy(this::start)
                .withMessageContaining(folder.resolve("password").toString());
    }

    @Test
    void endsWhenItsParentIsKilled() throws Exception {
        ProcessHandle server = serverOfAKilledRun();
        server.onExit().get(20, SECONDS);
        assertThat(folder.resolve("neo4j.log")).content().contains("Stopped.");
    }

    @Test
    void waitsForTheServerOfAKilledRun() throws Exception {
        ProcessHandle earlier = serverOfAKilledRun();
        try (Neo4jServer server = start()) {
            assertThat(server.process()).isNotEqualTo(earlier);
            assertThat(earlier.isAlive()).isFalse();
        }
    }

    @Test
    void endsAServerThatDoesNotStop() throws Exception {
        Process hanging = java(Hanging.class).start();
        Neo4jHome home = Neo4jHome.create(folder);
        new RunningServer(KnownProcess.of(hanging.toHandle()), Optional.empty()).write(home.runningServer());

        RunningServer.makeWay(home, Duration.ofMillis(10));

        assertThat(hanging.isAlive()).isFalse();
    }

    private Neo4jServer start() throws IOException {
        return Neo4jServer.start(settings(folder, boltPort, httpPort, "64m"));
    }

    private static Neo4jServer.Settings settings(Path folder, int boltPort, int httpPort, String pageCache) {
        return new Neo4jServer.Settings(folder, boltPort, httpPort, "256m", pageCache, "");
    }

    private static long nodesAfter(Neo4jServer server, String change) {
        try (Driver driver = GraphDatabase.driver(server.boltUri(), server.authToken())) {
            driver.executableQuery(change).execute();
            return driver.executableQuery("MATCH (n) RETURN count(n) AS nodes")
                    .execute()
                    .records()
                    .getFirst()
                    .get("nodes")
                    .asLong();
        }
    }

    private String discovery() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI root = URI.create("http://localhost:" + httpPort);
            return client.send(HttpRequest.newBuilder(root).build(), BodyHandlers.ofString())
                    .body();
        }
    }

    private ProcessHandle serverOfAKilledRun() throws Exception {
        Process run = java(Run.class, folder.toString(), String.valueOf(boltPort), String.valueOf(httpPort))
                .start();
        String announced = run.inputReader()
                .lines()
                .filter(line -> line.startsWith(Run.ANNOUNCEMENT))
                .findFirst()
                .orElseThrow();
        ProcessHandle server = ProcessHandle.of(Long.parseLong(announced.substring(Run.ANNOUNCEMENT.length())))
                .orElseThrow();
        run.destroyForcibly().waitFor();
        return server;
    }

    private static ProcessBuilder java(Class<?> main, String... arguments) {
        Stream<String> java = Stream.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                main.getName());
        return new ProcessBuilder(Stream.concat(java, Stream.of(arguments)).toList()).redirectError(Redirect.DISCARD);
    }

    /** A run of its own, in which a server has started. */
    static final class Run {
        static final String ANNOUNCEMENT = "server ";

        static void main(String[] arguments) throws IOException {
            int boltPort = Integer.parseInt(arguments[1]);
            int httpPort = Integer.parseInt(arguments[2]);
            try (Neo4jServer server = Neo4jServer.start(settings(Path.of(arguments[0]), boltPort, httpPort, "64m"))) {
                System.out.println(ANNOUNCEMENT + server.process().pid());
                System.in.read();
            }
        }
    }

    /** Stands for a server that has ceased to react. */
    static final class Hanging {
        static void main() throws IOException {
            System.in.read();
        }
    }
}
