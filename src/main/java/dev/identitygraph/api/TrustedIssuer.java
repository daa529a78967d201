package dev.identitygraph.api;

import dev.identitygraph.client.Caller;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;
import org.springframework.util.Assert;

/**
 * An issuer whose tokens count.
 *
 * @param uri what the claim {@code iss} of its tokens says, to the letter
 * @param jwkSetUri where its public keys are; if left out, its metadata say it
 * @param audience what the claim {@code aud} of a token for this application has
 * @param clientClaims the claims that name the client; the first that a token has counts
 * @param subjectClaim the claim of a user's token with the person's record number, in the namespace by which the policy
 *     enters at the subject; if left out, nobody can sign in by this issuer
 */
record TrustedIssuer(
        String uri,
        @Nullable String jwkSetUri,
        String audience,
        @DefaultValue({"client_id", "azp"}) List<String> clientClaims,
        @Nullable String subjectClaim) {

    TrustedIssuer {
        Assert.hasText(uri, "an issuer needs a uri");
        Assert.hasText(audience, "the issuer " + uri + " needs the audience that its tokens for this application have");
        Assert.notEmpty(clientClaims, "the issuer " + uri + " needs a claim that names the client");
    }

    /** Keys are fetched when the first token comes, so that the application starts without the issuer. */
    JwtDecoder decoder() {
        return new SupplierJwtDecoder(() -> {
            var builder = jwkSetUri == null
                    ? NimbusJwtDecoder.withIssuerLocation(uri)
                    : NimbusJwtDecoder.withJwkSetUri(jwkSetUri);
            // Only the algorithms of the published keys, which are asymmetric: a public key is nobody's secret.
            var decoder = builder.discoverJwsAlgorithms().validateType(false).build();
            decoder.setJwtValidator(validator());
            return decoder;
        });
    }

    private OAuth2TokenValidator<Jwt> validator() {
        var time = new JwtTimestampValidator();
        time.setAllowEmptyExpiryClaim(false);
        var type = new JwtTypeValidator("JWT", "at+jwt", "application/at+jwt");
        type.setAllowEmpty(true);
        return JwtValidators.createDefaultWithValidators(List.of(
                time,
                type,
                new JwtIssuerValidator(uri),
                new JwtClaimValidator<List<String>>(
                        JwtClaimNames.AUD, audiences -> audiences != null && audiences.contains(audience))));
    }

    /** Who a token names, or nothing if it names no client. */
    Optional<Caller> caller(Jwt token) {
        return clientClaims.stream()
                .flatMap(claim -> text(token, claim).stream())
                .findFirst()
                .map(client -> new Caller(uri, client, subject(token, client)));
    }

    /** Where a client asks for itself, its token has the client's id for a subject, or none. */
    private Optional<String> subject(Jwt token, String client) {
        var sub = text(token, JwtClaimNames.SUB);
        return subjectClaim == null || sub.isEmpty() || isClient(token, sub.get(), client)
                ? Optional.empty()
                : text(token, subjectClaim);
    }

    private boolean isClient(Jwt token, String sub, String client) {
        return sub.equals(client)
                || List.of("client_id", "azp").stream()
                        .anyMatch(
                                claim -> text(token, claim).filter(sub::equals).isPresent());
    }

    private static Optional<String> text(Jwt token, String claim) {
        return token.getClaims().get(claim) instanceof String text && !text.isBlank()
                ? Optional.of(text)
                : Optional.empty();
    }
}
