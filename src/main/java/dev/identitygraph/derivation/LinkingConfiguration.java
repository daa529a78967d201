package dev.identitygraph.derivation;

import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.link.LinkingFile;
import dev.identitygraph.link.LinkingRules;
import dev.identitygraph.yaml.YamlText;
import java.io.IOException;
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
        var text = new YamlText(String.valueOf(file.getFilename()), file.getContentAsString(StandardCharsets.UTF_8));
        return LinkingFile.read(text.value(), namespaces);
    }
}
