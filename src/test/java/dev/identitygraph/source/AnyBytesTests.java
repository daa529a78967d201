package dev.identitygraph.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.identitygraph.scenario.Cases;
import dev.identitygraph.scenario.Choice;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever bytes a file has, nothing of it stops the reader, and what is good behind them is taken. */
class AnyBytesTests {
    private static final String AT = "2026-01-01T08:00:00Z";
    private static final Source NATIVE = Described.source("""
        source: shop
        about: Events.
        party: FIRST
        file: shop.jsonl
        method: DETERMINISTIC
        confidence: 1
        native: {namespaces: [crm, email]}
        """);
    private static final List<byte[]> PIECES = List.of(
            text("\""),
            text("\""),
            text("\"\""),
            text(","),
            text(","),
            text("\n"),
            text("\n"),
            text("\r"),
            text("\r\n"),
            text(" "),
            text("\u0000"),
            text("\uFEFF"),
            text("="),
            text("7"),
            text(AT),
            text("a@example.com"),
            text("4.711E+15"),
            text("\uD83D\uDE00"),
            text("{\"source\": \"shop\", \"identities\": ["),
            text("]}"),
            new byte[] {(byte) 0xFF},
            new byte[] {(byte) 0xE4},
            new byte[] {0x1F, (byte) 0x8B, 0x08});

    @Test
    void theRowBehindThemIsTaken() {
        var last = "last," + AT + ",,";
        for (var cases = new Cases("A row behind any bytes is taken"); cases.next(); cases.tried()) {
            check(cases, HostileFilesTests.CRM, "id,at,email,note\n", last);
        }
    }

    @Test
    void theLineBehindThemIsTaken() {
        var last = "{\"source\": \"shop\", \"observedAt\": \"%s\", \"identities\": [\"crm:last\"]}".formatted(AT);
        for (var cases = new Cases("A line behind any bytes is taken"); cases.next(); cases.tried()) {
            check(cases, NATIVE, "", last);
        }
    }

    private static void check(Cases cases, Source source, String first, String last) {
        var choice = new Choice(cases.seed());
        var content = new ByteArrayOutputStream();
        content.writeBytes(text(first));
        for (var pieces = choice.number(0, 60); pieces > 0; pieces--) {
            content.writeBytes(choice.oneOf(PIECES));
        }
        content.writeBytes(text("\n" + last));
        var read = Described.read(source, content.toByteArray());
        assertThat(read).as("seed %d", cases.seed()).isNotEmpty();
        assertThat(read.stream().map(Statement::line).toList())
                .as("seed %d: no line is read twice", cases.seed())
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(read.stream().filter(statement -> statement.saysNothing() && !statement.isRejected()))
                .as("seed %d: what says nothing is told", cases.seed())
                .isEmpty();
        assertThat(read.getLast().observations())
                .as("seed %d: the last row is taken", cases.seed())
                .flatExtracting(Observation::identities)
                .extracting(identity -> identity.value())
                .containsExactly("last");
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
