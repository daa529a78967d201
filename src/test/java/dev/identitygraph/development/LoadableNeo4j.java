package dev.identitygraph.development;

import dev.identitygraph.Application;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** A Neo4j that does not run yet, so that a database can be loaded into it first. */
public final class LoadableNeo4j implements AutoCloseable {
    private final Neo4jHome home;
    private final Path admin;
    private @Nullable Neo4jServer server;

    private LoadableNeo4j(Neo4jHome home, Path admin) {
        this.home = home;
        this.admin = admin;
    }

    /** A new one. */
    public static LoadableNeo4j in(Path folder) throws IOException {
        Neo4jHome home = Neo4jHome.create(folder);
        return new LoadableNeo4j(home, Neo4jProgram.admin(home));
    }

    public Path data() {
        return home.folder().resolve("data");
    }

    /** The program {@code neo4j-admin}. */
    public Path admin() {
        return admin;
    }

    /** Starts it, and returns when it answers. */
    public void start(String heap, String pageCache) throws IOException {
        server = Neo4jServer.start(
                new Neo4jServer.Settings(home.folder(), Port.anyFree(), Port.anyFree(), heap, pageCache, ""));
    }

    public URI boltUri() {
        return running().boltUri();
    }

    public String password() {
        return running().password();
    }

    /**
     * The application on it.
     *
     * @param folder for what the application writes besides
     * @param more properties of its own, such as where its keys are
     */
    public ConfigurableApplicationContext application(Path folder, String... more) {
        var properties = Stream.concat(
                Stream.of(
                        "--spring.neo4j.uri=" + boltUri(),
                        "--spring.neo4j.authentication.username=neo4j",
                        "--spring.neo4j.authentication.password=" + password(),
                        "--identity-graph.audit.folder=" + folder.resolve("audit"),
                        "--identity-graph.audit.heads=" + folder.resolve("heads"),
                        "--identity-graph.policy-archive=" + folder.resolve("policies"),
                        "--server.port=0"),
                Stream.of(more));
        return new SpringApplication(Application.class).run(properties.toArray(String[]::new));
    }

    private Neo4jServer running() {
        if (server == null) {
            throw new IllegalStateException("It has not been started");
        }
        return server;
    }

    /** Stops it, if it runs. */
    public void stop() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    @Override
    public void close() throws IOException {
        stop();
    }
}
