package dev.identitygraph.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SimulateTests {
    private static final String RULES = """
        namespaces:
          crm: {kind: Customer, priority: 3, unique: true}
          email: {kind: Email, priority: 2}
          cookie: {kind: Device, priority: 1}
        """;

    @TempDir
    private Path folder;

    @Test
    void whoBelongsTogetherWhoStandsAloneAndWhatWasSupersededIsPrintedAsJson() throws IOException {
        var observations = write("observations.jsonl", """
            {"source": "crm", "observedAt": "2026-01-01T08:00:00Z", "identities": ["crm:1", "email:A@Example.com"]}
            {"source": "crm", "observedAt": "2026-01-02T08:00:00Z", "identities": ["crm:2", "email:a@example.com"]}

            {"source": "shop", "observedAt": "2026-01-03T08:00:00Z", "identities": ["crm:2", "cookie:x"]}
            """);
        var out = new StringWriter();
        var code = run(out, "simulate", "--rules=" + write("rules.yaml", RULES), "--observations=" + observations);
        assertThat(json(out)).isEqualTo(new JsonMapper().readTree("""
            {"graphs": [["cookie:x", "crm:2", "email:a@example.com"]],
             "alone": ["crm:1"],
             "superseded": [{"type": "HAS_EMAIL", "from": "crm:1", "to": "email:a@example.com",
                             "observedAt": "2026-01-01T08:00:00Z", "rule": "UNIQUE", "namespace": "crm"}],
             "rejected": []}
            """));
        assertThat(code).isZero();
    }

    @Test
    void aValueThatIsNoGoodIsListedAndTheRestOfItsLineIsTaken() throws IOException {
        var observations = write("observations.jsonl", """
            {"source": "crm", "observedAt": "2026-01-01T08:00:00Z", "identities": ["crm:1", "email:anna"]}
            {"source": "crm", "observedAt": "2026-01-02T08:00:00Z", "identities": ["crm:2", "cookie:x"]}
            {"source": "crm", "observedAt": "2026-01-02T08:00:00Z", "segments": [{"member": "crm:2", "segment": "s:1"}]}
            """);
        var out = new StringWriter();
        var code = run(out, "simulate", "--rules=" + write("rules.yaml", RULES), "--observations=" + observations);
        assertThat(code).isEqualTo(1);
        assertThat(json(out).at("/alone").toString()).isEqualTo("[\"crm:1\"]");
        assertThat(json(out).at("/graphs/0")).hasSize(2);
        assertThat(json(out).at("/rejected")).hasSize(1);
        assertThat(json(out).at("/rejected/0/line").asInt()).isEqualTo(1);
        assertThat(json(out).at("/rejected/0/column").asString()).isEqualTo("identities[1]");
        assertThat(out.toString()).doesNotContain("anna");
    }

    @Test
    void theRulesThatShipAreThoseWhereNoneAreGiven() throws IOException {
        var observations = write("observations.jsonl", """
            {"source": "crm", "observedAt": "2026-01-01T08:00:00Z", "identities": ["crm:1", "email:test@example.com"]}
            """);
        var out = new StringWriter();
        assertThat(run(out, "simulate", "--observations=" + observations)).isZero();
        assertThat(json(out).at("/superseded/0/rule").asString()).isEqualTo("NEVER");
    }

    @Test
    void faultyRulesAreToldWithTheirPlace() throws IOException {
        var err = new StringWriter();
        var rules = write("rules.yaml", "namespaces: {crm: {kind: Customer}}");
        var observations = write("observations.jsonl", "");
        assertThat(Commands.run(
                        new PrintWriter(new StringWriter(), true),
                        new PrintWriter(err, true),
                        "simulate",
                        "--rules=" + rules,
                        "--observations=" + observations))
                .isEqualTo(2);
        assertThat(err.toString()).startsWith(rules + ":1:19: 'priority' is missing here");
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static int run(StringWriter out, String... arguments) {
        return Commands.run(new PrintWriter(out, true), new PrintWriter(new StringWriter(), true), arguments);
    }

    private static JsonNode json(StringWriter out) {
        return new JsonMapper().readTree(out.toString());
    }
}
