package dev.identitygraph.source;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/** Looks for the end of a record of a CSV file, however far it is, and keeps nothing of the record in memory. */
final class RecordEnd {
    private RecordEnd() {}

    /**
     * How many lines a record has.
     *
     * @param content the file from the beginning of the record on; it is closed
     * @return nothing if one of its quotes is never closed, or is followed by other text than the end of its cell
     */
    static OptionalLong lines(InputStream content) throws IOException {
        try (var bytes = new BufferedInputStream(content)) {
            var quotes = new Quotes();
            var lines = 1L;
            var before = 0;
            for (var one = bytes.read(); one >= 0; before = one, one = bytes.read()) {
                if (one != '\n' && one != '\r') {
                    quotes.take((char) one);
                } else if (quotes.areOpen()) {
                    lines += before == '\r' && one == '\n' ? 0 : 1;
                } else {
                    return OptionalLong.of(lines);
                }
                if (quotes.areBroken()) {
                    return OptionalLong.empty();
                }
            }
            return quotes.areOpen() ? OptionalLong.empty() : OptionalLong.of(lines);
        }
    }
}
