package dev.identitygraph.development;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.AuthTokens;
import org.springframework.boot.neo4j.autoconfigure.Neo4jConnectionDetails;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.util.FileSystemUtils;
import org.testcontainers.neo4j.Neo4jContainer;

/**
 * The Neo4j of the integration tests, which import this class: one for the whole JVM, empty at first, started by the
 * first test that asks. The system property {@code neo4j.tests} says whether it is a child process or a container.
 */
@TestConfiguration(proxyBeanMethods = false)
public class TestNeo4j {
    /** For a run from an IDE; Maven passes the version that the pom names. */
    private static final String DEFAULT_VERSION = "2025.12.1";

    private static @Nullable ServerConnection shared;

    @Bean
    Neo4jConnectionDetails neo4jConnectionDetails() throws IOException {
        return shared();
    }

    private static synchronized ServerConnection shared() throws IOException {
        if (shared == null) {
            shared = start();
        }
        return shared;
    }

    private static ServerConnection start() throws IOException {
        String kind = System.getProperty("neo4j.tests", "child");
        return switch (kind) {
            case "child" -> startChild();
            case "testcontainers" -> startContainer();
            default ->
                throw new DevelopmentServerException(
                        "The system property neo4j.tests is '%s'.".formatted(kind),
                        "It may be 'child' or 'testcontainers'.");
        };
    }

    /** In a folder of this JVM's own, so that tests in an IDE and in Maven do not meet. */
    private static ServerConnection startChild() throws IOException {
        Path home = Neo4jProgram.inBuildFolder("neo4j-it")
                .resolve(Long.toString(ProcessHandle.current().pid()));
        FileSystemUtils.deleteRecursively(home);
        Neo4jServer server = Neo4jServer.start(new Neo4jServer.Settings(
                home,
                Port.anyFree(),
                Port.anyFree(),
                System.getProperty("neo4j.tests.heap", "512m"),
                System.getProperty("neo4j.tests.pageCache", "64m"),
                ""));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server)));
        return new ServerConnection(server.boltUri(), server.authToken());
    }

    private static void stop(Neo4jServer server) {
        try {
            server.close();
            FileSystemUtils.deleteRecursively(server.folder());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Testcontainers itself ends the container with this JVM. */
    private static ServerConnection startContainer() {
        String version = System.getProperty("neo4j.version", DEFAULT_VERSION);
        Neo4jContainer container = new Neo4jContainer("neo4j:%s-community".formatted(version)).withRandomPassword();
        container.start();
        return new ServerConnection(
                URI.create(container.getBoltUrl()), AuthTokens.basic(Neo4jServer.USER, container.getAdminPassword()));
    }
}
