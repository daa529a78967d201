package dev.identitygraph;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.identitygraph.ingest.FolderImport;
import dev.identitygraph.query.Policies;
import dev.identitygraph.testing.GraphQlApi;
import dev.identitygraph.testing.IntegrationTest;
import dev.identitygraph.testing.TestIssuer;
import dev.identitygraph.testing.TestTokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

/** Nobody asks but with the token of a registered client, and then as that client only. */
@IntegrationTest
class WhoMayAskIT {
    private static final TestIssuer ISSUER = TestTokens.ISSUER;
    private static final String PERSONALIZATION =
            "query @purpose(is: PERSONALIZATION) { customer(namespace: \"crm\", value: \"1001\") { value } }";
    private static final String RETARGETING =
            "query @purpose(is: RETARGETING) { segment(namespace: \"segment\", value: \"winter-boots\") { name } }";

    @Autowired
    private GraphQlApi api;

    @BeforeAll
    static void importSeedData(@Autowired FolderImport folders) throws IOException {
        folders.run(Path.of("seed-data"));
    }

    @Test
    void withoutATokenNobodyAsksNotEvenForTheSchema() {
        for (var document : List.of(PERSONALIZATION, "{ __schema { queryType { name } } }")) {
            var reply = api.withoutToken().ask(document, Map.of());
            assertThat(reply.status()).isEqualTo(401);
            assertThat(reply.code()).isEqualTo("TOKEN_MISSING");
            assertThat(reply.body().has("data")).isFalse();
            assertThat(reply.headers().firstValue("Content-Type")).hasValue("application/graphql-response+json");
            assertThat(reply.headers().firstValue("WWW-Authenticate")).hasValue("Bearer realm=\"identity-graph\"");
        }
    }

