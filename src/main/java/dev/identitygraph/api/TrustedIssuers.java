package dev.identitygraph.api;

import static java.util.stream.Collectors.toMap;

import dev.identitygraph.client.Caller;
import dev.identitygraph.client.Client;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationManagerResolver;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.authentication.JwtIssuerAuthenticationManagerResolver;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;

/** The issuers whose tokens count. Where there is none, nobody may ask. */
@ConfigurationProperties("identity-graph")
record TrustedIssuers(@DefaultValue List<TrustedIssuer> issuers) {

    /** Verifies a request's token by the issuer that it names, if that one is trusted. */
    AuthenticationManagerResolver<HttpServletRequest> verification() {
        var managers = issuers.stream().collect(toMap(TrustedIssuer::uri, TrustedIssuers::verification));
        return new JwtIssuerAuthenticationManagerResolver(
                uri -> managers.getOrDefault(uri, TrustedIssuers::notTrusted));
    }

    private static Authentication notTrusted(Authentication token) {
        throw new InvalidBearerTokenException("The token's issuer is not trusted");
    }

    private static AuthenticationManager verification(TrustedIssuer issuer) {
        var provider = new JwtAuthenticationProvider(issuer.decoder());
        provider.setJwtAuthenticationConverter(token -> issuer.caller(token)
                .map(caller -> new PreAuthenticatedAuthenticationToken(caller, "", List.of()))
                .orElseThrow(() -> new InvalidBearerTokenException("The token names no client")));
        return token -> {
            try {
                return provider.authenticate(token);
            } catch (JwtDecoderInitializationException e) {
                throw new AuthenticationServiceException(
                        "The metadata of the issuer " + issuer.uri() + " cannot be had", e);
            }
        };
    }

    /**
     * Whether the client that the caller says to be is the registered one. Two issuers may know different clients by
     * one id, so where several are trusted the registration must state its issuer.
     */
    boolean vouchFor(Caller caller, Client registered) {
        return registered.id().equals(caller.client())
                && registered.issuer().map(caller.issuer()::equals).orElse(issuers.size() == 1);
    }
}
