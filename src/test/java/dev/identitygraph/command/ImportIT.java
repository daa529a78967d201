package dev.identitygraph.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.identitygraph.testing.IntegrationTest;
import dev.identitygraph.testing.StoredGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import tools.jackson.databind.json.JsonMapper;

/** The command that imports, run as a program of its own would, beside a server. */
@IntegrationTest
class ImportIT {
    private static final String SNAPSHOT = """
        source: crm
        about: Every customer, each night.
        party: FIRST
        file: crm-*.csv
        delivery: SNAPSHOT
        mayShrinkBy: 0.1
        observedAt: at
        method: DECLARED
        confidence: 1
        identities:
          customer: {namespace: crm, column: id}
        """;

    @TempDir
    private Path folder;

    @Autowired
    private Environment environment;

    @Autowired
    private StoredGraph graph;

    private Program program;

    @BeforeEach
    void begin() {
        graph.empty();
        program = new Program(environment, folder);
    }

    @AfterEach
    void leaveNothing() {
        graph.empty();
    }

    @Test
    void whatIsWrongWithOneFileOfAFolderDoesNotStopTheOthersAndTheWorstIsTheExitCode() throws IOException {
        file("crm-customers.csv", "crm_id,updated_at,duplicate_of,email,loyalty_tier\n1,2026-01-01T08:00:00Z,,anna,\n");
        file("newsletter-clicks.csv", "email\n");
        file("webshop-logins.csv", "crm_id,logged_in_at,cookie,app_install\n1,2026-02-01T08:00:00Z,laptop,\n");
        file("notes.txt", "Nobody reads me.");
        var rejects = folder.resolve("rejects");
        assertThat(program.run("import", folder.toString(), "--json", "--rejects=" + rejects))
                .as(program.err())
                .isEqualTo(2);
        var json = program.json();
        assertThat(json.path("code").asInt()).isEqualTo(2);
        assertThat(json.path("read").asInt()).isEqualTo(2);
        assertThat(json.path("accepted").asInt()).isEqualTo(2);
        assertThat(json.path("files").findValuesAsString("ending"))
                .containsExactly("IMPORTED_WITH_REJECTS", "BAD_INPUT", "IMPORTED");
        assertThat(json.at("/files/1/message").asString()).contains("newsletter-clicks.csv:1:1: the header lacks");
        assertThat(json.path("leftAlone").toString()).contains("notes.txt");
        assertThat(program.out()).doesNotContain("anna");
        var rejected = Files.readString(rejects.resolve("crm-customers.csv.crm.rejects.jsonl"));
        assertThat(rejected).doesNotContain("anna");
        assertThat(new JsonMapper().readTree(rejected)).isEqualTo(new JsonMapper().readTree("""
                {"file": "crm-customers.csv", "line": 2, "column": "email", "reason": "the e-mail address is malformed",
                 "expected": "an address such as name@example.com"}
                """));
        assertThat(rejects).isDirectoryNotContaining("glob:**webshop*");

        assertThat(program.run("import", folder.resolve("crm-customers.csv").toString()))
                .isEqualTo(1);
        assertThat(program.out()).contains("1 read, 0 accepted, 1 unchanged, 0 rejected; 1 values not taken");
        assertThat(folder.resolve("crm-customers.csv.crm.rejects.jsonl")).exists();
    }

    @Test
    void anInputThatIsNotThereOrIsNobodysDoesNotStopTheOthers() throws IOException {
        var customers = file(
                "crm-customers.csv",
                "crm_id,updated_at,duplicate_of,email,loyalty_tier\n1,2026-01-01T08:00:00Z,,,gold\n");
        var notes = file("notes.txt", "Nobody reads me.");
        var none = folder.resolve("none.csv");
        assertThat(program.run("import", none.toString(), notes.toString(), customers.toString(), "--json"))
                .as(program.err())
                .isEqualTo(2);
        assertThat(program.json().path("files").findValuesAsString("ending"))
                .containsExactly("BAD_INPUT", "BAD_INPUT", "IMPORTED");
        assertThat(program.json().at("/files/0/message").asString()).contains("none.csv: there is no such file");
        assertThat(program.json().at("/files/1/message").asString()).contains("notes.txt: no source names this file");
        assertThat(program.json().at("/files/1/source").isMissingNode()).isTrue();
        assertThat(program.json().path("accepted").asInt()).isEqualTo(1);
    }

