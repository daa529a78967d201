package dev.identitygraph.query;

import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.identity.Purposes;
import dev.identitygraph.policy.GraphSchema;
import dev.identitygraph.policy.PolicyFile;
import dev.identitygraph.yaml.YamlText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;

/** Reads the schema and the namespaces. A fault in one of them stops the start. */
@Configuration(proxyBeanMethods = false)
public class VocabularyConfiguration {
    @Bean
    GraphSchema graphSchema(@Value("${identity-graph.schema}") Resource schema) throws IOException {
        return GraphSchema.of(schema.getContentAsString(StandardCharsets.UTF_8));
    }

    @Bean
    Purposes purposes(GraphSchema schema) {
        return schema.purposes();
    }

    @Bean
    Namespaces namespaces(@Value("${identity-graph.namespaces}") Resource file) throws IOException {
        var text = new YamlText(String.valueOf(file.getFilename()), file.getContentAsString(StandardCharsets.UTF_8));
        return PolicyFile.namespaces(text.value());
    }
}
