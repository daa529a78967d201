package dev.identitygraph.store;

import ac.simons.neo4j.migrations.core.Migrations;
import ac.simons.neo4j.migrations.core.MigrationsConfig;
import dev.identitygraph.identity.Purposes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Logging;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.neo4j.autoconfigure.ConfigBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.data.neo4j.core.Neo4jClient;
import org.springframework.data.neo4j.core.transaction.Neo4jBookmarkManager;

/** Brings the graph's schema up to date before anything reads or writes it. */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {
    /** Its own logger writes every message and its parameters out, only to find that nobody listens. */
    @Bean
    @SuppressWarnings("deprecation") // It has no other way to choose.
    ConfigBuilderCustomizer logOnlyWhatIsHeard() {
        return config -> config.withLogging(Logging.slf4j());
    }

    /** Shared by all who write and read, so that each reads what was written before. */
    @Bean
    Neo4jBookmarkManager bookmarks() {
        return Neo4jBookmarkManager.create();
    }

    @Bean(initMethod = "apply")
    SchemaMigrations migrations(Driver driver) {
        var config = MigrationsConfig.builder()
                .withLocationsToScan("classpath:graph-schema/migrations")
                .withResourceScanner(StoreConfiguration::migrationFiles)
                .build();
        return new SchemaMigrations(new Migrations(config, driver));
    }

    /** The library's own way goes through the whole class path, and has Java warn of what it uses for that. */
    private static List<URL> migrationFiles(List<String> folders) {
        var files = new ArrayList<URL>();
        try {
            for (var folder : folders) {
                for (var file : new PathMatchingResourcePatternResolver().getResources("classpath:" + folder + "/*")) {
                    files.add(file.getURL());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The migrations cannot be read", e);
        }
        return files;
    }

    @Bean(initMethod = "create")
    @DependsOn("migrations")
    ListIndexes listIndexes(Driver driver, Purposes purposes) {
        return new ListIndexes(driver, purposes);
    }

    @Bean(initMethod = "check")
    @DependsOn("migrations")
    NormalFormCheck normalFormCheck(Neo4jClient client) {
        return new NormalFormCheck(client);
    }

    @Bean(initMethod = "check")
    @DependsOn("migrations")
    KeyCheck keyCheck(Neo4jClient client, Pseudonyms pseudonyms, @Value("${identity-graph.keys}") Path folder) {
        return new KeyCheck(client, pseudonyms, folder);
    }
}
