package dev.identitygraph.development;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.neo4j.driver.AuthToken;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.exceptions.AuthenticationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** A Neo4j of our own: a child process that keeps its data in a home folder and ends no later than this JVM. */
final class Neo4jServer implements AutoCloseable {
    static final String USER = "neo4j";

    private static final Logger log = LoggerFactory.getLogger(Neo4jServer.class);
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static final int LOG_LINES_SHOWN = 15;

    /**
     * Where a server keeps its data, where it listens, and how much memory it takes.
     *
     * @param browserCommand what the Neo4j Browser runs when it has connected; several are parted by semicolons
     */
    @ConfigurationProperties("identity-graph.neo4j")
    record Settings(
            @DefaultValue(".identity-graph/neo4j") Path home,
            @DefaultValue("7687") int boltPort,
            @DefaultValue("7474") int httpPort,
            @DefaultValue("512m") String heap,
            @DefaultValue("64m") String pageCache,
            @DefaultValue("") String browserCommand) {}

    private final Settings settings;
    private final Neo4jHome home;
    private final String password;
    private final Process process;

    private Neo4jServer(Settings settings, Neo4jHome home, String password) throws IOException {
        this.settings = settings;
        this.home = home;
        this.password = password;
        this.process = launch();
    }

    /** Returns when the server answers. Other ports that the run will need are checked before it is started. */
    static Neo4jServer start(Settings settings, Port... neededLater) throws IOException {
        Neo4jHome home = Neo4jHome.create(settings.home());
        RunningServer.makeWay(home, STOP_LIMIT);
        new Port("identity-graph.neo4j.bolt-port", settings.boltPort()).requireFree();
        new Port("identity-graph.neo4j.http-port", settings.httpPort()).requireFree();
        Stream.of(neededLater).forEach(Port::requireFree);
        home.requireSpace();

        log.info("Starting Neo4j in {}", home.folder());
        Neo4jServer server = new Neo4jServer(settings, home, home.password());
        try {
            server.awaitReady();
            return server;
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    URI boltUri() {
        return URI.create("bolt://localhost:" + settings.boltPort());
    }

    /** With the user filled in. */
    URI browserUri() {
        return URI.create("http://localhost:%d/browser/?dbms=neo4j://%s@localhost:%d"
                .formatted(settings.httpPort(), USER, settings.boltPort()));
    }

    AuthToken authToken() {
        return AuthTokens.basic(USER, password);
    }

    String password() {
        return password;
    }

    Path folder() {
        return home.folder();
    }

    ProcessHandle process() {
        return process.toHandle();
    }

    /** Closes the process's standard input, at which it stops cleanly, and waits until it has. */
    @Override
    public void close() throws IOException {
        if (!process.isAlive()) {
            return;
        }
        RunningServer.ofThisRun(process).stopping().write(home.runningServer());
        process.getOutputStream().close();
        RunningServer.awaitEnd(process.toHandle(), STOP_LIMIT);
    }

    private Process launch() throws IOException {
        Files.writeString(home.configuration().resolve("neo4j.conf"), Neo4jConfiguration.of(settings));
        if (!home.hasData()) {
            Process admin = Neo4jProgram.setInitialPassword(home, password).start();
            if (admin.onExit().join().exitValue() != 0) {
                throw notStarted();
            }
        }
        Process server = Neo4jProgram.server(home, settings.heap()).start();
        RunningServer.ofThisRun(server).write(home.runningServer());
        return server;
    }

    private void awaitReady() {
        boolean ready = CompletableFuture.supplyAsync(this::saysReady)
                .completeOnTimeout(false, START_LIMIT.toSeconds(), TimeUnit.SECONDS)
                .join();
        if (!ready) {
            throw notStarted();
        }
        try (Driver driver = GraphDatabase.driver(boltUri(), authToken())) {
            driver.verifyConnectivity();
        } catch (AuthenticationException e) {
            throw new DevelopmentServerException(
                    "Neo4j refuses the password of the user %s that %s holds.".formatted(USER, home.passwordFile()),
                    "Write the password that the database was given into that file, or delete %s to start afresh."
                            .formatted(home.folder()),
                    e);
        }
    }

    private DevelopmentServerException notStarted() {
        return new DevelopmentServerException(
                "Neo4j did not start. The end of its log, %s:%n%n%s"
                        .formatted(home.log(), home.endOfLog(LOG_LINES_SHOWN)),
                "If the log does not say what to do and the data may go, delete %s and start again."
                        .formatted(home.folder()));
    }

    /** Returns false when the process ends first. */
    private boolean saysReady() {
        return process.inputReader().lines().anyMatch(Neo4jChild.READY::equals);
    }
}
