package dev.identitygraph.development;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import dev.identitygraph.development.DemoCredentials.DemoClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.web.client.RestClient;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * An authorization server in the process of a development run, which gives tokens to the demo clients and signs the
 * demo person in. The application trusts it as it would any other issuer, by configuration and over HTTP.
 */
@TestConfiguration(proxyBeanMethods = false)
class DevelopmentAuthorization {
    @Bean
    DemoCredentials demoCredentials(@Value("${identity-graph.demo}") Path folder) throws IOException {
        return new DemoCredentials(folder);
    }

    @Bean
    AuthorizationServerSettings authorizationServerSettings(@Value("${identity-graph.issuers[0].uri}") String issuer) {
        return AuthorizationServerSettings.builder().issuer(issuer).build();
    }

    @Bean
    JWKSource<SecurityContext> signingKeys(DemoCredentials credentials) {
        return new ImmutableJWKSet<>(new JWKSet(credentials.signingKey()));
    }

    @Bean
    RegisteredClientRepository demoClients(
            DemoCredentials credentials, @Value("${identity-graph.issuers[0].uri}") String issuer) {
        return new InMemoryRegisteredClientRepository(credentials.clients().stream()
                .map(client -> registered(client, issuer))
                .toList());
    }

    private static RegisteredClient registered(DemoClient client, String server) {
        var registered = RegisteredClient.withId(client.id())
                .clientId(client.id())
                .clientName(client.name())
                .tokenSettings(TokenSettings.builder()
                        .accessTokenTimeToLive(Duration.ofHours(1))
                        .build());
        return client.isPublic()
                ? registered
                        .clientAuthenticationMethod(ClientAuthenticationMethod.NONE)
                        .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                        .redirectUri(server + "/graphiql/")
                        .scope(OidcScopes.OPENID)
                        .clientSettings(
                                ClientSettings.builder().requireProofKey(true).build())
                        .build()
                : registered
                        .clientSecret("{noop}" + client.secret())
                        .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                        .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                        .build();
    }

    @Bean
    UserDetailsService demoPeople(DemoCredentials credentials) {
        var person = credentials.person();
        return new InMemoryUserDetailsManager(User.withUsername(person.name())
                .password("{noop}" + person.password())
                .build());
    }

    /** An access token says for whom it is, which registered client has it, and who signed in by that client. */
    @Bean
    OAuth2TokenCustomizer<JwtEncodingContext> claims(DemoCredentials credentials) {
        return token -> {
            if (!token.getTokenType().equals(OAuth2TokenType.ACCESS_TOKEN)) {
                return;
            }
            token.getJwsHeader().type("at+jwt");
            token.getClaims()
                    .audience(List.of("identity-graph"))
                    .claim("client_id", token.getRegisteredClient().getClientId())
                    .claim("registered_client", token.getRegisteredClient().getClientName());
            if (AuthorizationGrantType.AUTHORIZATION_CODE.equals(token.getAuthorizationGrantType())) {
                token.getClaims().claim("customer_number", credentials.person().recordNumber());
            }
        };
    }

    @Bean
    @Order(1)
    SecurityFilterChain authorizationServer(HttpSecurity http) {
        return http.oauth2AuthorizationServer(server -> {
                    http.securityMatcher(server.getEndpointsMatcher());
                    server.oidc(Customizer.withDefaults());
                })
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .exceptionHandling(
                        denial -> denial.authenticationEntryPoint(new LoginUrlAuthenticationEntryPoint("/login")))
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain signIn(HttpSecurity http) {
        return http.securityMatcher("/login", "/logout", "/default-ui.css")
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .formLogin(Customizer.withDefaults())
                .build();
    }

    /** GraphiQL's page may ask as any demo client. It is a page of this application, or it gets nothing. */
    @Bean
    RouterFunction<ServerResponse> demoTokens(
            DemoCredentials credentials, @Value("${identity-graph.issuers[0].uri}") String issuer) {
        var http = RestClient.create();
        return RouterFunctions.route()
                .GET("/development/tokens", _ -> ServerResponse.ok().body(DemoCredentials.CONFIDENTIAL))
                .POST("/development/tokens/{client}", request -> {
                    var client = credentials.client(request.pathVariable("client"));
                    if (client.isEmpty()
                            || !"same-origin".equals(request.headers().firstHeader("Sec-Fetch-Site"))) {
                        return ServerResponse.notFound().build();
                    }
                    var form = new LinkedMultiValueMap<String, String>();
                    form.add("grant_type", "client_credentials");
                    return ServerResponse.ok()
                            .contentType(MediaType.APPLICATION_JSON)
                            .body(Objects.requireNonNull(http.post()
                                    .uri(issuer + "/oauth2/token")
                                    .headers(headers -> headers.setBasicAuth(
                                            client.get().id(), client.get().secret()))
                                    .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                                    .body(form)
                                    .retrieve()
                                    .body(String.class)));
                })
                .build();
    }

    @Bean
    @Order(3)
    SecurityFilterChain tokensOfDemoClients(HttpSecurity http) {
        return http.securityMatcher("/development/tokens/**", "/development/tokens")
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .csrf(AbstractHttpConfigurer::disable)
                .build();
    }
}
