package dev.identitygraph.testing;

import dev.identitygraph.Application;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.neo4j.driver.Value;
import org.neo4j.driver.internal.security.InternalAuthToken;
import org.springframework.boot.neo4j.autoconfigure.Neo4jConnectionDetails;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

/** Starts processes of the application on the test's graph and keys, to be killed. */
@TestComponent
@Lazy
public class Processes {
    /**
     * A process that was started.
     *
     * @param folder with its chain of disclosures in {@code audit}
     */
    public record Started(Process process, BufferedReader output, Path folder) implements AutoCloseable {
        /** Waits for a line that begins so. */
        public String until(String start) {
            var seen = new StringBuilder();
            try {
                for (var line = output.readLine(); line != null; line = output.readLine()) {
                    if (line.contains(start)) {
                        return line;
                    }
                    seen.append(line).append('\n');
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            throw new IllegalStateException("The process ended by itself:\n" + seen);
        }

        /** Kills it, as {@code kill -9} does. */
        public void kill() throws InterruptedException {
            process.destroyForcibly();
            process.waitFor();
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    /**
     * What a command has said at its end.
     *
     * @param code with which it ended
     * @param out its answer
     * @param err what else it has told
     */
    public record Ended(int code, String out, String err) {}

    private final Neo4jConnectionDetails server;
    private final Environment environment;

    Processes(Neo4jConnectionDetails server, Environment environment) {
        this.server = server;
        this.environment = environment;
    }

    public Started start(Class<?> main, List<String> arguments) throws IOException {
        var folder = Files.createTempDirectory(Path.of("target"), "process");
        var command = program(main);
        command.addAll(arguments);
        command.addAll(List.of(
                "--spring.neo4j.uri=" + server.getUri(),
                "--identity-graph.keys=" + environment.getProperty("identity-graph.keys"),
                "--identity-graph.issuers[0].uri=" + TestTokens.ISSUER.uri(),
                "--identity-graph.issuers[0].audience=" + TestIssuer.AUDIENCE,
                "--identity-graph.issuers[0].subject-claim=" + TestIssuer.SUBJECT_CLAIM,
                "--identity-graph.audit.folder=" + folder.resolve("audit"),
                "--identity-graph.audit.heads=" + folder.resolve("heads"),
                "--identity-graph.policy-archive=" + folder.resolve("policies")));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(login());
        var process = builder.start();
        return new Started(process, process.inputReader(), folder);
    }

    /**
     * Starts a command as a user does: where nothing else is said, by the graph and keys of the test.
     *
     * @param folder the working folder, in which it writes what it writes; its output goes to files there
     * @param environment variables besides
     */
    public Process command(Path folder, Map<String, String> environment, String... arguments) throws IOException {
        var command = program(Application.class);
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.environment().putAll(login());
        builder.environment().put("SPRING_NEO4J_URI", server.getUri().toString());
        builder.environment()
                .put(
                        "IDENTITY_GRAPH_KEYS",
                        Path.of(this.environment.getRequiredProperty("identity-graph.keys"))
                                .toAbsolutePath()
                                .toString());
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** It lives for seconds, in which code that is compiled to the last does not pay. */
    private static List<String> program(Class<?> main) {
        return new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    }

    /** Waits for the end of a command that was started in a folder. */
    public Ended ended(Process process, Path folder) throws IOException, InterruptedException {
        return new Ended(
                process.waitFor(), Files.readString(folder.resolve("out")), Files.readString(folder.resolve("err")));
    }

    private Map<String, String> login() {
        var login = ((InternalAuthToken) server.getAuthToken()).toMap();
        return Map.of(
                "SPRING_NEO4J_AUTHENTICATION_USERNAME",
                text(login, InternalAuthToken.PRINCIPAL_KEY),
                "SPRING_NEO4J_AUTHENTICATION_PASSWORD",
                text(login, InternalAuthToken.CREDENTIALS_KEY));
    }

    private static String text(Map<String, Value> login, String key) {
        return Objects.requireNonNull(login.get(key)).asString();
    }
}
