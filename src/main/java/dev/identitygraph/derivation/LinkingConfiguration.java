package dev.identitygraph.derivation;

import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.link.LinkingFile;
import dev.identitygraph.link.LinkingRules;
import dev.identitygraph.yaml.YamlValue;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;

/** Reads the rules of linking. */
@Configuration(proxyBeanMethods = false)
public class LinkingConfiguration {
    @Bean
    LinkingRules linkingRules(@Value("${identity-graph.linking}") Resource file, Namespaces namespaces)
            throws IOException {
        return LinkingFile.read(
                YamlValue.read(
                        String.valueOf(file.getFilename()),
                        new InputStreamReader(file.getInputStream(), StandardCharsets.UTF_8)),
                namespaces);
    }
}
