package dev.identitygraph.command;

import dev.identitygraph.yaml.YamlText;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The policy that a command reads. */
final class PolicyOption {
    @Option(names = "--policy", paramLabel = "FILE", description = "The policy; if left out, the jar's.")
    private @Nullable Path file;

    YamlText text() {
        return PolicyFiles.yaml(file, "policy/policy.yaml");
    }
}
