package dev.identitygraph.policy;

import dev.identitygraph.client.Authority;
import dev.identitygraph.client.Client;
import dev.identitygraph.client.ClientType;
import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.yaml.YamlText;
import dev.identitygraph.yaml.YamlValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files that ship, for tests of the policy. */
final class PolicyFixtures {
    static final GraphSchema SCHEMA = GraphSchema.of(file("schema/identity-graph.graphqls"));
    static final Namespaces NAMESPACES = PolicyFile.namespaces(yaml("namespaces.yaml", file("namespaces.yaml")));
    static final PolicyFile READER = new PolicyFile(SCHEMA, NAMESPACES, Set.of("GPC"));
    static final Policy POLICY = policy(file("policy/policy.yaml"));

    /** What is right in the policy that ships, what is wrong in its place, and the fault. */
    static final String FAULTS = """
            Customer.segments:            | Customer.segment:           | 'Customer.segment' is unknown here; known are Customer.devices
            walks: [P1 -> B1]             | walks: [P1 -> P3]           | so it cannot walk P1 -> P3
            walks: [P1 -> B1]             | walks: [P1]                 | 'P1' is no walk; right would be, for example, P1 -> B1
            walks: [P1 -> B1]             | walks: []                   | at least one is needed here
            methods: [DETERMINISTIC]      | methods: [GUESSED]          | 'GUESSED' is unknown here; known are DECLARED
            minConfidence: 0.9            | minConfidence: 1.9          | '1.9' is no number from 0.0 to 1.0
            party: [FIRST]                | party: [FIRST, FIRST]       | 'FIRST' stands twice; once is right
            party: [FIRST]                | partys: [FIRST]             | 'partys' is unknown here
            namespaces: [crm]             | namespaces: [cookie]        | 'cookie' is unknown here; known are crm
            Query.customer:               | Query.person:               | 'Query.person' is unknown here
            Customer.namespace            | Customer.name               | 'Customer.name' is unknown here; known are Customer.namespace
            RETARGETING:                  | REMARKETING:                | 'REMARKETING' is unknown here; known are PERSONALIZATION
            maxHops: 2                    | maxHops: many               | 'many' is no whole number from 0 to 10
            blockedBy: [GPC]              | blockedBy: [GCP]            | 'GCP' is unknown here; known are GPC
            """;

    private PolicyFixtures() {}

    /** A client that has one purpose. */
    static Client client(Purpose purpose) {
        return client("client", "operator", Set.of(purpose), Set.of());
    }

    static String shippedWith(String right, String wrong) {
        var shipped = file("policy/policy.yaml");
        if (!shipped.contains(right)) {
            throw new IllegalArgumentException("The policy that ships has no '" + right + "'");
        }
        return shipped.replaceFirst(Pattern.quote(right), Matcher.quoteReplacement(wrong));
    }

    static Policy policy(String text) {
        return READER.policy(yaml("policy.yaml", text), "version");
    }

    /** A confidential client. */
    static Client client(String id, String operator, Set<Purpose> purposes, Set<Authority> authorities) {
        return new Client(
                id, operator, ClientType.CONFIDENTIAL, Optional.empty(), false, purposes, authorities, Set.of());
    }

    static String file(String name) {
        try {
            return Files.readString(Path.of("graph-schema").resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static YamlValue yaml(String name, String text) {
        return new YamlText(name, text).value();
    }
}