    @Test
    void whatIsNotListedIsNotServedAndGraphiqlIsNotUnlessItIsConfigured(@Value("${local.server.port}") int port)
            throws Exception {
        for (var path : List.of("/", "/graphiql/", "/graphiql/access.json", "/nothing", "/actuator/env", "/login")) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
            var response = HttpClient.newHttpClient().send(request.build(), BodyHandlers.discarding());
            assertThat(response.statusCode()).as(path).isEqualTo(401);
            var withToken = request.header("Authorization", "Bearer " + ISSUER.token("shop"));
            assertThat(HttpClient.newHttpClient()
                            .send(withToken.build(), BodyHandlers.discarding())
                            .statusCode())
                    .as(path)
                    .isEqualTo(404);
        }
    }

    static Stream<Arguments> worthlessTokens() throws JOSEException {
        return Stream.of(
                Arguments.of("garbage", "garbage"),
                Arguments.of("no JWT inside", "a.b.c"),
                Arguments.of("expired", shop(claims -> claims.expirationTime(ago(Duration.ofMinutes(5))))),
                Arguments.of("never ending", shop(claims -> claims.expirationTime(null))),
                Arguments.of(
                        "not valid yet",
                        shop(claims ->
                                claims.notBeforeTime(Date.from(Instant.now().plusSeconds(600))))),
                Arguments.of("of an issuer that is not trusted", new TestIssuer().token("shop")),
                Arguments.of(
                        "of another issuer in the trusted one's name",
                        new TestIssuer().token("shop", claims -> claims.issuer(ISSUER.uri()))),
                Arguments.of("without an issuer", shop(claims -> claims.issuer(null))),
                Arguments.of("for another audience", shop(claims -> claims.audience("somewhere-else"))),
                Arguments.of("without an audience", shop(claims -> claims.audience((String) null))),
                Arguments.of("of no client", shop(claims -> claims.claim("client_id", null))),
                Arguments.of("not signed", new PlainJWT(ISSUER.claims("shop", _ -> {})).serialize()),
                Arguments.of("signed with the public key as a secret", signedWithThePublicKey()),
                Arguments.of("changed after it was signed", changed(ISSUER.token("analyst"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("worthlessTokens")
    void aTokenThatIsNotTheIssuersForUsIsRefusedWithoutSayingWhy(String what, String token) {
        var reply = api.withToken(token).ask(PERSONALIZATION, Map.of());
        assertThat(reply.status()).as(what).isEqualTo(401);
        assertThat(reply.code()).isEqualTo("TOKEN_INVALID");
        assertThat(reply.body().at("/errors/0/message").asString())
                .isEqualTo("The access token is not valid here, or no longer. Get a new one.");
        assertThat(reply.headers().firstValue("WWW-Authenticate"))
                .hasValue("Bearer realm=\"identity-graph\", error=\"invalid_token\"");
    }

    @Test
    void aTokenOfAClientThatIsNotRegisteredIsRefused() {
        var reply = api.as("nobody").ask(PERSONALIZATION, Map.of());
        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.code()).isEqualTo("CLIENT_UNKNOWN");
    }

    @Test
    void theClientIsTheOneThatTheFirstClaimNames() {
        var both = shop(claims -> claims.claim("azp", "dmp"));
        assertThat(api.withToken(both).ask(PERSONALIZATION, Map.of()).status()).isEqualTo(200);
        var azpOnly = shop(claims -> claims.claim("client_id", null).claim("azp", "dmp"));
        assertThat(api.withToken(azpOnly).ask(RETARGETING, Map.of()).status()).isEqualTo(200);
    }

    @Test
    void nothingElseInTheRequestSaysWhoAsks() {
        var reply = api.as("dmp").ask(PERSONALIZATION, Map.of(), "Identity-Client", "shop");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo("PURPOSE_NOT_GRANTED");
    }

    @Test
    void aPurposeThatIsNotGrantedIsRefusedWithThoseThatAre() {
        var reply = api.ask(RETARGETING, Map.of());
        assertThat(reply.code()).isEqualTo("PURPOSE_NOT_GRANTED");
        assertThat(reply.body().at("/errors/0/extensions/permitted/0").asString())
                .isEqualTo("PERSONALIZATION");
    }

    @Test
    void aSuspendedClientAsksNothingMoreWithItsTokensPlansAndIds(@Autowired Policies policies) throws IOException {
        var policy = Files.readString(Path.of("graph-schema/policy/policy.yaml"));
        var clients = Files.readString(Path.of("graph-schema/policy/clients.yaml"));
        var id = api.ask(PERSONALIZATION.replace("{ value }", "{ id }"), Map.of())
                .data()
                .at("/customer/id")
                .asString();
        var goOn = "query ($id: ID!) @purpose(is: PERSONALIZATION) { node(id: $id) { id } }";
        assertThat(api.ask(goOn, Map.of("id", id)).status()).isEqualTo(200);
        policies.serve(policy, clients.replaceFirst("(?m)^shop:$", "shop:\n  suspended: true"));
        try {
            for (var reply : List.of(
                    api.ask(PERSONALIZATION, Map.of()),
                    api.ask(goOn, Map.of("id", id)),
                    api.ask("{ __typename }", Map.of()))) {
                assertThat(reply.status()).isEqualTo(403);
                assertThat(reply.code()).isEqualTo("CLIENT_SUSPENDED");
            }
            assertThat(api.as("dmp").ask(RETARGETING, Map.of()).status()).isEqualTo(200);
        } finally {
            policies.serve(policy, clients);
        }
        assertThat(api.ask(goOn, Map.of("id", id)).status()).isEqualTo(200);
    }

    @Test
    void aRegistrationForAnotherIssuersClientIsNotThisIssuers(@Autowired Policies policies) throws IOException {
        var policy = Files.readString(Path.of("graph-schema/policy/policy.yaml"));
        var clients = Files.readString(Path.of("graph-schema/policy/clients.yaml"));
        policies.serve(policy, clients.replaceFirst("(?m)^shop:$", "shop:\n  issuer: https://elsewhere.example"));
        try {
            var reply = api.ask(PERSONALIZATION, Map.of());
            assertThat(reply.status()).isEqualTo(403);
            assertThat(reply.code()).isEqualTo("CLIENT_UNKNOWN");
        } finally {
            policies.serve(policy, clients);
        }
    }

    @Test
    void theViewerIsThePersonWhoSignedInAndNobodyElse() {
        assertThat(viewer(api.as("shop-app", "1001"))).isEqualTo("1001");
        assertThat(viewer(api.as("shop-app", "1013"))).isEqualTo("1013");
        assertThat(viewer(api.as("shop-app"))).as("the client asks for itself").isEmpty();
        assertThat(viewer(api.withToken(ISSUER.token(
                        "shop-app", claims -> claims.subject("shop-app").claim(TestIssuer.SUBJECT_CLAIM, "1001")))))
                .as("a client's token is nobody's, whatever else it claims")
                .isEmpty();
        assertThat(viewer(api.withToken(ISSUER.token(
                        "shop-app",
                        claims -> claims.subject("p").claim(TestIssuer.SUBJECT_CLAIM, List.of("1001", "1013"))))))
                .as("one person a token")
                .isEmpty();
    }

    private static String viewer(GraphQlApi asking) {
        return asking.ask("query @purpose(is: PERSONALIZATION) { viewer { value } }", Map.of())
                .data()
                .at("/viewer/value")
                .asString("");
    }

    @Test
    void anIdOfOnePersonsViewIsWorthNothingToAnotherOne() {
        var id = api.as("shop-app", "1001")
                .ask("query @purpose(is: PERSONALIZATION) { viewer { id } }", Map.of())
                .data()
                .at("/viewer/id")
                .asString();
        var goOn = "query ($id: ID!) @purpose(is: PERSONALIZATION) { node(id: $id) { ... on Customer { value } } }";
        var variables = Map.of("id", id);
        assertThat(api.as("shop-app", "1001")
                        .ask(goOn, variables)
                        .data()
                        .at("/node/value")
                        .asString())
                .isEqualTo("1001");
        for (var other : List.of(api.as("shop-app", "1013"), api.as("shop-app"), api)) {
            assertThat(other.ask(goOn, variables).body().toString()).isEqualTo("{\"data\":{\"node\":null}}");
        }
    }

    @Test
    void aPublicClientAsksForItsUserOnly() {
        var reply = api.as("shop-app", "1001").ask(PERSONALIZATION, Map.of());
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo("CLIENT_NOT_CONFIDENTIAL");
        assertThat(reply.body().at("/errors/0/extensions/permitted").toString())
                .isEqualTo("[\"Query.viewer\",\"Query.device\"]");
    }

    @Test
    void theOwnDeviceIsTheOneThatTheRequestsCookieNames() {
        for (var asking : List.of(api, api.as("shop-app"))) {
            assertThat(interests(asking, "device=ck-anna-laptop"))
                    .containsExactlyInAnyOrder("winter-boots", "trail-running");
            assertThat(interests(asking, "other=ck-anna-laptop")).isEmpty();
            assertThat(interests(asking, "device=ck-anna-laptop; device=ck-goran-laptop"))
                    .isEmpty();
            assertThat(interests(asking, "device=no-such-device")).isEmpty();
            assertThat(interests(asking)).isEmpty();
        }
        var refused = api.ask(
                "query @purpose(is: PERSONALIZATION) { device(namespace: \"cookie\", value: \"ck-anna-laptop\") {"
                        + " namespace } }",
                Map.of());
        assertThat(refused.code()).isEqualTo("VALUE_NOT_PERMITTED");
    }

    @Test
    void anIdOfOneDeviceIsWorthNothingWithAnotherCookie() {
        var id = api.ask(
                        "query @purpose(is: PERSONALIZATION) { device(namespace: \"cookie\") { id } }",
                        Map.of(),
                        "Cookie",
                        "device=ck-anna-laptop")
                .data()
                .at("/device/id")
                .asString();
        var goOn = "query ($id: ID!) @purpose(is: PERSONALIZATION) { node(id: $id) { id } }";
        assertThat(api.ask(goOn, Map.of("id", id), "Cookie", "device=ck-anna-laptop")
                        .data()
                        .at("/node/id")
                        .asString())
                .isEqualTo(id);
        assertThat(api.ask(goOn, Map.of("id", id), "Cookie", "device=ck-goran-laptop")
                        .data()
                        .path("node")
                        .isNull())
                .isTrue();
        assertThat(api.ask(goOn, Map.of("id", id)).data().path("node").isNull()).isTrue();
    }

    private static List<String> interests(GraphQlApi asking, String... cookies) {
        var headers = Stream.of(cookies)
                .flatMap(cookie -> Stream.of("Cookie", cookie))
                .toArray(String[]::new);
        return asking.ask("""
            query @purpose(is: PERSONALIZATION) {
              device(namespace: "cookie") { segments { edges { node { name } } } }
            }
            """, Map.of(), headers).data().findValuesAsString("name");
    }

    private static String shop(Consumer<JWTClaimsSet.Builder> change) {
        return ISSUER.token("shop", change);
    }

    private static Date ago(Duration duration) {
        return Date.from(Instant.now().minus(duration));
    }

    /** What a verifier would accept that takes the algorithm from the token, and the published key for the secret. */
    private static String signedWithThePublicKey() throws JOSEException {
        var token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .keyID(ISSUER.key().getKeyID())
                        .build(),
                ISSUER.claims("shop", _ -> {}));
        token.sign(new MACSigner(ISSUER.key().toRSAPublicKey().getEncoded()));
        return token.serialize();
    }

    private static String changed(String token) {
        var parts = token.split("\\.");
        var claims = new String(Base64.getUrlDecoder().decode(parts[1])).replace("analyst", "shop");
        return parts[0] + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes()) + "."
                + parts[2];
    }
}
