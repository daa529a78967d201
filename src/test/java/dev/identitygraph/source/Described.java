package dev.identitygraph.source;

import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.identity.Purposes;
import dev.identitygraph.policy.PolicyFile;
import dev.identitygraph.yaml.YamlText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Sources as files describe them, with the namespaces that ship, and what is read of their files without a database.
 */
public final class Described {
    public static final Namespaces NAMESPACES = PolicyFile.namespaces(
            new YamlText("namespaces.yaml", text(Path.of("graph-schema/namespaces.yaml"))).value());
    public static final Purposes PURPOSES = new Purposes(Stream.of("PERSONALIZATION", "RETARGETING", "ONBOARDING")
            .map(Purpose::new)
            .toList());
    public static final StatementReader READER = reader(NAMESPACES, PURPOSES);
    public static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

    /** A first-party source of customers with an address each, in the columns {@code id}, {@code at}, {@code email}. */
    public static final String CUSTOMERS = """
        source: crm-export
        about: Every customer, each night.
        party: FIRST
        file: crm-*.csv
        observedAt: at
        method: DECLARED
        confidence: 1
        identities:
          customer: {namespace: crm, column: id}
          email: {namespace: email, column: email}
        edges:
          - [customer, HAS_EMAIL, email]
        """;

    /**
     * A first-party source of consents, in the columns {@code ns}, {@code id}, {@code purpose}, {@code status},
     * {@code basis}, {@code at}, {@code until}, {@code notice} and {@code proof}.
     */
    public static final String CONSENTS = """
        source: consents
        about: Consents.
        party: FIRST
        file: consents-*.csv
        consents:
          namespace: ns
          value: id
          purpose: purpose
          status: status
          lawfulBasis: basis
          givenAt: at
          validUntil: until
          notice: notice
          proof: proof
          record: {controller: shop, jurisdiction: DE, recipients: [], howGiven: a form}
        """;

    private Described() {}

    public static StatementReader reader(Namespaces namespaces, Purposes purposes) {
        return new StatementReader(namespaces, purposes, Duration.ofDays(1));
    }

    public static Source source(String yaml) {
        return new SourceFile(NAMESPACES, PURPOSES).read(new YamlText("source.yaml", yaml).value());
    }

    public static List<Statement> read(Source source, String content) {
        return read(source, content.getBytes(StandardCharsets.UTF_8));
    }

    static List<Statement> read(Source source, byte[] content) {
        var statements = new ArrayList<Statement>();
        try {
            READER.read(
                    source,
                    new Input(
                            "input",
                            new ByteArrayInputStream(content),
                            from -> new ByteArrayInputStream(content, (int) from, content.length)),
                    NOW,
                    statements::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return statements;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
