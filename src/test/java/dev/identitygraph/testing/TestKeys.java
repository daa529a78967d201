package dev.identitygraph.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistrar;

/** Fresh keys for the fresh graph of a test run, and a chain of disclosures for each application. */
@TestConfiguration(proxyBeanMethods = false)
public class TestKeys {
    private static final Path FOLDER = folder();

    @Bean
    DynamicPropertyRegistrar keys() {
        var audit = folder();
        return registry -> {
            registry.add("identity-graph.keys", FOLDER::toString);
            registry.add("identity-graph.audit.folder", () -> audit.resolve("chain"));
            registry.add("identity-graph.audit.heads", () -> audit.resolve("heads"));
        };
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory(Path.of("target"), "identity-graph-keys");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
