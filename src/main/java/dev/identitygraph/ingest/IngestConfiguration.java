package dev.identitygraph.ingest;

import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.identity.Purposes;
import dev.identitygraph.link.LinkingFile;
import dev.identitygraph.link.LinkingRules;
import dev.identitygraph.yaml.YamlValue;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;

/**
 * Reads the descriptions of the sources and the rules of linking, and imports a folder at the start where a property
 * names one.
 */
@Configuration(proxyBeanMethods = false)
class IngestConfiguration {
    @Bean
    Sources sources(@Value("${identity-graph.sources}") Resource[] files, Namespaces namespaces, Purposes purposes)
            throws IOException {
        var reader = new SourceFile(namespaces, purposes);
        var sources = new ArrayList<Source>();
        for (var file : Arrays.stream(files)
                .sorted(Comparator.comparing(Resource::getFilename))
                .toList()) {
            sources.add(reader.read(YamlValue.read(
                    String.valueOf(file.getFilename()),
                    new InputStreamReader(file.getInputStream(), StandardCharsets.UTF_8))));
        }
        return new Sources(sources);
    }

    @Bean
    LinkingRules linkingRules(@Value("${identity-graph.linking}") Resource file, Namespaces namespaces)
            throws IOException {
        return LinkingFile.read(
                YamlValue.read(
                        String.valueOf(file.getFilename()),
                        new InputStreamReader(file.getInputStream(), StandardCharsets.UTF_8)),
                namespaces);
    }

    @Bean
    @ConditionalOnProperty("identity-graph.seed-data")
    ApplicationRunner importSeedData(FolderImport folderImport, @Value("${identity-graph.seed-data}") Path folder) {
        return _ -> folderImport.run(folder);
    }
}
