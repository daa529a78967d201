package dev.identitygraph.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.identitygraph.store.Signatures;
import dev.identitygraph.store.TestSignatures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChainTests {
    private static final long LARGE = 1_000_000;

    @TempDir
    private Path folder;

    @TempDir
    private Path heads;

    @Test
    void whatIsWrittenIsReadAndTheChainIsWhole() throws IOException {
        write(LARGE, "anna", "ben");
        write(LARGE, "clara");
        assertThat(nodes()).containsExactly("anna", "ben", "clara");
        var result = check();
        assertThat(result.faults()).isEmpty();
        assertThat(result.records()).as("with the start and the document").isEqualTo(5);
    }

    @Test
    void theChainGoesOnFromFileToFile() throws IOException {
        write(300, "anna", "ben", "clara", "dora");
        write(300, "emil");
        assertThat(check().faults()).isEmpty();
        assertThat(check().files()).isGreaterThan(2);
        assertThat(nodes()).containsExactly("anna", "ben", "clara", "dora", "emil");
    }

    @Test
    void whatAKilledWriterHadNotFinishedIsCutOffAndNothingElse() throws IOException {
        write(LARGE, "anna");
        Files.writeString(file(1), "0123abc {\"kind\":\"disclo", StandardOpenOption.APPEND);
        assertThat(check().faults()).isEmpty();
        write(LARGE, "ben");
        assertThat(nodes()).containsExactly("anna", "ben");
        assertThat(check().faults()).isEmpty();
    }

    @Test
    void aFileThatWasOpenedAndNeverWrittenIsUsed() throws IOException {
        write(300, "anna", "ben");
        Files.createFile(file(check().files() + 1));
        write(300, "clara");
        assertThat(check().faults()).isEmpty();
        assertThat(nodes()).containsExactly("anna", "ben", "clara");
    }

    @Test
    void aLineThatIsChangedTakenOutOrPutInIsFoundWithItsPlace() throws IOException {
        write(LARGE, "anna", "ben", "clara");
        var whole = Files.readString(file(1));
        for (UnaryOperator<String> change : List.<UnaryOperator<String>>of(
                text -> text.replace("ben", "bea"),
                text -> text.lines().filter(line -> !line.contains("ben")).reduce("", (all, line) -> all + line + "\n"),
                text -> text.lines()
                        .map(line -> line.contains("ben") ? line + "\n" + line : line)
                        .reduce("", (all, line) -> all + line + "\n"))) {
            Files.writeString(file(1), change.apply(whole));
            assertThat(check().faults()).singleElement().asString().contains("audit-000001.jsonl:");
            assertThatThrownBy(() -> write(LARGE, "dora")).isInstanceOf(BrokenChainException.class);
        }
    }

    @Test
    void recordsThatAreMissingAtTheEndAreFoundByTheSignedHeads() throws Exception {
        var signatures = TestSignatures.fresh();
        exportAfter(signatures, "anna");
        exportAfter(signatures, "ben");
        var exported = exported();
        assertThat(ChainCheck.of(folder, Optional.of(exported), Optional.empty()))
                .satisfies(result -> assertThat(result.faults()).isEmpty())
                .satisfies(result -> assertThat(result.heads()).isEqualTo(2));
        // Every record begins a file of its own here.
        Files.delete(file(2));
        assertThat(check().faults()).as("without the heads nothing is seen").isEmpty();
        assertThat(ChainCheck.of(folder, Optional.of(exported), Optional.empty())
                        .faults())
                .singleElement()
                .asString()
                .contains("missing");
    }

    @Test
    void aChainThatWasWrittenAnewAndAHeadThatWasForgedAreFound() throws Exception {
        var signatures = TestSignatures.fresh();
        exportAfter(signatures, "anna");
        Files.delete(file(1));
        write(LARGE, "bea");
        assertThat(ChainCheck.of(folder, Optional.of(exported()), Optional.empty())
                        .faults())
                .singleElement()
                .asString()
                .contains("another record");
        var keys = Files.writeString(
                folder.resolve("others.json"), TestSignatures.fresh().publicKeys());
        assertThat(ChainCheck.of(folder, Optional.of(exported()), Optional.of(keys))
                        .faults())
                .singleElement()
                .asString()
                .contains("not signed");
    }

    @Test
    void aChainHasOneWriter() throws IOException {
        try (var first = new ChainWriter(folder, LARGE)) {
            assertThat(first.head()).isEqualTo(Head.NONE);
            assertThatThrownBy(() -> new ChainWriter(folder, LARGE))
                    .hasMessageContaining("Another instance")
                    .satisfies(taken -> assertThat(new AuditFailureAnalyzer().analyze(new IllegalStateException(taken)))
                            .isNotNull()
                            .satisfies(told -> assertThat(told.getAction()).contains("identity-graph.audit.folder")));
        }
    }

    @Test
    void whyAChainCannotBeGoneOnWithIsToldAndNothingElseIs() {
        var analyzer = new AuditFailureAnalyzer();
        var broken = new BrokenChainException(folder, 7);
        assertThat(analyzer.analyze(new IllegalStateException(broken)))
                .isNotNull()
                .satisfies(told -> assertThat(told.getDescription()).contains(folder + ":7"));
        assertThat(analyzer.analyze(new IllegalStateException("of something else")))
                .isNull();
    }

    @Test
    void aChainThatAnotherWritesIsLeftToItAndOneBesideItIsBegun() throws IOException {
        var chain = folder.resolve("chain");
        try (var other = new ChainWriter(chain, LARGE);
                var second = ChainWriter.beside(chain, LARGE);
                var third = ChainWriter.beside(chain, LARGE)) {
            assertThat(List.of(other.chain(), second.chain(), third.chain())).doesNotHaveDuplicates();
            assertThat(folder).isDirectoryContaining("glob:**/chain-2").isDirectoryContaining("glob:**/chain-3");
        }
        try (var alone = ChainWriter.beside(chain, LARGE)) {
            assertThat(alone.head()).isEqualTo(Head.NONE);
            assertThatThrownBy(() -> new ChainWriter(chain, LARGE)).hasMessageContaining("Another instance");
        }
    }

    @Test
    void disclosuresAreReadByClientAndByNodePageByPage() throws IOException {
        write(300, "anna", "ben", "anna", "clara", "anna");
        var disclosures = new Disclosures(folder);
        var first = disclosures.read(Optional.of("shop"), Optional.of(Set.of("anna")), Optional.empty(), 2);
        assertThat(first.disclosures()).hasSize(2);
        var second = disclosures.read(Optional.of("shop"), Optional.of(Set.of("anna")), first.next(), 2);
        assertThat(second.disclosures()).hasSize(1);
        assertThat(second.next()).isEmpty();
        assertThat(disclosures
                        .read(Optional.of("dmp"), Optional.empty(), Optional.empty(), 9)
                        .disclosures())
                .isEmpty();
        assertThat(disclosures.edgesGiven("shop", "ADS", Set.of("edge-of-ben", "none")))
                .containsExactly("edge-of-ben");
    }

    private void exportAfter(Signatures signatures, String node) throws Exception {
        var settings = AuditLogTests.settings(folder, AuditSettings.Unwritable.REFUSE);
        try (var log = new AuditLog(settings, clock())) {
            assertThat(log.disclosing(disclosure(node), "{ q }").join()).isTrue();
            new HeadExport(log, signatures, heads, clock()).export();
        }
    }

    private Path exported() throws IOException {
        try (var files = Files.list(heads)) {
            return files.filter(file -> file.getFileName().toString().startsWith("heads-"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static Clock clock() {
        return Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    }

    private void write(long largestFile, String... nodes) throws IOException {
        try (var writer = new ChainWriter(folder, largestFile)) {
            for (var node : nodes) {
                writer.append(List.of(disclosure(node)), Map.of("d", "{ q }"));
            }
        }
    }

    static AuditRecord.Disclosure disclosure(String node) {
        return new AuditRecord.Disclosure(
                Instant.EPOCH, "shop", "ADS", "1", "d", List.of(node), List.of("edge-of-" + node));
    }

    private List<String> nodes() {
        return new Disclosures(folder)
                .read(Optional.empty(), Optional.empty(), Optional.empty(), 100).disclosures().stream()
                        .flatMap(disclosure -> disclosure.nodes().stream())
                        .toList();
    }

    private ChainCheck.Result check() {
        return ChainCheck.of(folder, Optional.empty(), Optional.empty());
    }

    private Path file(int number) {
        return new ChainFiles(folder).file(number);
    }
}
