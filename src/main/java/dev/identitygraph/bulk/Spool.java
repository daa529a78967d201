package dev.identitygraph.bulk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Records on disk, in parts: what has one key is in one part. Keys are pseudonyms or made of them, so they are evenly
 * spread, and no part is much larger than another. Several threads may write, and then read.
 */
final class Spool<T> {
    private static final int BUFFER = 1 << 13;

    /** A buffer with less room than this is written to disk before another record goes into it. */
    private static final int ROOM = 1 << 10;

    private final SpoolForm<T> form;
    private final List<Part> parts = new ArrayList<>();

    /**
     * A spool.
     *
     * @param parts how many, a power of two
     */
    Spool(Path folder, String name, int parts, SpoolForm<T> form) {
        this.form = form;
        try {
            for (var part = 0; part < parts; part++) {
                this.parts.add(new Part(folder.resolve(name + "." + part)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds a record under a key, whose last bits tell the part. */
    void add(long key, T record) {
        part(key).add(key, record, form);
    }

    /** Adds a record as another spool of this form has it. */
    void addAsItIs(long key, ByteBuffer record) {
        part(key).add(key, record, AS_IT_IS);
    }

    private static final SpoolForm<ByteBuffer> AS_IT_IS = new SpoolForm<>() {
        @Override
        public void write(ByteBuffer record, ByteBuffer out) {
            out.put(record.duplicate());
        }

        @Override
        public ByteBuffer read(ByteBuffer in) {
            return in;
        }
    };

    private Part part(long key) {
        return parts.get((int) key & (parts.size() - 1));
    }

    /** Ends writing. */
    void written() {
        parts.forEach(Part::written);
    }

    SpoolForm<T> form() {
        return form;
    }

    int parts() {
        return parts.size();
    }

    /** Reads all parts, one after another. */
    void readAll(Consumer<T> reader) {
        parts.forEach(part -> part.read(form, (record, _) -> reader.accept(record)));
    }

    /** Reads a part without understanding its records, each of which is valid until the next is given. */
    void readAsItIs(int part, ObjLongConsumer<ByteBuffer> reader) {
        parts.get(part).read(AS_IT_IS, reader);
    }

    void deleteAll() {
        for (var part = 0; part < parts(); part++) {
            delete(part);
        }
    }

    /** What has one key, as it is on disk: understood, it takes several times as much memory. */
    record Packed<T>(SpoolForm<T> form, List<byte[]> records) {
        private Packed(SpoolForm<T> form) {
            this(form, new ArrayList<>(1));
        }

        private void add(ByteBuffer record) {
            var bytes = new byte[record.remaining()];
            record.get(bytes);
            records.add(bytes);
        }

        List<T> read() {
            return records.stream()
                    .map(record -> form.read(ByteBuffer.wrap(record)))
                    .toList();
        }

        static <T> List<T> read(@Nullable Packed<T> packed) {
            return packed == null ? List.of() : packed.read();
        }
    }

    /** Takes a part away, and gives what it has by the keys. */
    Map<Long, Packed<T>> take(int part) {
        var byKey = new HashMap<Long, Packed<T>>();
        readAsItIs(
                part,
                (record, key) ->
                        byKey.computeIfAbsent(key, _ -> new Packed<>(form)).add(record));
        delete(part);
        return byKey;
    }

    /** Takes a part away, which nobody will read again. */
    void delete(int part) {
        try {
            Files.delete(parts.get(part).file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file of records. Before each stand its length and its key. */
    private static final class Part {
        private final Path file;
        private final FileChannel channel;
        private ByteBuffer buffer = ByteBuffer.allocate(BUFFER);

        Part(Path file) throws IOException {
            this.file = file;
            channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        }

        synchronized <R> void add(long key, R record, SpoolForm<R> form) {
            if (buffer.remaining() < ROOM) {
                flush();
            }
            while (!fits(key, record, form)) {
                if (buffer.position() == 0) {
                    buffer = ByteBuffer.allocate(buffer.capacity() * 2);
                } else {
                    flush();
                }
            }
        }

        private <R> boolean fits(long key, R record, SpoolForm<R> form) {
            var start = buffer.position();
            try {
                var content = start + Integer.BYTES + Long.BYTES;
                buffer.putInt(0).putLong(key);
                form.write(record, buffer);
                buffer.putInt(start, buffer.position() - content);
                return true;
            } catch (BufferOverflowException _) {
                buffer.position(start);
                return false;
            }
        }

        private void flush() {
            try {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                buffer.clear();
            } catch (IOException e) {
                throw new UncheckedIOException("The folder for what is made on the way cannot be written to", e);
            }
        }

        synchronized void written() {
            flush();
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException("The folder for what is made on the way cannot be written to", e);
            }
        }

        <R> void read(SpoolForm<R> form, ObjLongConsumer<R> reader) {
            try (var arena = Arena.ofConfined();
                    var stored = FileChannel.open(file)) {
                var in = stored.map(MapMode.READ_ONLY, 0, stored.size(), arena).asByteBuffer();
                while (in.hasRemaining()) {
                    var length = in.getInt();
                    var key = in.getLong();
                    var end = in.position() + length;
                    reader.accept(form.read(in.slice(in.position(), length)), key);
                    in.position(end);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
