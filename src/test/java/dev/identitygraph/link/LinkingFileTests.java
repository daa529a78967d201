package dev.identitygraph.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.identitygraph.identity.Identity;
import dev.identitygraph.identity.Kind;
import dev.identitygraph.identity.Namespace;
import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.identity.Party;
import dev.identitygraph.yaml.InvalidFileException;
import dev.identitygraph.yaml.YamlText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkingFileTests {
    private static final Path SCHEMAS = Path.of("graph-schema");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {kind: Customer}                                   | 'priority' is missing here
        {priority: 1}                                      | 'kind' is missing here
        {kind: Segment, priority: 1}                       | 'Segment' is unknown here; known are Customer, Email, Device
        {kind: Customer, priority: 0}                      | '0' is no whole number from 1 to 1000
        {kind: Customer, priority: 1, uniqe: true}         | 'uniqe' is unknown here
        {kind: Customer, priority: 1, unique: yes}         | 'yes' is unknown here; known are true, false
        {kind: Customer, priority: 1, limit: 0}            | '0' is no whole number from 1 to 1000000
        {kind: Device, priority: 1, mayBeShared: true}     | 'mayBeShared' is for our addresses
        {kind: Email, party: THIRD, priority: 1, mayBeShared: true} | 'mayBeShared' is for our addresses
        """)
    void aFaultIsToldWithItsPlace(String rule, String fault) {
        assertThatThrownBy(() -> Story.rules("namespaces: {crm: %s}".formatted(rule)))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageStartingWith("linking.yaml:1:")
                .hasMessageContaining(fault);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{kind: Customer}",
                "{priority: 1}",
                "{kind: Segment, priority: 1}",
                "{kind: Customer, priority: 0}",
                "{kind: Customer, priority: 1, uniqe: true}",
                "{kind: Customer, priority: 1, unique: maybe}",
                "{kind: Device, priority: 1, mayBeShared: true}"
            })
    void theJsonSchemaFindsTheSameFaults(String rule) {
        assertThat(faults("linking.schema.json", "namespaces: {crm: %s}".formatted(rule), InputFormat.YAML))
                .isNotEmpty();
    }

    @Test
    void theShippedRulesFitTheirJsonSchemaAndTheNamespaces() throws IOException {
        var text = Files.readString(SCHEMAS.resolve("linking.yaml"));
        assertThat(faults("linking.schema.json", text, InputFormat.YAML)).isEmpty();
        assertThat(LinkingFile.read(new YamlText("linking.yaml", text).value()).all())
                .isNotEmpty();
    }

    @Test
    void rulesForAGraphCoverItsNamespacesAndAgreeWithThem() {
        var declared = new Namespaces(List.of(
                new Namespace("crm", Kind.CUSTOMER, Party.FIRST, Namespace.Storage.CLEAR),
                new Namespace("partner", Kind.EMAIL, Party.THIRD, Namespace.Storage.DIGEST),
                new Namespace("segment", Kind.SEGMENT, Party.FIRST, Namespace.Storage.CLEAR)));
        assertThatThrownBy(() -> LinkingFile.read(new YamlText("linking.yaml", """
            namespaces:
              crm: {kind: Device, priority: 1}
              other: {kind: Device, priority: 1}
            """).value(), declared))
                .hasMessageContaining("namespace crm is declared as Customer of party FIRST")
                .hasMessageContaining("namespace other is not declared")
                .hasMessageContaining("namespace partner is missing")
                .hasMessageNotContaining("segment is missing");
        assertThatThrownBy(() -> LinkingFile.read(new YamlText("linking.yaml", """
            namespaces:
              crm: {kind: Customer, priority: 1}
              partner: {kind: Email, party: THIRD, priority: 1, never: ["00*"]}
            """).value(), declared))
                .hasMessageContaining("values of namespace partner are not kept");
    }

    @Test
    void aStarStandsForAnyCharactersAndCaseDoesNotMatter() {
        var rules = Story.rules("""
            namespaces:
              email: {kind: Email, priority: 1, never: ["test@*", "*@example.org", "a.b@example.com"]}
            """);
        var email = rules.namespaces().find("email").orElseThrow();
        assertThat(List.of("test@x.com", "TEST@", "anyone@example.org", "a.b@example.com"))
                .allMatch(value -> rules.neverLinks(new Identity(email, value)));
        assertThat(List.of("atest@x.com", "anyone@example.org.uk", "aXb@example.com"))
                .noneMatch(value -> rules.neverLinks(new Identity(email, value)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {"source": "s", "observedAt": "2026-01-01T00:00:00Z", "identities": ["crm:1", "email:a@example.com"]} | true
        {"source": "s", "observedAt": "2026-01-01T00:00:00Z", "method": "DECLARED", "confidence": 0.5, "identities": ["crm:1"]} | true
        {"source": "s", "observedAt": "2026-01-01T00:00:00Z", "split": ["crm:1", "crm:2"]} | true
        {"source": "s", "observedAt": "2026-01-01T00:00:00Z", "split": ["crm:1"]}          | false
        {"source": "s", "observedAt": "2026-01-01T00:00:00Z", "identities": []}            | false
        {"source": "s", "observedAt": "2026-01-01T00:00:00Z", "identities": ["1"]}         | false
        {"source": "s", "observedAt": "2026-01-01T00:00:00Z", "identities": [1]}           | false
        {"source": "s", "observedAt": "2026-01-01T00:00:00Z"}                              | false
        {"source": "s", "observedAt": "2026-01-01T00:00:00Z", "join": ["crm:1", "crm:2"], "split": ["crm:1", "crm:2"]} | false
        {"source": "s", "identities": ["crm:1"]}                                           | false
        {"observedAt": "2026-01-01T00:00:00Z", "identities": ["crm:1"]}                    | false
        {"source": "s", "observedAt": "2026-01-01T00:00:00Z", "identities": ["crm:1"], "confidence": 2} | false
        {"source": "s", "observedAt": "2026-01-01T00:00:00Z", "identities": ["crm:1"], "method": "GUESSED"} | false
        {"source": "s", "observedAt": "2026-01-01T00:00:00Z", "identities": ["crm:1"], "seen": true} | false
        ["crm:1"] | false
        """)
    void aLineIsTakenJustWhenItsJsonSchemaTakesIt(String line, boolean good) {
        var rules = Story.rules("""
            namespaces:
              crm: {kind: Customer, priority: 2}
              email: {kind: Email, priority: 1}
            """);
        var read = new ObservationLines(rules.namespaces()).read(line);
        assertThat(read instanceof ObservationLines.Line.Said)
                .as(read.toString())
                .isEqualTo(good);
        assertThat(faults("observations.schema.json", line, InputFormat.JSON).isEmpty())
                .isEqualTo(good);
    }

    @Test
    void aBadLineIsReportedAndNotQuoted() {
        var rules = Story.rules("namespaces: {email: {kind: Email, priority: 1}}");
        var reader = new ObservationLines(rules.namespaces());
        for (var line : List.of(
                "anna@example",
                "{\"source\": \"s\", \"observedAt\": \"2026-01-01T00:00:00Z\", \"identities\":"
                        + " [\"email:anna@example\"]}",
                "{\"source\": \"s\", \"observedAt\": \"anna\", \"identities\": [\"email:b@example.com\"]}",
                "{\"anna\": \"s\"}",
                "{\"source\": \"s\", \"observedAt\": \"2026-01-01T00:00:00Z\", \"identities\": [\"anna:1\"]}")) {
            assertThat(reader.read(line)).isInstanceOf(ObservationLines.Line.Rejected.class);
            assertThat(reader.read(line).toString()).doesNotContain("anna");
        }
    }

    private static List<String> faults(String schema, String text, InputFormat format) {
        try {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(Files.readString(SCHEMAS.resolve(schema)))
                    .validate(text, format)
                    .stream()
                    .map(Error::toString)
                    .collect(Collectors.toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
