package dev.identitygraph.bulk;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Records on disk, in parts: what has one key is in one part. Keys are pseudonyms or made of them, so they are evenly
 * spread, and no part is much larger than another. Several threads may write; what is written is read once.
 */
final class Spool<T> {
    private static final int BUFFER = 1 << 13;
    private static final int READ_BUFFER = 1 << 17;

    private final SpoolForm<T> form;
    private final List<Path> files;
    private final List<DataOutputStream> parts = new ArrayList<>();

    /**
     * A spool.
     *
     * @param parts how many, a power of two
     */
    Spool(Path folder, String name, int parts, SpoolForm<T> form) {
        this.form = form;
        files = IntStream.range(0, parts)
                .mapToObj(part -> folder.resolve(name + "." + part))
                .toList();
        try {
            for (var file : files) {
                this.parts.add(new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds a record under a key, whose last bits tell the part. */
    void add(long key, T record) {
        var part = parts.get((int) key & (parts.size() - 1));
        synchronized (part) {
            try {
                form.write(record, part);
            } catch (IOException e) {
                throw new UncheckedIOException("The folder for what is made on the way cannot be written to", e);
            }
        }
    }

    /** Ends writing. */
    void written() {
        try {
            for (var part : parts) {
                part.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The folder for what is made on the way cannot be written to", e);
        }
    }

    int parts() {
        return files.size();
    }

    /** Reads a part. It can be read again. */
    void read(int part, Consumer<T> reader) {
        try (var in =
                new DataInputStream(new BufferedInputStream(Files.newInputStream(files.get(part)), READ_BUFFER))) {
            while (true) {
                in.mark(1);
                if (in.read() < 0) {
                    return;
                }
                in.reset();
                reader.accept(form.read(in));
            }
        } catch (EOFException e) {
            throw new IllegalStateException("A file that was made on the way is cut off", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes a part away, which nobody will read again. */
    void delete(int part) {
        try {
            Files.delete(files.get(part));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
