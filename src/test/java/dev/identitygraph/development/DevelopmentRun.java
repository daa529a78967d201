package dev.identitygraph.development;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * The development application as a process of its own, on free ports and in a folder of its own: for tests of what only
 * a whole process shows, and for tools that ask it from outside.
 */
public final class DevelopmentRun implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String READY = "The identity graph is ready.";
    private static final long START_LIMIT_SECONDS = 240;
    private static final long STOP_LIMIT_SECONDS = 60;

    private final Process process;
    private final Path folder;
    private final int port;
    private final int boltPort;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();

    private DevelopmentRun(Path folder, Map<String, String> environment, List<String> arguments) throws IOException {
        this.folder = folder;
        port = Port.anyFree();
        boltPort = Port.anyFree();
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                DevelopmentApplication.class.getName(),
                "--server.port=" + port,
                "--identity-graph.neo4j.bolt-port=" + boltPort,
                "--identity-graph.neo4j.http-port=" + Port.anyFree(),
                "--identity-graph.seed-data=" + Path.of("seed-data").toAbsolutePath()));
        command.addAll(arguments);
        var java = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        java.environment().putAll(environment);
        process = java.start();
        Thread.ofVirtual().start(this::keepLog);
    }

    /**
     * Returns when the application is ready and the seed data is in.
     *
     * @param folder where it keeps what a run keeps in {@code .identity-graph}
     */
    public static DevelopmentRun start(Path folder, Map<String, String> environment, String... arguments)
            throws IOException {
        var run = new DevelopmentRun(folder, environment, List.of(arguments));
        try {
            run.ready.orTimeout(START_LIMIT_SECONDS, TimeUnit.SECONDS).join();
            // It says so a moment before it takes traffic.
            await().until(() -> run.status("/actuator/health/readiness") == 200);
            return run;
        } catch (RuntimeException e) {
            run.close();
            throw new IllegalStateException("The development application did not start:\n" + run.log(), e);
        }
    }

    public URI uri(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    public int port() {
        return port;
    }

    public URI boltUri() {
        return URI.create("bolt://localhost:" + boltPort);
    }

    /** Where the demo clients' ids and secrets are, a file each. */
    public Path demo() {
        return folder.resolve(".identity-graph/demo");
    }

    public String neo4jPassword() throws IOException {
        return Files.readString(folder.resolve(".identity-graph/neo4j/password"))
                .strip();
    }

    /** An access token for a demo client, which proves itself by its secret. */
    public String token(String client) throws IOException, InterruptedException {
        var file = Files.readString(demo().resolve(client));
        var login = file.substring(file.indexOf('"') + 1, file.lastIndexOf('"'));
        var request = HttpRequest.newBuilder(uri("/oauth2/token"))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(login.getBytes(UTF_8)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials"));
        return JSON.readTree(send(request)).get("access_token").asString();
    }

    /** The response to an operation that a demo client asks. */
    public String ask(String client, String document, Map<String, ?> variables)
            throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri("/graphql"))
                .header("Authorization", "Bearer " + token(client))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(
                        JSON.writeValueAsString(Map.of("query", document, "variables", variables)))));
    }

    /** The status of the response to a request without a token. */
    public int status(String path) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(uri(path)).build();
            return http.send(request, BodyHandlers.discarding()).statusCode();
        }
    }

    private static String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request.build(), BodyHandlers.ofString()).body();
        }
    }

    public ProcessHandle process() {
        return process.toHandle();
    }

    /** All that it has printed so far, on standard output and error. */
    public String log() throws IOException {
        return Files.readString(logFile());
    }

    /** Asks it to stop, as a service manager does, and does not wait. */
    public void terminate() {
        // By its handle: the process itself would close the streams of what it still prints.
        process.toHandle().destroy();
    }

    /** Whether it has ended within a minute. */
    public boolean ends() throws InterruptedException {
        return process.waitFor(STOP_LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        terminate();
        try {
            if (!ends()) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private Path logFile() {
        return folder.resolve("run.log");
    }

    private void keepLog() {
        try (var log = Files.newBufferedWriter(logFile());
                Stream<String> lines = process.inputReader().lines()) {
            lines.forEach(line -> {
                try {
                    log.write(line + "\n");
                    log.flush();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                if (line.equals(READY)) {
                    ready.complete(null);
                }
            });
        } catch (IOException e) {
            ready.completeExceptionally(e);
        }
        ready.completeExceptionally(new IllegalStateException("it ended"));
    }
}
