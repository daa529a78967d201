package dev.identitygraph.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.identitygraph.yaml.InvalidFileException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes of files that are not as they should be: nothing is lost but what is no good, and nothing stops. */
class HostileFilesTests {
    static final Source CRM = Described.source("""
        source: crm
        about: The CRM.
        party: FIRST
        file: crm.csv
        observedAt: at
        method: DECLARED
        confidence: 1
        identities:
          customer: {namespace: crm, column: id}
          email: {namespace: email, column: email}
        edges:
          - [customer, HAS_EMAIL, email]
        """);
    private static final String HEADER = "id,at,email,note\n";
    private static final String AT = "2026-01-01T08:00:00Z";

    @TempDir
    private Path folder;

    @Test
    void aByteOrderMarkIsPassedOver() {
        assertThat(values("\uFEFFid,at,email,note\n1," + AT + ",,\n")).containsExactly("1");
    }

    @Test
    void aFileOfUtf16IsRefusedAndSoIsOneWithoutItsColumns() {
        assertThatThrownBy(() -> Described.read(CRM, (HEADER + "1").getBytes(StandardCharsets.UTF_16)))
                .isInstanceOf(InvalidFileException.class)
                .hasMessage("input:1:1: the file is UTF-16; right would be UTF-8");
        assertThatThrownBy(() -> Described.read(CRM, (HEADER + "1").getBytes(StandardCharsets.UTF_16LE)))
                .hasMessageContaining("the header lacks the column");
        assertThatThrownBy(() -> Described.read(CRM, "")).hasMessageContaining("no header row");
        assertThatThrownBy(() -> Described.read(CRM, "id,id,at,email\n")).hasMessageContaining("stands twice");
    }

    @Test
    void aHeaderWhoseQuotesAreNotClosedIsRefusedSinceItsColumnsMayBeOthers() {
        assertThatThrownBy(() -> Described.read(CRM, "id,at,email,\"note\nof the row\"\n1," + AT + ",,\n"))
                .isInstanceOf(InvalidFileException.class)
                .hasMessage("input:1:1: the header row cannot be read as CSV; right would be the names of columns,"
                        + " separated by commas, in one line");
    }

    @Test
    void aHeaderThatIsSeparatedOtherwiseIsToldWhatWouldBeRight() {
        assertThatThrownBy(() -> Described.read(CRM, HEADER.replace(',', ';')))
                .hasMessage("input:1:1: the header lacks the column at that the source reads; right would be the names"
                        + " of columns, separated by commas, in one line");
    }

    @Test
    void linesMayEndAsOnAnySystemAndTheLastOneNeedNotEnd() {
        var rows = List.of("id,at,email,note", "1," + AT + ",,", "2," + AT + ",,\"a\nb\"", "3," + AT + ",,");
        for (var end : List.of("\n", "\r\n", "\r")) {
            var read = Described.read(CRM, String.join(end, rows));
            assertThat(values(read)).containsExactly("1", "2", "3");
            assertThat(read).extracting(Statement::line).containsExactly(2L, 3L, 5L);
        }
        assertThat(values(rows.get(0) + "\r" + rows.get(1) + "\r\n" + rows.get(2) + "\n" + rows.get(3) + "\r"))
                .containsExactly("1", "2", "3");
    }

    @Test
    void bytesOfAnotherEncodingCostTheValueThatTheyAreInAndNoOther() {
        var read = Described.read(
                CRM,
                (HEADER + "m\u00fcller," + AT + ",a@example.com,\n2," + AT + ",,M\u00fcller\n")
                        .getBytes(StandardCharsets.ISO_8859_1));
        assertThat(values(read)).containsExactly("a@example.com", "2");
        assertThat(rejections(read)).containsExactly("2 id the value is not UTF-8");
    }

    @Test
    void aRowOfTooManyOrTooFewCellsIsRejectedSinceItsValuesMayStandElsewhere() {
        var read = Described.read(CRM, HEADER + "1," + AT + ",,,\n2," + AT + "\n\n3," + AT + ",,\n");
        assertThat(values(read)).containsExactly("3");
        assertThat(rejections(read))
                .containsExactly(
                        "2  the row has 5 cells, and the header 4", "3  the row has 2 cells, and the header 4");
    }

    @Test
    void nulsAndOtherControlCharactersCostTheValueThatTheyAreIn() {
        var read = Described.read(
                CRM, HEADER + "1\0," + AT + ",a@example.com,\n2," + AT + ",,\0\0\n\"3\n4\"," + AT + ",,\n");
        assertThat(values(read)).containsExactly("a@example.com", "2");
        assertThat(rejections(read))
                .containsExactly("2 id the value has control characters", "4 id the value has control characters");
    }

