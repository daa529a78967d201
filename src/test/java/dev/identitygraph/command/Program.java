package dev.identitygraph.command;

import dev.identitygraph.Application;
import dev.identitygraph.development.TestNeo4j;
import dev.identitygraph.testing.StoredChain;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The program, run beside the application of a test: on its graph and by its keys, with an audit of its own. */
final class Program {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Path audit;
    private final List<String> properties;

    /**
     * The program.
     *
     * @param folder for what it writes
     */
    Program(Environment environment, Path folder) {
        audit = folder.resolve("audit");
        properties = List.of(
                "--identity-graph.keys=" + environment.getRequiredProperty("identity-graph.keys"),
                "--identity-graph.audit.folder=" + audit,
                "--identity-graph.audit.heads=" + folder.resolve("heads"),
                "--server.port=0");
    }

    /** Runs a command on the graph, and gives the code that it ends with. */
    int run(String... arguments) {
        out.getBuffer().setLength(0);
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(properties);
        return Commands.run(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                new GraphAccess(
                        properties -> new SpringApplication(Application.class, TestNeo4j.class).run(properties), _ -> {
                            throw new AssertionError("All of these need a graph");
                        }),
                all.toArray(String[]::new));
    }

    /** What the last command has printed. */
    String out() {
        return out.toString();
    }

    JsonNode json() {
        return new JsonMapper().readTree(out());
    }

    /** What the chain has that commands have done, in its order. */
    List<String> acts() {
        return StoredChain.text(audit)
                .lines()
                .map(line -> new JsonMapper().readTree(line.substring(line.indexOf('{'))))
                .filter(record -> record.path("kind").asString().equals("act")
                        && record.path("client").asString().equals("command"))
                .map(record -> record.path("act").asString())
                .toList();
    }

    /** What all commands have told. */
    String err() {
        return err.toString();
    }
}
