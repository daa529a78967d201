package dev.identitygraph.audit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads the complete lines of one file of a chain. A last line without an end was never finished, and is left out. */
final class ChainReader implements AutoCloseable {
    private final InputStream in;
    private long offset;

    /**
     * Opens a file.
     *
     * @param from where a line begins, in bytes
     * @throws IllegalArgumentException if none begins there
     */
    ChainReader(Path file, long from) throws IOException {
        if (from < 0 || from > Files.size(file)) {
            throw new IllegalArgumentException("No place of this file");
        }
        in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        offset = from;
        if (from > 0) {
            in.skipNBytes(from - 1);
            if (in.read() != '\n') {
                in.close();
                throw new IllegalArgumentException("No line begins here");
            }
        }
    }

    /** Where the next line begins. */
    long offset() {
        return offset;
    }

    /** The next complete line, or null. */
    @Nullable
    String next() {
        var line = new ByteArrayOutputStream();
        try {
            for (var b = in.read(); b >= 0; b = in.read()) {
                if (b == '\n') {
                    offset += line.size() + 1;
                    return line.toString(StandardCharsets.UTF_8);
                }
                line.write(b);
            }
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
