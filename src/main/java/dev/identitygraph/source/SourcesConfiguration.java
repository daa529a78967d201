package dev.identitygraph.source;

import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.identity.Purposes;
import dev.identitygraph.yaml.YamlText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;

/** Reads the descriptions of the sources. */
@Configuration(proxyBeanMethods = false)
public class SourcesConfiguration {
    @Bean
    Sources sources(@Value("${identity-graph.sources}") Resource[] files, Namespaces namespaces, Purposes purposes)
            throws IOException {
        var reader = new SourceFile(namespaces, purposes);
        var sources = new ArrayList<Source>();
        for (var file : Arrays.stream(files)
                .sorted(Comparator.comparing(Resource::getFilename))
                .toList()) {
            var yaml = new YamlText(String.valueOf(file.getFilename()), file.getContentAsString(StandardCharsets.UTF_8))
                    .value();
            var source = reader.read(yaml);
            if (sources.stream().anyMatch(known -> known.name().equals(source.name()))) {
                throw yaml.require("source").fault("another file describes a source of this name");
            }
            sources.add(source);
        }
        return new Sources(sources);
    }
}
