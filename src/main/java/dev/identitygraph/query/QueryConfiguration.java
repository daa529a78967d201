package dev.identitygraph.query;

import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.policy.DocumentReader;
import dev.identitygraph.policy.GraphSchema;
import dev.identitygraph.policy.Planner;
import dev.identitygraph.policy.PolicyFile;
import dev.identitygraph.yaml.YamlText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Reads the policy and the clients. A fault in one of them stops the start. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@EnableConfigurationProperties(Limits.class)
class QueryConfiguration {
    @Bean
    PolicyFile policyFile(
            GraphSchema schema, Namespaces namespaces, @Value("${identity-graph.signals}") Resource signals)
            throws IOException {
        var file = new YamlText(String.valueOf(signals.getFilename()), text(signals));
        return new PolicyFile(schema, namespaces, PolicyFile.optOuts(file.value()));
    }

    @Bean
    Policies policies(
            PolicyFile reader,
            @Value("${identity-graph.policy-archive}") Path archive,
            @Value("${identity-graph.policy}") Resource policy,
            @Value("${identity-graph.clients}") Resource clients)
            throws IOException {
        var policies = new Policies(reader, archive);
        policies.serve(text(policy), text(clients));
        return policies;
    }

    @Bean
    PolicyWatch policyWatch(
            Policies policies,
            @Value("${identity-graph.policy}") Resource policy,
            @Value("${identity-graph.clients}") Resource clients,
            @Value("${identity-graph.policy-watch-interval}") Duration interval)
            throws IOException {
        return new PolicyWatch(policies, policy, clients, interval);
    }

    @Bean
    Planner planner(GraphSchema schema, Namespaces namespaces, Limits limits) {
        return new Planner(schema, namespaces, limits.document());
    }

    @Bean
    DocumentReader documentReader(GraphSchema schema, Namespaces namespaces, Limits limits) {
        return new DocumentReader(schema, namespaces, limits.document());
    }

    private static String text(Resource file) throws IOException {
        return file.getContentAsString(StandardCharsets.UTF_8);
    }
}
