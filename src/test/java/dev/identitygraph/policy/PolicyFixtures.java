package dev.identitygraph.policy;

import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.yaml.YamlValue;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files that ship, for tests of the policy. */
final class PolicyFixtures {
    static final GraphSchema SCHEMA = GraphSchema.of(file("schema/identity-graph.graphqls"));
    static final Namespaces NAMESPACES = PolicyFile.namespaces(yaml("namespaces.yaml", file("namespaces.yaml")));
    static final PolicyFile READER = new PolicyFile(SCHEMA, NAMESPACES);
    static final Policy POLICY = policy(file("policy/policy.yaml"));

    private PolicyFixtures() {}

    static Policy policy(String text) {
        return READER.policy(yaml("policy.yaml", text), "version");
    }

    static String file(String name) {
        try {
            return Files.readString(Path.of("graph-schema").resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static YamlValue yaml(String name, String text) {
        try {
            return YamlValue.read(name, new StringReader(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
