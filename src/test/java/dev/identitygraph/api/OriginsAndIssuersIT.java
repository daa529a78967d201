package dev.identitygraph.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.identitygraph.testing.GraphQlApi;
import dev.identitygraph.testing.IntegrationTest;
import dev.identitygraph.testing.TestIssuer;
import dev.identitygraph.testing.TestTokens;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistrar;
import org.springframework.test.context.TestPropertySource;

/**
 * Pages of other origins ask only where they are allowed to, and an issuer that does not answer is not ours to hide.
 */
@IntegrationTest
@TestPropertySource(
        properties = {
            "spring.graphql.cors.allowed-origins=https://shop.example",
            "spring.graphql.cors.allowed-headers=Authorization,Content-Type,Identity-Purpose"
        })
class OriginsAndIssuersIT {
    /** Nobody listens on this port. */
    private static final String UNREACHABLE = "http://127.0.0.1:1";

    @TestConfiguration(proxyBeanMethods = false)
    static class SecondIssuer {
        @Bean
        DynamicPropertyRegistrar secondIssuer() {
            return registry -> {
                registry.add("identity-graph.issuers[1].uri", () -> UNREACHABLE);
                registry.add("identity-graph.issuers[1].audience", () -> TestIssuer.AUDIENCE);
            };
        }
    }

    @Autowired
    private GraphQlApi api;

    @Value("${local.server.port}")
    private int port;

    @Test
    void aPageOfAnAllowedOriginMayAskAndTheBrowserIsToldSoWithoutAToken() throws Exception {
        var reply = preflight("https://shop.example", "authorization,content-type,identity-purpose");
        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.headers().firstValue("Access-Control-Allow-Origin")).hasValue("https://shop.example");
        assertThat(reply.headers().firstValue("Access-Control-Allow-Headers"))
                .hasValue("authorization, content-type, identity-purpose");
    }

    @Test
    void anotherHeaderIsNotAllowed() throws Exception {
        var reply = preflight("https://shop.example", "authorization,x-other");
        assertThat(reply.headers().firstValue("Access-Control-Allow-Headers")).hasValue("authorization");
    }

    @Test
    void anotherOriginIsNotAllowed() throws Exception {
        var reply = preflight("https://elsewhere.example", "authorization");
        assertThat(reply.statusCode()).isEqualTo(403);
        assertThat(reply.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void aRefusalOfTheTokenCanBeReadByThePageThatSentIt() throws Exception {
        var request = HttpRequest.newBuilder(graphql())
                .header("Origin", "https://shop.example")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"query\": \"{ __typename }\"}"))
                .build();
        var reply = send(request);
        assertThat(reply.statusCode()).isEqualTo(401);
        assertThat(reply.headers().firstValue("Access-Control-Allow-Origin")).hasValue("https://shop.example");
    }

    @Test
    void aTokenWhoseIssuerDoesNotAnswerIsNotCalledInvalid() {
        var token = TestTokens.ISSUER.token("shop", claims -> claims.issuer(UNREACHABLE));
        var reply = api.withToken(token).ask("{ __typename }", Map.of());
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.code()).isEqualTo("ISSUER_UNREACHABLE");
        assertThat(reply.body().toString()).doesNotContain("127.0.0.1");
    }

    @Test
    void whereSeveralIssuersAreTrustedARegistrationThatStatesNoneIsRefusedWithTheReason() {
        var reply = api.ask("{ __typename }", Map.of());
        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.code()).isEqualTo("CLIENT_UNKNOWN");
        assertThat(reply.body().at("/errors/0/message").asString()).contains("the issuer that it states");
    }

    private HttpResponse<String> preflight(String origin, String headers) throws Exception {
        return send(HttpRequest.newBuilder(graphql())
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", headers)
                .build());
    }

    private URI graphql() {
        return URI.create("http://127.0.0.1:" + port + "/graphql");
    }

    private static HttpResponse<String> send(HttpRequest request) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.ofString());
        }
    }
}
