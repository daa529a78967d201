package dev.identitygraph.api;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import dev.identitygraph.policy.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;

/** The table of codes in the documents has each code that a client can get, once, with its status, cause and cure. */
class ErrorTableTests {
    private static final Pattern ROW = Pattern.compile("^\\| `([A-Z_]+)` \\| (\\d{3}) \\| (.+?) \\| (.+?) \\|$");

    private record Row(String code, int status, String cause, String cure) {}

    @Test
    void itHasEachCodeOnceAndNoOther() throws IOException {
        var codes = Stream.concat(Stream.of(Fault.Code.values()).map(Fault.Code::name), Stream.of(Refusals.INTERNAL))
                .toList();
        assertThat(rows()).extracting(Row::code).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(codes);
    }

    @Test
    void itTellsTheStatusThatAResponseHas() throws IOException {
        for (var row : rows()) {
            var status = row.code().equals(Refusals.INTERNAL)
                    ? HttpStatus.INTERNAL_SERVER_ERROR
                    : Refusals.status(Fault.Code.valueOf(row.code()));
            assertThat(row.status()).as(row.code()).isEqualTo(status.value());
        }
    }

    @Test
    void everyCodeIsGivenSomewhere() throws IOException {
        try (var files = Files.walk(Path.of("src/main/java"))) {
            var sources = files.filter(file -> file.toString().endsWith(".java"))
                    .map(ErrorTableTests::text)
                    .toList();
            var given = Arrays.stream(Fault.Code.values())
                    .filter(code -> sources.stream().anyMatch(source -> source.contains("Code." + code)))
                    .collect(toCollection(TreeSet::new));
            assertThat(given).containsExactly(Fault.Code.values());
        }
    }

    private static List<Row> rows() throws IOException {
        return Files.readAllLines(Path.of("docs/errors.md")).stream()
                .map(ROW::matcher)
                .filter(Matcher::matches)
                .map(row -> new Row(row.group(1), Integer.parseInt(row.group(2)), row.group(3), row.group(4)))
                .toList();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
