package dev.identitygraph.development;

import dev.identitygraph.Application;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;

/**
 * The application with a Neo4j of its own and the seed data in it: what {@code mvn spring-boot:test-run} starts. As
 * {@code bulk FOLDER} it loads a folder into this Neo4j, which must be new and not run.
 */
public final class DevelopmentApplication {
    private DevelopmentApplication() {}

    public static void main(String[] args) throws IOException {
        if (args.length > 0 && args[0].equals("bulk")) {
            Application.main(intoOurNeo4j(args));
            return;
        }
        SpringApplication.from(Application::main)
                .with(DevelopmentNeo4j.class, DevelopmentAuthorization.class, Welcome.class)
                .withAdditionalProfiles("development")
                .run(args);
    }

    private static String[] intoOurNeo4j(String[] args) throws IOException {
        String home = "--identity-graph.neo4j.home=";
        Path folder = Stream.of(args)
                .filter(arg -> arg.startsWith(home))
                .map(arg -> Path.of(arg.substring(home.length())))
                .findFirst()
                .orElse(Path.of(".identity-graph/neo4j"));
        LoadableNeo4j neo4j = LoadableNeo4j.in(folder);
        return Stream.concat(Stream.of(args), Stream.of("--into=" + neo4j.data(), "--neo4j-admin=" + neo4j.admin()))
                .toArray(String[]::new);
    }
}
