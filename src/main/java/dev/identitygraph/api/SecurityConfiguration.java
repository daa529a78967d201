package dev.identitygraph.api;

import static java.util.stream.Collectors.joining;

import jakarta.servlet.DispatcherType;
import java.net.URI;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AuthenticationEntryPointFailureHandler;

/** Says who may reach what. What is not listed is denied; nothing is kept from one request to the next. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({TrustedIssuers.class, OwnDevices.class, GraphiqlAccess.class})
class SecurityConfiguration {
    /** What holds nothing of anybody: the Browser's style and guide, and whether we are well. */
    private static final String[] PUBLIC = {"/browser/**", "/actuator/health/**"};

    /** GraphiQL's page, which holds nothing either, where there is one. */
    private static final String[] GRAPHIQL = {"/", "/graphiql", "/graphiql/**", "/webjars/**", "/_static/**"};

    @Bean
    SecurityFilterChain requests(
            HttpSecurity http,
            TrustedIssuers issuers,
            Admissions admissions,
            Denials denials,
            GraphiqlAccess graphiql,
            @Value("${spring.graphql.http.path:/graphql}") String graphql) {
        return http.authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .requestMatchers(PUBLIC)
                        .permitAll()
                        .requestMatchers(GRAPHIQL)
                        .access((_, _) -> new AuthorizationDecision(graphiql.isOn()))
                        .requestMatchers(graphql, graphql + "/**")
                        .access(admissions)
                        .anyRequest()
                        .denyAll())
                .oauth2ResourceServer(tokens -> tokens.authenticationManagerResolver(issuers.verification())
                        .authenticationEntryPoint(denials)
                        .accessDeniedHandler(denials)
                        .withObjectPostProcessor(answeringWithoutIssuer(denials)))
                .exceptionHandling(
                        denial -> denial.authenticationEntryPoint(denials).accessDeniedHandler(denials))
                .headers(headers ->
                        headers.contentSecurityPolicy(policy -> policy.policyDirectives(contentSecurity(issuers))))
                .cors(Customizer.withDefaults())
                // A browser sends no token by itself, so no page can have it ask in another's name.
                .csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .build();
    }

    /** By default a request fails with a bare status where its token's issuer does not answer. */
    private static ObjectPostProcessor<BearerTokenAuthenticationFilter> answeringWithoutIssuer(Denials denials) {
        var handler = new AuthenticationEntryPointFailureHandler(denials);
        handler.setRethrowAuthenticationServiceException(false);
        return new ObjectPostProcessor<>() {
            @Override
            public <F extends BearerTokenAuthenticationFilter> F postProcess(F filter) {
                filter.setAuthenticationFailureHandler(handler);
                return filter;
            }
        };
    }

    /** GraphiQL's page holds a token: it runs our scripts only, and talks to nobody but us and the issuers. */
    private static String contentSecurity(TrustedIssuers issuers) {
        var connect = Stream.concat(
                        Stream.of("'self'"),
                        issuers.issuers().stream()
                                .map(TrustedIssuer::uri)
                                .map(URI::create)
                                .map(uri -> uri.getScheme() + "://" + uri.getAuthority()))
                .distinct()
                .collect(joining(" "));
        return "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
                + "connect-src " + connect + "; base-uri 'none'; object-src 'none'; frame-ancestors 'none'";
    }
}
