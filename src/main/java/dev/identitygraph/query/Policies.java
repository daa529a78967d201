package dev.identitygraph.query;

import dev.identitygraph.client.Clients;
import dev.identitygraph.policy.Policy;
import dev.identitygraph.policy.PolicyFile;
import dev.identitygraph.yaml.InvalidFileException;
import dev.identitygraph.yaml.YamlText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The policy and the registrations that are in force. They change together and at once, and never to faulty ones; every
 * version that was in force is kept by its digest.
 */
public final class Policies {
    private static final Logger LOG = LoggerFactory.getLogger(Policies.class);

    /** What is in force for a request from its start to its end. */
    public record InForce(Policy policy, Clients clients) {}

    private final PolicyFile reader;
    private final Path archive;
    private final AtomicReference<@Nullable InForce> inForce = new AtomicReference<>();

    Policies(PolicyFile reader, Path archive) {
        this.reader = reader;
        this.archive = archive;
    }

    public InForce current() {
        var current = inForce.get();
        if (current == null) {
            throw new IllegalStateException("No policy is in force yet");
        }
        return current;
    }

    /**
     * Puts a policy and registrations in force, in place of those that are.
     *
     * @throws InvalidFileException if either is faulty; then what is in force stays so
     */
    public void serve(String policyYaml, String clientsYaml) {
        var clientsText = new YamlText("clients.yaml", clientsYaml);
        var checked = reader.checked(new YamlText("policy.yaml", policyYaml), clientsText);
        var policy = checked.policy();
        var check = checked.check();
        keep("policy", policy.version(), policyYaml);
        keep("clients", clientsText.digest(), clientsYaml);
        inForce.set(new InForce(policy, checked.clients()));
        check.warnings().forEach(warning -> LOG.warn("policy.yaml: {}", warning));
        LOG.info(
                "Policy {} is in force. Quadrants that may be reached:\n{}",
                policy.version(),
                check.table(checked.clients()));
    }

    private void keep(String what, String version, String text) {
        try {
            Files.createDirectories(archive);
            Files.writeString(archive.resolve(what + "-" + version + ".yaml"), text);
        } catch (IOException e) {
            throw new UncheckedIOException("The archive of policies cannot be written: " + archive, e);
        }
    }
}
