package dev.identitygraph.store;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * A line of a file that Neo4j's bulk import reads, made cell by cell. A cell that is empty is a property that is not
 * there; a text that is empty stands in quotes.
 */
final class ImportLine {
    /** No text has it, so that texts of a list need not be told apart in another way. */
    private static final char BETWEEN_TEXTS = '\u001f';

    static final String BETWEEN_TEXTS_OPTION = "U+001F";

    /** Most instants come again soon, so these many are remembered as text: a power of two. */
    private static final int REMEMBERED = 1 << 10;

    private record Written(Instant time, String text) {}

    private final StringBuilder line = new StringBuilder();
    private final @Nullable Written[] times = new Written[REMEMBERED];
    private boolean hasLineBreaks;

    /** A cell for a property that is not there. */
    void nothing() {
        line.append(',');
    }

    /** A text of nothing but letters, digits, hyphens and underscores, such as an id, or the name of a constant. */
    void word(String word) {
        line.append(word).append(',');
    }

    /** Several words as one list. */
    void words(Collection<String> words) {
        if (words.isEmpty()) {
            line.append("\"\",");
            return;
        }
        words.forEach(word -> line.append(word).append(BETWEEN_TEXTS));
        line.setCharAt(line.length() - 1, ',');
    }

    /** Any text. */
    void text(String text) {
        hasLineBreaks |= text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0;
        line.append('"').append(text.replace("\"", "\"\"")).append("\",");
    }

    /** Several texts as one list. */
    void texts(Collection<String> texts) {
        if (texts.stream().anyMatch(text -> text.indexOf(BETWEEN_TEXTS) >= 0)) {
            throw new IllegalStateException("A text of a list has the control character U+001F");
        }
        text(String.join(String.valueOf(BETWEEN_TEXTS), texts));
    }

    void number(double number) {
        line.append(number).append(',');
    }

    void count(long count) {
        line.append(count).append(',');
    }

    void truth(boolean truth) {
        line.append(truth).append(',');
    }

    void time(Instant time) {
        var place = time.hashCode() & (REMEMBERED - 1);
        var written = times[place];
        if (written == null || !written.time.equals(time)) {
            written = new Written(time, time.toString());
            times[place] = written;
        }
        word(written.text);
    }

    /** Ends the line, after which another can be made. */
    byte[] end() {
        line.setCharAt(line.length() - 1, '\n');
        var bytes = line.toString().getBytes(StandardCharsets.UTF_8);
        line.setLength(0);
        return bytes;
    }

    /** Whether some text so far had several lines. */
    boolean hasLineBreaks() {
        return hasLineBreaks;
    }
}
