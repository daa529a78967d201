package dev.identitygraph.command;

import dev.identitygraph.yaml.YamlText;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The registrations of clients that a command reads. */
final class ClientsOption {
    @Option(names = "--clients", paramLabel = "FILE", description = "The clients; if left out, the jar's.")
    private @Nullable Path file;

    YamlText text() {
        return PolicyFiles.yaml(file, "policy/clients.yaml");
    }
}
