package dev.identitygraph.query;

import dev.identitygraph.client.Clients;
import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.identity.Purposes;
import dev.identitygraph.policy.GraphSchema;
import dev.identitygraph.policy.Planner;
import dev.identitygraph.policy.Policy;
import dev.identitygraph.policy.PolicyFile;
import dev.identitygraph.yaml.YamlValue;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;

/** Reads the schema, the namespaces, the policy and the clients. A fault in one of them stops the start. */
@Configuration(proxyBeanMethods = false)
class QueryConfiguration {
    @Bean
    GraphSchema graphSchema(@Value("${identity-graph.schema}") Resource schema) throws IOException {
        return GraphSchema.of(text(schema));
    }

    @Bean
    Purposes purposes(GraphSchema schema) {
        return schema.purposes();
    }

    @Bean
    Namespaces namespaces(@Value("${identity-graph.namespaces}") Resource file) throws IOException {
        return PolicyFile.namespaces(yaml(file));
    }

    @Bean
    PolicyFile policyFile(GraphSchema schema, Namespaces namespaces) {
        return new PolicyFile(schema, namespaces);
    }

    @Bean
    Policy policy(PolicyFile reader, @Value("${identity-graph.policy}") Resource file) throws IOException {
        return reader.policy(yaml(file), digest(text(file)));
    }

    @Bean
    Clients clients(PolicyFile reader, @Value("${identity-graph.clients}") Resource file) throws IOException {
        return reader.clients(yaml(file));
    }

    @Bean
    Planner planner(GraphSchema schema, Namespaces namespaces) {
        return new Planner(schema, namespaces);
    }

    private static YamlValue yaml(Resource file) throws IOException {
        return YamlValue.read(String.valueOf(file.getFilename()), new StringReader(text(file)));
    }

    private static String text(Resource file) throws IOException {
        return file.getContentAsString(StandardCharsets.UTF_8);
    }

    private static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }
}
