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
