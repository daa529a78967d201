package dev.identitygraph.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.identitygraph.Application;
import dev.identitygraph.development.LoadableNeo4j;
import dev.identitygraph.testing.IntegrationTest;
import dev.identitygraph.yaml.InvalidFileException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.GraphDatabase;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import org.springframework.util.FileSystemUtils;

/** A first load that cannot be, or that fails, leaves no database and nothing of what was made on the way. */
@IntegrationTest
@TestPropertySource(properties = "identity-graph.sources=classpath:graph-schema/sources/*.yaml,classpath:bulk/*.yaml")
class BulkLoadFailureIT {
    @TempDir
    private Path folder;

    @Autowired
    private BulkLoad bulk;

    private Path input = Path.of("");
    private Path data = Path.of("");

    @BeforeEach
    void writeInput() throws IOException {
        input = Files.createDirectory(folder.resolve("input"));
        data = folder.resolve("neo4j/data");
        Files.writeString(input.resolve("crm-customers.csv"), """
            crm_id,updated_at,duplicate_of,email,loyalty_tier
            1,2026-01-01T08:00:00Z,,one@example.com,gold
            2,2026-01-01T08:00:00Z,,two at example.com,
            """);
    }

    @Test
    void aDatabaseThatIsThereIsRefusedAndLeftAlone() throws IOException {
        var there = Files.createDirectories(data.resolve("databases/neo4j"));
        Files.writeString(there.resolve("neostore"), "as it was");
        assertThatThrownBy(() -> load(failing("")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has a database neo4j");
        assertThat(there.resolve("neostore")).hasContent("as it was");
        assertNothingIsLeft("databases");
    }

    @Test
    void aNeo4jThatRunsIsNotWorkedBeside() throws IOException {
        Files.createDirectories(data.resolve("databases"));
        try (var running = FileChannel.open(
                        data.resolve("databases/store_lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var _ = running.lock()) {
            assertThatThrownBy(() -> load(failing("")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("stop it first");
        }
    }

    @Test
    void aProgramThatIsNotThereAndAFolderOfNothingAreRefused() throws IOException {
        assertThatThrownBy(() -> load(folder.resolve("none")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no program");
        Files.delete(input.resolve("crm-customers.csv"));
        assertThatThrownBy(() -> load(failing("")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("No source names a file");
    }

    @Test
    void aFileThatIsNoneOfItsSourceIsRefused() throws IOException {
        Files.writeString(input.resolve("webshop-logins.csv"), "cookie,app_install\n");
        assertThatThrownBy(() -> load(failing("")))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("crm_id");
        assertNothingIsLeft("databases");
    }

    @Test
    void twoSnapshotsOfOneSourceAreRefused() throws IOException {
        Files.writeString(input.resolve("fake_1.csv"), "unique_id,email\n1,\n");
        Files.writeString(input.resolve("fake_2.csv"), "unique_id,email\n1,\n");
        assertThatThrownBy(() -> load(failing("")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 snapshots of source splink");
    }

    @Test
    void anImportThatFailsLeavesNoDatabaseAndQuotesNoValue() throws IOException {
        assertThatThrownBy(() -> load(failing("echo \"Id 'one@example.com' is defined more than once\"; exit 3")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ended with 3")
                .hasMessageContaining("defined more than once")
                .hasMessageNotContaining("one@example.com");
        assertNothingIsLeft("databases");
        try (var databases = Files.list(data.resolve("databases"))) {
            assertThat(databases.map(Path::getFileName)).containsExactly(Path.of("store_lock"));
        }
    }

    @Test
    void nobodyElseCanReadWhatIsMadeOnTheWayAndNoClearAddressIsInIt() {
        var seen = new ArrayList<String>();
        assertThatThrownBy(() -> bulk.run(input, target(failing("exit 3")), folder, step -> seen.add(onTheWay())))
                .isInstanceOf(IllegalStateException.class);
        assertThat(seen).anyMatch(content -> content.contains("gold"));
        assertThat(seen).noneMatch(content -> content.contains("example.com"));
    }

    /** All bytes of all files, which only their owner can come to. */
    private String onTheWay() {
        var work = data.resolve("identity-graph-bulk");
        try (var files = Files.walk(work)) {
            assertThat(Files.getPosixFilePermissions(work)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
            var content = new StringBuilder();
            for (var file : files.filter(Files::isRegularFile).toList()) {
                content.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
            return content.toString();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatAKilledLoadHasLeftIsTakenAwayAndAServerThatHasRunBeforeHasTheNewDatabase() throws Exception {
        try (var neo4j = LoadableNeo4j.in(folder.resolve("neo4j"))) {
            neo4j.start("512m", "64m");
            neo4j.stop();
            for (var part : List.of("databases", "transactions")) {
                FileSystemUtils.deleteRecursively(data.resolve(part).resolve("neo4j"));
            }
            // Killed when it had put the first of two parts there.
            Files.createDirectories(data.resolve("transactions/neo4j"));
            Files.createDirectories(data.resolve("identity-graph-bulk/store/databases/neo4j"));
            Files.writeString(data.resolve("identity-graph-bulk/left"), "of one who was killed");
            var run = command(neo4j.admin())
                    .redirectError(folder.resolve("err").toFile())
                    .start();
            var said = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(run.waitFor()).as(() -> said + err()).isEqualTo(1);
            assertThat(said).contains("2 read, 2 accepted");
            assertThat(Files.readString(input.resolve("crm-customers.csv.crm.rejects.jsonl")))
                    .contains("\"line\":3")
                    .doesNotContain("two at");
            assertThat(data.resolve("identity-graph-bulk")).doesNotExist();
            neo4j.start("512m", "64m");
            try (var driver = GraphDatabase.driver(neo4j.boltUri(), AuthTokens.basic("neo4j", neo4j.password()))) {
                assertThat(driver.executableQuery("MATCH (n:Customer) RETURN n.value AS value ORDER BY value")
                                .execute()
                                .records())
                        .extracting(found -> found.get("value").asString())
                        .containsExactly("1", "2");
            }
        }
    }

    @Test
    void aLoadThatIsToldToEndTakesAwayWhatItHasMade() throws Exception {
        var pid = folder.resolve("pid");
        var run = command(failing("echo $$ > %s; sleep 600".formatted(pid))).start();
        try (var steps = run.errorReader()) {
            for (var step = steps.readLine(); !"importing".equals(step); step = steps.readLine()) {
                assertThat(step).as("the step that comes").isNotNull();
            }
            await().until(() -> Files.exists(pid) && Files.size(pid) > 0);
            run.toHandle().destroy();
            run.waitFor();
        }
        assertNothingIsLeft("databases");
        assertThat(ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
                        .filter(ProcessHandle::isAlive))
                .isEmpty();
    }

    private ProcessBuilder command(Path admin) {
        return new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Application.class.getName(),
                "bulk",
                input.toString(),
                "--into=" + data,
                "--neo4j-admin=" + admin,
                "--identity-graph.keys=" + folder.resolve("keys"));
    }

    private String err() {
        try {
            return Files.readString(folder.resolve("err"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private void load(Path admin) {
        bulk.run(input, target(admin), folder, _ -> {});
    }

    private BulkLoad.Target target(Path admin) {
        return new BulkLoad.Target(data, "neo4j", admin);
    }

    /** A program in the place of neo4j-admin. */
    private Path failing(String does) {
        try {
            return Files.writeString(
                    Files.createFile(
                            Files.createTempDirectory(folder, "bin").resolve("neo4j-admin"),
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))),
                    "#!/bin/sh\n" + does + "\n");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void assertNothingIsLeft(String... but) throws IOException {
        try (var left = Files.list(data)) {
            assertThat(left.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(List.of(but));
        }
    }
}
