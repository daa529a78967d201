package dev.identitygraph.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks the application over HTTP, as any client does. */
@TestComponent
@Lazy
public class GraphQlApi {
    /** What came back. */
    public record Reply(int status, JsonNode body) {
        public JsonNode data() {
            return body.path("data");
        }

        /** The code of the first error. */
        public String code() {
            return body.at("/errors/0/extensions/code").asString();
        }
    }

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final JsonMapper json = new JsonMapper();
    private final Environment environment;

    GraphQlApi(Environment environment) {
        this.environment = environment;
    }

    /** Asks with a document of {@code src/test/resources/graphql}. */
    public Reply askNamed(String name, Map<String, ?> variables, String... headers) {
        try (var document =
                Objects.requireNonNull(GraphQlApi.class.getResourceAsStream("/graphql/" + name + ".graphql"), name)) {
            return ask(new String(document.readAllBytes(), StandardCharsets.UTF_8), variables, headers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Reply ask(String document, Map<String, ?> variables, String... headers) {
        var port = environment.getRequiredProperty("local.server.port");
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/graphql"))
                .header("Content-Type", "application/json")
                .header("Accept", "application/graphql-response+json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        json.writeValueAsString(Map.of("query", document, "variables", variables))));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            var response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Reply(response.statusCode(), json.readTree(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
