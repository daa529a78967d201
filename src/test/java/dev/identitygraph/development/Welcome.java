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
    private final DemoCredentials credentials;

    Welcome(Environment environment, ObjectProvider<Neo4jServer> server, DemoCredentials credentials) {
        this.environment = environment;
        this.server = server;
        this.credentials = credentials;
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
                The same from a shell, with a token for an hour:

                  TOKEN=$(curl -s -K %s %s/oauth2/token -d grant_type=client_credentials | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')
                  curl %s -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' -d '%s'

                %s
                Ctrl-C ends it. The data stays.
                """.formatted(
                        endpoint,
                        application,
                        server.stream().map(Welcome::describe).collect(joining()),
                        variables,
                        query.indent(2),
                        credentials.folder().resolve("shop"),
                        application,
                        endpoint,
                        request,
                        whoMayAsk()));
    }

    /** The secrets themselves are shown once, on the screen, when they are made up; no log has them. */
    private String whoMayAsk() {
        if (!credentials.firstRun()) {
            return "The demo clients and the demo person have their ids and secrets in %s, a file each.\n"
                    .formatted(credentials.folder());
        }
        DemoCredentials.DemoPerson person = credentials.person();
        return "The demo clients, whose ids and secrets are kept in %s, a file each:\n\n%s\nDemo person, who signs in: %s, password %s\n"
                .formatted(
                        credentials.folder(),
                        credentials.clients().stream()
                                .map(client -> "  %-20s %-28s %s%n"
                                        .formatted(
                                                client.name(),
                                                client.id(),
                                                client.isPublic() ? "(public)" : client.secret()))
                                .collect(joining()),
                        person.name(),
                        person.password());
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
