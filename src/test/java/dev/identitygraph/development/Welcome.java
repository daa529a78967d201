package dev.identitygraph.development;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.util.RawValue;

/** Says where everything is, once the application is ready and the seed data is in. */
@TestConfiguration(proxyBeanMethods = false)
class Welcome {
    private final Environment environment;
    private final ObjectProvider<Neo4jServer> server;

    Welcome(Environment environment, ObjectProvider<Neo4jServer> server) {
        this.environment = environment;
        this.server = server;
    }

    @EventListener(ApplicationReadyEvent.class)
    void print() throws IOException {
        String application = "http://localhost:" + environment.getProperty("local.server.port", "8080");
        String endpoint = application + environment.getProperty("spring.graphql.http.path", "/graphql");
        String query = text("first-query.graphql");
        String variables = text("first-variables.json");
        String request = JsonMapper.shared()
                .createObjectNode()
                .put("query", query.replaceAll("\\s+", " "))
                .putRawValue("variables", new RawValue(variables))
                .toString();

        System.out.println("""

                The identity graph is ready.

                  GraphQL        %s
                  GraphiQL       %s/graphiql
                %s
                A first query, for GraphiQL (with the variables %s):

                %s
                The same from a shell:

                  curl %s -H 'Content-Type: application/json' -d '%s'

                Ctrl-C ends it. The data stays.
                """.formatted(
                        endpoint,
                        application,
                        server.stream().map(Welcome::describe).collect(joining()),
                        variables,
                        query.indent(2),
                        endpoint,
                        request));
    }

    /** What GraphiQL opens with. */
    private static String text(String file) throws IOException {
        return new ClassPathResource("static/graphiql/" + file)
                .getContentAsString(StandardCharsets.UTF_8)
                .strip();
    }

    private static String describe(Neo4jServer server) {
        return """
                  Neo4j Browser  %s (password %s)
                  Bolt           %s
                  Data           %s
                """.formatted(server.browserUri(), server.password(), server.boltUri(), server.folder());
    }
}
