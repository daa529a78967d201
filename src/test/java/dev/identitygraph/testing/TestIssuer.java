package dev.identitygraph.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.function.Consumer;

/** An issuer of tokens, with its metadata and its public key on a port of its own, as any other one has. */
public final class TestIssuer {
    /** The claim of a user's token with the record number. */
    public static final String SUBJECT_CLAIM = "customer_number";

    public static final String AUDIENCE = "identity-graph";

    private final RSAKey key;
    private final String uri;

    public TestIssuer() {
        try {
            key = new RSAKeyGenerator(2048).keyIDFromThumbprint(true).generate();
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            uri = "http://127.0.0.1:" + server.getAddress().getPort();
            serve(server, "/.well-known/openid-configuration", """
                    {"issuer": "%1$s", "jwks_uri": "%1$s/keys", "subject_types_supported": ["public"]}
                    """.formatted(uri));
            serve(server, "/keys", new JWKSet(key.toPublicJWK()).toString());
            server.setExecutor(task -> Thread.ofVirtual().start(task));
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void serve(HttpServer server, String path, String json) {
        server.createContext(path, exchange -> {
            var body = json.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    public String uri() {
        return uri;
    }

    public RSAKey key() {
        return key;
    }

    /** The token of a client that asks for itself. */
    public String token(String client) {
        return token(client, claims -> claims.subject(client));
    }

    /** The token of a person who signed in by a client. */
    public String token(String client, String recordNumber) {
        return token(client, claims -> claims.subject("person-" + recordNumber).claim(SUBJECT_CLAIM, recordNumber));
    }

    /**
     * A signed token.
     *
     * @param change changes the claims of one that would count
     */
    public String token(String client, Consumer<JWTClaimsSet.Builder> change) {
        var token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .keyID(key.getKeyID())
                        .type(new JOSEObjectType("at+jwt"))
                        .build(),
                claims(client, change));
        try {
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The claims of a token, which would count if signed. */
    public JWTClaimsSet claims(String client, Consumer<JWTClaimsSet.Builder> change) {
        var now = Instant.now();
        var claims = new JWTClaimsSet.Builder()
                .issuer(uri)
                .audience(AUDIENCE)
                .subject(client)
                .claim("client_id", client)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(Duration.ofHours(1))));
        change.accept(claims);
        return claims.build();
    }
}
