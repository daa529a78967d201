package dev.identitygraph.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.identitygraph.audit.AuditSettings.Unwritable;
import dev.identitygraph.client.Authority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;
import org.springframework.util.unit.DataSize;

class AuditLogTests {
    private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

    @TempDir
    private Path parent;

    @Test
    void whatIsAcknowledgedIsOnDisk() throws Exception {
        var folder = parent.resolve("chain");
        try (var log = new AuditLog(settings(folder, Unwritable.REFUSE), CLOCK)) {
            var all = new ArrayList<CompletableFuture<Boolean>>();
            for (var i = 0; i < 500; i++) {
                all.add(log.disclosing(ChainTests.disclosure("node-" + i), "{ q }"));
            }
            assertThat(all).allMatch(CompletableFuture::join);
            assertThat(new Disclosures(folder)
                            .read(Optional.empty(), Optional.empty(), Optional.empty(), 1_000)
                            .disclosures())
                    .hasSize(500);
            assertThat(log.acting(act(), false)).isTrue();
        }
        assertThat(ChainCheck.of(folder, Optional.empty(), Optional.empty()).faults())
                .isEmpty();
    }

    @Test
    void whereTheDiskCannotBeWrittenAnswersAreRefusedAndWhatOnlyClosesPasses() throws Exception {
        var folder = parent.resolve("chain");
        try (var log = new AuditLog(settings(folder, Unwritable.REFUSE), CLOCK)) {
            assertThat(log.disclosing(ChainTests.disclosure("anna"), "{ q }").join())
                    .isTrue();
            breakTheDisk(folder);
            assertThat(log.disclosing(ChainTests.disclosure("ben"), "{ q }").join())
                    .isFalse();
            assertThat(log.acting(act(), false)).isFalse();
            assertThat(log.acting(act(), true)).isTrue();
            assertThatThrownBy(() -> log.record(shown("ben"))).isInstanceOf(UnrecordedException.class);
        }
    }

    @Test
    void whatAnActShowsIsReadLikeAnAnswerByClientAndBySubject() throws Exception {
        var folder = parent.resolve("chain");
        try (var log = new AuditLog(settings(folder, Unwritable.REFUSE), CLOCK)) {
            log.record(shown("anna"));
            assertThat(log.disclosing(ChainTests.disclosure("anna"), "{ q }").join())
                    .isTrue();
            log.record(shown("ben"));
            var disclosures = new Disclosures(folder);
            var page = disclosures.read(Optional.empty(), Optional.of(Set.of("anna")), Optional.empty(), 2);
            assertThat(page.acts()).containsExactly(shown("anna"));
            assertThat(page.disclosures()).hasSize(1);
            assertThat(page.next()).as("both count in the page").isPresent();
            assertThat(disclosures
                            .read(Optional.of("desk"), Optional.empty(), Optional.empty(), 10)
                            .acts())
                    .containsExactly(shown("anna"), shown("ben"));
            assertThat(disclosures
                            .read(Optional.of("shop"), Optional.empty(), Optional.empty(), 10)
                            .acts())
                    .isEmpty();
        }
    }

    private static AuditRecord.ActDisclosure shown(String node) {
        return new AuditRecord.ActDisclosure(
                Instant.EPOCH, "desk", Authority.EXPLAIN_LINKS, "explainLink", "", List.of(node), List.of("edge"));
    }

    @Test
    void anActOfTheTimeBeforeItsMatterWasKeptIsRead() {
        var line =
                "x {\"kind\":\"act\",\"at\":\"1970-01-01T00:00:00Z\",\"client\":\"desk\",\"act\":\"withdrawConsent\","
                        + "\"request\":\"request\",\"subject\":\"anna\",\"purposes\":[\"ADS\"]}";
        assertThat(ChainLine.unchecked(line)).isEqualTo(act());
    }

    @Test
    void orTheyAreGivenAndTheChainHasHowManyItLacks() throws Exception {
        var folder = parent.resolve("chain");
        try (var log = new AuditLog(settings(folder, Unwritable.ANSWER), CLOCK)) {
            assertThat(log.disclosing(ChainTests.disclosure("anna"), "{ q }").join())
                    .isTrue();
            var saved = breakTheDisk(folder);
            assertThat(log.disclosing(ChainTests.disclosure("ben"), "{ q }").join())
                    .isTrue();
            mendTheDisk(folder, saved);
            assertThat(log.disclosing(ChainTests.disclosure("clara"), "{ q }").join())
                    .isTrue();
        }
        assertThat(ChainCheck.of(folder, Optional.empty(), Optional.empty()).faults())
                .isEmpty();
        assertThat(Files.readString(new ChainFiles(folder).file(2))).contains("\"lost\":1");
    }

    @Test
    void whatWaitsForTheDiskIsBounded() throws Exception {
        var folder = parent.resolve("chain");
        var tiny = new AuditSettings(
                folder,
                false,
                folder,
                Duration.ofMinutes(1),
                DataSize.ofMegabytes(1),
                DataSize.ofBytes(2_000),
                Duration.ofSeconds(10),
                Unwritable.REFUSE);
        long given;
        try (var log = new AuditLog(tiny, CLOCK)) {
            var all = new ArrayList<CompletableFuture<Boolean>>();
            for (var i = 0; i < 2_000; i++) {
                all.add(log.disclosing(ChainTests.disclosure("node-" + i), "{ q }"));
            }
            given = all.stream().filter(CompletableFuture::join).count();
        }
        assertThat(given).isBetween(1L, 1_999L);
        assertThat(new Disclosures(folder)
                        .read(Optional.empty(), Optional.empty(), Optional.empty(), 2_000)
                        .disclosures())
                .hasSize((int) given);
    }

    private static AuditRecord.Act act() {
        return new AuditRecord.Act(Instant.EPOCH, "desk", "withdrawConsent", "request", "anna", List.of("ADS"), "");
    }

    /** Every record begins a file of its own here, so a folder that is none stops the next. */
    private Path breakTheDisk(Path folder) throws IOException {
        var saved = parent.resolve("saved");
        Files.move(folder, saved);
        Files.createFile(folder);
        return saved;
    }

    private static void mendTheDisk(Path folder, Path saved) throws IOException {
        Files.delete(folder);
        Files.move(saved, folder);
        assertThat(FileSystemUtils.deleteRecursively(saved)).isFalse();
    }

    static AuditSettings settings(Path folder, Unwritable whenUnwritable) {
        return new AuditSettings(
                folder,
                false,
                folder,
                Duration.ofMinutes(1),
                DataSize.ofBytes(1),
                DataSize.ofMegabytes(1),
                Duration.ofSeconds(10),
                whenUnwritable);
    }
}