    @Test
    void twoInputsOfOneNameDoNotTakeTheRejectsOfOneAnother() throws IOException {
        var content = "crm_id,updated_at,duplicate_of,email,loyalty_tier\n%d,2026-01-01T08:00:00Z,,anna,\n";
        var one = Files.createDirectory(folder.resolve("monday"));
        var other = Files.createDirectory(folder.resolve("tuesday"));
        Files.writeString(one.resolve("crm-customers.csv"), content.formatted(1));
        Files.writeString(other.resolve("crm-customers.csv"), content.formatted(2) + "x\n");
        var rejects = folder.resolve("rejects");
        assertThat(program.run("import", one.toString(), other.toString(), "--json", "--rejects=" + rejects))
                .isEqualTo(2);
        assertThat(program.json().path("files").findValuesAsString("ending"))
                .containsExactly("IMPORTED_WITH_REJECTS", "BAD_INPUT");
        assertThat(program.json().at("/files/1/message").asString()).contains("another folder for --rejects");
        assertThat(rejects.resolve("crm-customers.csv.crm.rejects.jsonl"))
                .content()
                .hasLineCount(1);
        assertThat(program.run("import", one.toString(), other.toString()))
                .as("beside their inputs there is room for both")
                .isEqualTo(1);
    }

    @Test
    void aSnapshotThatShrinksIsRefusedWithACodeOfItsOwnAndLetThroughByAFlag() throws IOException {
        var source = "--identity-graph.sources=file:" + file("crm.yaml", SNAPSHOT);
        var large = file("crm-1.csv", "id,at\n1,2026-01-01T08:00:00Z\n2,2026-01-01T08:00:00Z\n");
        var small = file("crm-2.csv", "id,at\n1,2026-01-01T08:00:00Z\n");
        assertThat(program.run("import", large.toString(), source))
                .as(program.err())
                .isZero();
        assertThat(program.run("import", small.toString(), source)).isEqualTo(3);
        assertThat(program.out()).contains("REFUSED", "--let-shrink");
        assertThat(program.run("import", small.toString(), source, "--let-shrink"))
                .isZero();
        assertThat(program.out()).contains("1 ended");
    }

    @Test
    void severalFilesAreImportedAndAFolderThatKeepsOldSnapshotsDoesNotGoBackToThem() throws IOException {
        var source = "--identity-graph.sources=file:"
                + Files.writeString(
                        Files.createDirectory(folder.resolve("sources")).resolve("crm.yaml"), SNAPSHOT);
        var old = file("crm-1.csv", "id,at\n1,2026-01-01T08:00:00Z\n2,2026-01-01T08:00:00Z\n");
        var later = file("crm-2.csv", "id,at\n2,2026-01-01T08:00:00Z\n3,2026-01-01T08:00:00Z\n,\n");
        assertThat(program.run("import", old.toString(), later.toString(), source))
                .isOne();
        assertThat(program.out()).contains("crm-1.csv (crm): IMPORTED", "crm-2.csv (crm): IMPORTED_WITH_REJECTS");
        assertThat(program.run("import", folder.toString(), source)).isOne();
        assertThat(program.out())
                .contains("crm-1.csv (crm): SUPERSEDED", "--superseded", "3 read, 0 accepted, 2 unchanged")
                .doesNotContain("rejects.jsonl: left alone");
    }

    @Test
    void aDiskThatIsFullEndsTheImportWithACodeOfItsOwnAndNothingIsLostByIt() throws IOException {
        var full = Path.of("/dev/full");
        assumeThat(full).exists();
        var customers = file(
                "crm-customers.csv",
                "crm_id,updated_at,duplicate_of,email,loyalty_tier\n1,2026-01-01T08:00:00Z,,anna,\n");
        var rejects = Files.createDirectory(folder.resolve("rejects"));
        var rejected = Files.createSymbolicLink(rejects.resolve("crm-customers.csv.crm.rejects.jsonl"), full);
        assertThat(program.run("import", customers.toString(), "--json", "--rejects=" + rejects))
                .as(program.err())
                .isEqualTo(70);
        assertThat(program.json().at("/files/0/ending").asString()).isEqualTo("FAILED");
        assertThat(program.json().at("/files/0/message").asString()).contains("the rejects file cannot be written");
        assertThat(graph.count("MATCH (n:Customer) RETURN count(n)"))
                .as("a row whose rejects are not written is not taken")
                .isZero();

        Files.delete(rejected);
        assertThat(program.run("import", customers.toString(), "--rejects=" + rejects))
                .isEqualTo(1);
        assertThat(Files.readString(rejected)).contains("\"line\":2,\"column\":\"email\"");
    }

    @Test
    void whatIsNoInputIsToldWithoutAGraph() throws IOException {
        assertThat(program.run(
                        "import",
                        folder.resolve("none").toString(),
                        folder.resolve("nil").toString()))
                .isEqualTo(2);
        assertThat(program.err()).contains("none: there is no such file or folder", "nil: there is no such");
        assertThat(program.run("import", folder.toString(), "--source=crm")).isEqualTo(2);
        assertThat(program.run("import")).isEqualTo(2);
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }
}
