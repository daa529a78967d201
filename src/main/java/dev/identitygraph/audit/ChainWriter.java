package dev.identitygraph.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Appends records to a chain, many at once with one {@code fsync}. A chain has one writer; what a writer that was
 * killed had not finished is cut off when the next one opens.
 */
final class ChainWriter implements AutoCloseable {
    private final ChainFiles files;
    private final long largestFile;
    private final FileChannel lockFile;
    private final FileLock lock;
    private final Map<String, String> documents = new HashMap<>();

    private String chain = UUID.randomUUID().toString();
    private int number = 1;
    private Head head = Head.NONE;
    private @Nullable FileChannel channel;

    /**
     * Opens the chain of a folder, or begins one.
     *
     * @param largestFile in bytes; a file that is larger is followed by a new one
     */
    ChainWriter(Path folder, long largestFile) throws IOException {
        files = new ChainFiles(Files.createDirectories(folder));
        this.largestFile = largestFile;
        lockFile = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        lock = lock(folder);
        try {
            resume();
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * The same in this folder, or in the first beside it (FOLDER-2, FOLDER-3 and so on) whose chain no other writes.
     */
    static ChainWriter beside(Path folder, long largestFile) throws IOException {
        var next = folder;
        for (var number = 2; ; number++) {
            try {
                return new ChainWriter(next, largestFile);
            } catch (TakenException _) {
                next = folder.resolveSibling(folder.getFileName() + "-" + number);
            }
        }
    }

    private FileLock lock(Path folder) throws IOException {
        try {
            var taken = lockFile.tryLock();
            if (taken != null) {
                return taken;
            }
        } catch (OverlappingFileLockException _) {
            // Taken within this process.
        }
        lockFile.close();
        throw new TakenException("Another instance writes the chain in " + folder.toAbsolutePath()
                + "; each has a folder of its own (identity-graph.audit.folder)");
    }

    /** Another one writes the chain. */
    static final class TakenException extends IOException {
        TakenException(String message) {
            super(message);
        }
    }

    /** Goes on behind the last complete line of the last file that has one; only that file is read and checked. */
    private void resume() throws IOException {
        for (var file : files.numbers().reversed()) {
            number = file;
            var verified = ChainFile.read(files, file, (_, record) -> {
                switch (record) {
                    case AuditRecord.Start start -> chain = start.chain();
                    case AuditRecord.Document document -> documents.put(document.digest(), document.text());
                    case AuditRecord.Disclosure _,
                            AuditRecord.Act _,
                            AuditRecord.ActDisclosure _,
                            AuditRecord.Gap _ -> {}
                }
            });
            if (verified.file() == file) {
                head = verified;
                break;
            }
        }
        open();
    }

    private FileChannel open() throws IOException {
        var open = channel;
        if (open == null) {
            open = FileChannel.open(files.file(number), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            open.truncate(head.file() == number ? head.length() : 0);
            open.position(open.size());
            channel = open;
        }
        return open;
    }

    /** The last record that is on disk. */
    Head head() {
        return head;
    }

    String chain() {
        return chain;
    }

    /**
     * Appends records, and returns when they are on disk.
     *
     * @param texts the documents that they name, by digest
     * @throws IOException if they are not; then none of them is, and another attempt may succeed
     */
    void append(List<AuditRecord> records, Map<String, String> texts) throws IOException {
        try {
            if (head.file() == number && head.length() > largestFile) {
                close(channel);
                channel = null;
                number++;
                documents.clear();
            }
            write(records, texts);
        } catch (IOException e) {
            // What was written in part is cut off when the file is opened again.
            close(channel);
            channel = null;
            throw e;
        }
    }

    private void write(List<AuditRecord> records, Map<String, String> texts) throws IOException {
        var file = open();
        var all = new ArrayList<AuditRecord>();
        if (head.file() != number) {
            all.add(new AuditRecord.Start(chain, number, head.records()));
        }
        texts.forEach((digest, text) -> {
            if (!documents.containsKey(digest)) {
                all.add(new AuditRecord.Document(digest, text));
            }
        });
        all.addAll(records);
        var lines = new StringBuilder();
        var end = head;
        for (var record : all) {
            var line = ChainLine.of(record, end.hash());
            lines.append(line).append('\n');
            end = end.next(number, line.hash(), 0);
        }
        var bytes = ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
        file.force(false);
        head = end.ending(file.position());
        documents.putAll(texts);
    }

    private static void close(@Nullable FileChannel channel) throws IOException {
        if (channel != null) {
            channel.close();
        }
    }

    @Override
    public void close() throws IOException {
        close(channel);
        channel = null;
        lock.release();
        lockFile.close();
    }
}
