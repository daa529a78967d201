package dev.identitygraph.testing;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistrar;

/** Has the application trust an issuer of our own. */
@TestConfiguration(proxyBeanMethods = false)
public class TestTokens {
    public static final TestIssuer ISSUER = new TestIssuer();

    @Bean
    DynamicPropertyRegistrar trustedIssuer() {
        return registry -> {
            registry.add("identity-graph.issuers[0].uri", ISSUER::uri);
            registry.add("identity-graph.issuers[0].audience", () -> TestIssuer.AUDIENCE);
            registry.add("identity-graph.issuers[0].subject-claim", () -> TestIssuer.SUBJECT_CLAIM);
        };
    }
}