    @Test
    void whatIsDatedInTheFutureIsRejectedSinceTheNewestWouldWinUntilThen() {
        var read = Described.read(CRM, HEADER + """
            1,2026-11-01T23:59:59Z,,
            2,2026-11-02T00:00:01Z,,
            3,2062-01-01T00:00:00Z,a@example.com,
            """);
        assertThat(values(read)).containsExactly("1");
        assertThat(read.get(1).isRejected()).isTrue();
        assertThat(rejections(read))
                .as("a day is for clocks that differ")
                .containsExactly("3 at the instant lies in the future", "4 at the instant lies in the future");
    }

    @Test
    void aFormulaIsNoIdentityAndIsQuotedNowhere() {
        var read = Described.read(CRM, HEADER + "=cmd|'/C calc'!A0," + AT + ",,\n\"=\"\"0815\"\"\"," + AT + ",,\n");
        assertThat(values(read)).isEmpty();
        assertThat(rejections(read)).containsExactly("2 id the cell is a formula", "3 id the cell is a formula");
        assertThat(read.toString()).doesNotContain("calc", "0815");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"4.711E+15", "-4,7E+03", "1E+12", "#N/A", "#REF!", "#DIV/0!", "#NAME?", "#######", " #VALUE! "})
    void whatASpreadsheetLeavesInsteadOfAValueIsNoIdentitySinceManyRowsHaveTheSame(String cell) {
        var read = Described.read(CRM, HEADER + "\"" + cell + "\"," + AT + ",a@example.com,\n");
        assertThat(values(read)).containsExactly("a@example.com");
        assertThat(rejections(read)).singleElement().asString().startsWith("2 id the cell is ");
        assertThat(read.toString()).doesNotContain(cell.strip());
    }

    @ParameterizedTest
    @ValueSource(strings = {"4711", "4.711", "4E12", "123e4567-e89b-12d3", "#1", "E+15", "N/A-1"})
    void whatOnlyLooksLikeItIsAnIdentity(String cell) {
        assertThat(values(HEADER + "\"" + cell + "\"," + AT + ",,\n")).containsExactly(cell);
    }

    @Test
    void aQuoteThatIsNotClosedCostsItsOwnRowAndNoneBehindIt() {
        var content = new StringBuilder(HEADER).append("1,").append(AT).append(",,\"open\n");
        for (var i = 2; i < 3_000; i++) {
            content.append(i).append(',').append(AT).append(",,\n");
        }
        var read = Described.read(CRM, content.toString());
        assertThat(values(read)).hasSize(2_998).startsWith("2", "3").endsWith("2999");
        assertThat(rejections(read)).containsExactly("2  a quote is not closed");
    }

    @Test
    void aTextOfMoreLinesThanAreKeptIsToldOnceAndNoLineOfItBecomesARow() {
        var text = "9,%s,thief@example.com,\n".formatted(AT).repeat(3_000) + "\"\"9\"\"";
        for (var end : List.of("\n", "\r\n", "\r")) {
            var read = Described.read(CRM, (HEADER + """
                    1,%1$s,,
                    2,%1$s,,"He wrote:
                    %2$s"
                    3,%1$s,,""
                    4,%1$s,,"and, ""so"" on"
                    """.formatted(AT, text)).replace("\n", end));
            assertThat(values(read)).containsExactly("1", "3", "4");
            assertThat(rejections(read)).containsExactly("3  the row is too long");
            assertThat(read).extracting(Statement::line).containsExactly(2L, 3L, 3_005L, 3_006L);
        }
    }

    @Test
    void aTextWithALineThatIsTooLongIsToldOnceAndNoLineOfItBecomesARow() {
        var tooLong = "x".repeat(Lines.LONGEST + 1);
        var row = "9,%s,thief@example.com,".formatted(AT);
        for (var text : List.of(
                tooLong + "\n" + row,
                row + "\n" + tooLong,
                "a\n" + tooLong + "\n" + row,
                row + "\n" + "y\n".repeat(600_000))) {
            var read = Described.read(CRM, HEADER + """
                1,%1$s,,
                2,%1$s,,"%2$s"
                3,%1$s,,
                """.formatted(AT, text));
            assertThat(values(read)).containsExactly("1", "3");
            assertThat(rejections(read)).containsExactly("3  the row is too long");
        }
    }

    @Test
    void aQuoteThatIsClosedOnlyByThatOfARowFarBehindCostsItsOwnRowAndNoneBehindIt() {
        var content = new StringBuilder(HEADER).append("1,").append(AT).append(",,\"open\n");
        for (var i = 2; i < 3_000; i++) {
            content.append(i).append(',').append(AT).append(i == 2_500 ? ",,\"a \"\"note\"\"\"\n" : ",,\n");
        }
        var read = Described.read(CRM, content.toString());
        assertThat(values(read)).hasSize(2_998).startsWith("2", "3").endsWith("2999");
        assertThat(rejections(read)).containsExactly("2  a quote is not closed");
    }

    @Test
    void aQuoteThatIsNotClosedByTheEndCostsItsOwnRowAndNoneBehindIt() {
        var read = Described.read(CRM, HEADER + "1," + AT + ",,\"open\n2," + AT + ",,\n");
        assertThat(values(read)).containsExactly("2");
    }

    @Test
    void aTextInQuotesMayHaveLinesAndCommasAndQuotes() {
        var read = Described.read(CRM, HEADER + "1," + AT + ",,\"a, \"\"b\"\"\nc\"\r\n2," + AT + ",,12\" wide\n");
        assertThat(values(read)).containsExactly("1", "2");
        assertThat(read).extracting(Statement::line).containsExactly(2L, 4L);
    }

    @Test
    void aTextOfSeveralLinesInARowOfTooManyCellsBecomesNoRows() {
        var read = Described.read(CRM, HEADER + "1," + AT + ",,\"a\n2," + AT + ",,\nb\",\n3," + AT + ",,\n");
        assertThat(values(read)).containsExactly("3");
        assertThat(rejections(read)).containsExactly("2  the row has 5 cells, and the header 4");
    }

    @Test
    void everyRowThatIsNotBlankIsOneStatement() {
        var read = Described.read(CRM, HEADER + "1," + AT + ",,\n,,,\n\n   \nx\n,,nobody@example,\n");
        assertThat(read).hasSize(4);
        assertThat(read.stream().filter(Statement::isRejected))
                .hasSize(3)
                .allSatisfy(statement -> assertThat(statement.rejections()).isNotEmpty());
    }

    @Test
    void aLineOf100MegabytesIsRejectedInAHeapOf32() throws Exception {
        for (var kind : List.of("csv", "quoted", "jsonl", "header")) {
            var process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx32m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            LongLines.class.getName(),
                            kind)
                    .redirectErrorStream(true)
                    .start();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(kind + ": " + said).isZero();
        }
    }

    @Test
    void aFileThatGrowsWhileItIsReadIsNotTakenForWhole() throws IOException {
        var file = Files.writeString(folder.resolve("crm.csv"), HEADER + ("1," + AT + ",,\n").repeat(10_000));
        var survey = Survey.of(Described.READER, CRM, file, Described.NOW);
        assertThat(survey.rows()).isEqualTo(10_000);
        survey.requireUnchanged();
        assertThatThrownBy(() -> Survey.of(growing(file), CRM, file, Described.NOW))
                .isInstanceOf(ChangedFileException.class);
        assertThatThrownBy(survey::requireUnchanged)
                .as("before each batch is committed")
                .isInstanceOf(ChangedFileException.class)
                .hasMessageContaining("rename it");
    }

    @Test
    void aFileThatIsWrittenAnewWhileItIsReadIsFoundOutByItsContent() throws IOException {
        var file = Files.writeString(folder.resolve("crm.csv"), HEADER + "1," + AT + ",,\n");
        var survey = Survey.of(Described.READER, CRM, file, Described.NOW);
        Files.writeString(file, HEADER + "2," + AT + ",,\n");
        assertThatThrownBy(() -> survey.read(Described.READER, CRM, _ -> {})).isInstanceOf(ChangedFileException.class);
    }

    /** A reader during whose reading the file becomes longer, as often as a row is read. */
    private static StatementReader growing(Path file) {
        return new StatementReader(Described.NAMESPACES, Described.PURPOSES, Duration.ofDays(1)) {
            @Override
            void read(Source source, Input input, Instant now, java.util.function.Consumer<Statement> each)
                    throws IOException {
                super.read(source, input, now, statement -> {
                    grow(file);
                    each.accept(statement);
                });
            }
        };
    }

    private static void grow(Path file) {
        try {
            Files.writeString(file, "2," + AT + ",,\n", StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<String> values(String content) {
        return values(Described.read(CRM, content));
    }

    private static List<String> values(List<Statement> statements) {
        return statements.stream()
                .flatMap(statement -> statement.observations().stream())
                .flatMap(seen -> seen.identities().stream())
                .map(identity -> identity.value())
                .toList();
    }

    private static List<String> rejections(List<Statement> statements) {
        return statements.stream()
                .flatMap(statement -> statement.rejections().stream())
                .map(it -> it.line() + " " + it.column() + " " + it.reason())
                .toList();
    }
}
