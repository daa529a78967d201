package dev.identitygraph.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks the application over HTTP with a token, as any client does: with the shop's, if no other is named. */
@TestComponent
@Lazy
public class GraphQlApi {
    /** What came back. */
    public record Reply(int status, HttpHeaders headers, JsonNode body) {
        public JsonNode data() {
            return body.path("data");
        }

        /** The code of the first error. */
        public String code() {
            return body.at("/errors/0/extensions/code").asString();
        }
    }

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final JsonMapper json = new JsonMapper();
    private final Environment environment;
    private final Optional<String> token;

    @Autowired
    GraphQlApi(Environment environment) {
        this(environment, Optional.of(TestTokens.ISSUER.token("shop")));
    }

    private GraphQlApi(Environment environment, Optional<String> token) {
        this.environment = environment;
        this.token = token;
    }

    /** The same, with the token of a client that asks for itself. */
    public GraphQlApi as(String client) {
        return withToken(TestTokens.ISSUER.token(client));
    }

    /** The same, with the token of a person who signed in by a client. */
    public GraphQlApi as(String client, String recordNumber) {
        return withToken(TestTokens.ISSUER.token(client, recordNumber));
    }

    public GraphQlApi withToken(String other) {
        return new GraphQlApi(environment, Optional.of(other));
    }

    public GraphQlApi withoutToken() {
        return new GraphQlApi(environment, Optional.empty());
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
        token.ifPresent(bearer -> request.header("Authorization", "Bearer " + bearer));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            var response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Reply(response.statusCode(), response.headers(), json.readTree(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Sends any request to a path of the application, with the token. */
    public HttpResponse<String> send(String path, UnaryOperator<HttpRequest.Builder> request) {
        var port = environment.getRequiredProperty("local.server.port");
        var builder = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        token.ifPresent(bearer -> builder.header("Authorization", "Bearer " + bearer));
        try {
            return HTTP.send(request.apply(builder).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
