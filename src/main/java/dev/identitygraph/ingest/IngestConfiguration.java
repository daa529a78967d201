package dev.identitygraph.ingest;

import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Imports a folder at the start where a property names one. */
@Configuration(proxyBeanMethods = false)
class IngestConfiguration {
    @Bean
    @ConditionalOnProperty("identity-graph.seed-data")
    ApplicationRunner importSeedData(FolderImport folderImport, @Value("${identity-graph.seed-data}") Path folder) {
        return _ -> folderImport.run(folder);
    }
}
