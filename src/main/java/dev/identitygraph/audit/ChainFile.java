package dev.identitygraph.audit;

import java.io.IOException;
import java.util.function.BiConsumer;

/** Reads one file of a chain, and checks that each line follows on the one before. */
final class ChainFile {
    private ChainFile() {}

    /**
     * Reads a file's complete lines.
     *
     * @param each is told every record, with the end of the chain as it was then
     * @return the end of the chain in this file; of the file before, if this one has no complete line
     * @throws BrokenChainException if a line does not follow on the one before
     */
    static Head read(ChainFiles files, int number, BiConsumer<Head, AuditRecord> each) throws IOException {
        var before = files.numbers().contains(number - 1) ? lastHash(files, number - 1) : ChainLine.GENESIS;
        var head = new Head(number - 1, 0, 0, before, 0);
        try (var reader = new ChainReader(files.file(number), 0)) {
            for (var line = reader.next(); line != null; line = reader.next()) {
                var read = ChainLine.read(line, head.hash());
                if (read.isEmpty()) {
                    throw new BrokenChainException(files.file(number), head.file() == number ? head.line() + 1 : 1);
                }
                var record = read.get().record();
                if (record instanceof AuditRecord.Start start) {
                    head = new Head(head.file(), head.line(), start.records(), head.hash(), head.length());
                }
                head = head.next(number, read.get().hash(), reader.offset());
                each.accept(head, record);
            }
        }
        return head;
    }

    private static String lastHash(ChainFiles files, int number) throws IOException {
        var hash = ChainLine.GENESIS;
        try (var reader = new ChainReader(files.file(number), 0)) {
            for (var line = reader.next(); line != null; line = reader.next()) {
                hash = line.substring(0, Math.max(0, line.indexOf(' ')));
            }
        }
        return hash;
    }
}
