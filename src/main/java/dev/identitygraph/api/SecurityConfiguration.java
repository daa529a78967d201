package dev.identitygraph.api;

import jakarta.servlet.DispatcherType;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

/** Says who may reach what. What is not listed is denied; nothing is kept from one request to the next. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TrustedIssuers.class)
class SecurityConfiguration {
    /** What holds nothing of anybody: GraphiQL's page, the Browser's style and guide, and whether we are well. */
    private static final String[] PUBLIC = {
        "/", "/graphiql", "/graphiql/**", "/webjars/**", "/_static/**", "/browser/**", "/actuator/health/**"
    };

    @Bean
    SecurityFilterChain requests(
            HttpSecurity http,
            TrustedIssuers issuers,
            Admissions admissions,
            Denials denials,
            @Value("${spring.graphql.http.path:/graphql}") String graphql) {
        return http.authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .requestMatchers(PUBLIC)
                        .permitAll()
                        .requestMatchers(graphql, graphql + "/**")
                        .access(admissions)
                        .anyRequest()
                        .denyAll())
                .oauth2ResourceServer(tokens -> tokens.authenticationManagerResolver(issuers.verification())
                        .authenticationEntryPoint(denials)
                        .accessDeniedHandler(denials))
                .exceptionHandling(
                        denial -> denial.authenticationEntryPoint(denials).accessDeniedHandler(denials))
                .cors(Customizer.withDefaults())
                // A browser sends no token by itself, so no page can have it ask in another's name.
                .csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .build();
    }
}
