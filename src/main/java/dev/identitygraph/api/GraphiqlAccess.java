package dev.identitygraph.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How whoever opens GraphiQL's page gets to ask. Where nothing says how, there is no page.
 *
 * @param clients the ids of the public clients by which a person may sign in, at the first trusted issuer
 * @param scope what is asked of the issuer when a person signs in
 * @param demoTokens the path of what gives tokens of the demo clients, in a development run
 */
@ConfigurationProperties("identity-graph.graphiql")
record GraphiqlAccess(
        @DefaultValue List<String> clients,
        @DefaultValue("openid") String scope,
        @Nullable String demoTokens) {
    boolean isOn() {
        return !clients.isEmpty() || demoTokens != null;
    }
}
