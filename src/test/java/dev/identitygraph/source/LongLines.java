package dev.identitygraph.source;

import dev.identitygraph.yaml.InvalidFileException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;

/** A program that reads a line of 100 MB, to be run with little memory. It ends with 0 if all else was read. */
final class LongLines {
    private static final int LENGTH = 100_000_000;

    private LongLines() {}

    public static void main(String[] arguments) throws IOException {
        System.exit(
                switch (arguments[0]) {
                    case "csv" -> rejected(HostileFilesTests.CRM, "id,at,email\n", "1", ROW);
                    case "quoted" -> rejected(HostileFilesTests.CRM, "id,at,email\n", "1,\"", "\"\n" + ROW);
                    case "jsonl" -> rejected(NATIVE, "", "{\"source\": \"", LINE);
                    case "header" -> header();
                    default -> 2;
                });
    }

    private static final String ROW = "2,2026-01-01T08:00:00Z,\n";
    private static final String LINE =
            "{\"source\": \"s\", \"observedAt\": \"2026-01-01T08:00:00Z\", \"identities\": [\"crm:1\"]}\n";
    private static final Source NATIVE = Described.source("""
        source: s
        about: A source.
        party: FIRST
        file: s.jsonl
        method: DECLARED
        confidence: 1
        native: {namespaces: [crm]}
        """);

    private static int rejected(Source source, String before, String start, String after) throws IOException {
        var good = new int[2];
        Described.READER.read(source, input(before + start, "\n" + after), Described.NOW, statement -> {
            good[0] += statement.saysNothing() ? 0 : 1;
            good[1] += statement.isRejected() ? 1 : 0;
        });
        return good[0] == 1 && good[1] >= 1 ? 0 : 1;
    }

    private static int header() throws IOException {
        try {
            Described.READER.read(HostileFilesTests.CRM, input("id,at,email,", "\n" + ROW), Described.NOW, _ -> {});
            return 1;
        } catch (InvalidFileException _) {
            return 0;
        }
    }

    private static Input input(String before, String after) {
        return new Input("input", content(before, after), from -> {
            var content = content(before, after);
            try {
                content.skipNBytes(from);
                return content;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static InputStream content(String before, String after) {
        return new SequenceInputStream(Collections.enumeration(List.of(
                new ByteArrayInputStream(before.getBytes(StandardCharsets.UTF_8)),
                new FirstBytes(new Endless(), LENGTH),
                new ByteArrayInputStream(after.getBytes(StandardCharsets.UTF_8)))));
    }

    private static final class Endless extends InputStream {
        @Override
        public int read() {
            return 'x';
        }
    }
}
