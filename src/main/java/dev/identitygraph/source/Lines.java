package dev.identitygraph.source;

import dev.identitygraph.yaml.InvalidFileException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a file of UTF-8. Whatever is in the file, no more than one line of a bounded length is in memory: of a
 * longer one nothing is kept but its place. Bytes that are no UTF-8 become {@link #NO_UTF_8}.
 */
final class Lines {
    /** In bytes. No source has rows as long, so a longer line is a fault of the file. */
    static final int LONGEST = 1 << 20;

    /** What stands for bytes that are no UTF-8. */
    static final char NO_UTF_8 = '\uFFFD';

    private final String file;
    private final InputStream content;
    private final byte[] buffer = new byte[1 << 16];
    private int at;
    private int filled;
    private long before;
    private long number;
    private boolean afterCarriageReturn;

    /**
     * Lines to be read.
     *
     * @param file its name, as messages shall give it
     */
    Lines(String file, InputStream content) {
        this.file = file;
        this.content = content;
    }

    /**
     * A line, without its end.
     *
     * @param number counted from 1
     * @param offset where it begins in the file, in bytes
     * @param isTooLong whether it was too long to be kept, so that its text is empty
     */
    record Line(long number, long offset, String text, boolean isTooLong) {}

    static Rejection tooLong(String file, Line line) {
        return new Rejection(file, line.number(), "", "the line is too long", "at most " + LONGEST + " bytes a line");
    }

    /** The next line, or nothing at the end. */
    @Nullable
    Line next() throws IOException {
        if (afterCarriageReturn && hasMore() && buffer[at] == '\n') {
            at++;
        }
        if (!hasMore()) {
            return null;
        }
        var offset = before + at;
        var line = new ByteArrayOutputStream();
        var length = 0L;
        afterCarriageReturn = false;
        for (var ended = false; !ended && hasMore(); ) {
            var end = endOfLine();
            length += end - at;
            if (length <= LONGEST) {
                line.write(buffer, at, end - at);
            }
            ended = end < filled;
            afterCarriageReturn = ended && buffer[end] == '\r';
            at = ended ? end + 1 : end;
        }
        number++;
        return length > LONGEST
                ? new Line(number, offset, "", true)
                : new Line(number, offset, text(line.toByteArray()), false);
    }

    /** Where the line ends, as far as it is in the buffer. */
    private int endOfLine() {
        var end = at;
        while (end < filled && buffer[end] != '\n' && buffer[end] != '\r') {
            end++;
        }
        return end;
    }

    private String text(byte[] line) {
        if (number > 1) {
            return new String(line, StandardCharsets.UTF_8);
        }
        if (line.length > 1 && (line[0] & 0xFF) + (line[1] & 0xFF) == 0xFE + 0xFF && (line[0] & 0xFF) > 0xFD) {
            throw new InvalidFileException(file + ":1:1: the file is UTF-16; right would be UTF-8");
        }
        var text = new String(line, StandardCharsets.UTF_8);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private boolean hasMore() throws IOException {
        if (at == filled) {
            before += filled;
            filled = Math.max(0, content.read(buffer));
            at = 0;
        }
        return at < filled;
    }
}
