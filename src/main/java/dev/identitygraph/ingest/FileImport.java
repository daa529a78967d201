package dev.identitygraph.ingest;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.identity.Purposes;
import dev.identitygraph.store.Pseudonyms;
import dev.identitygraph.yaml.InvalidFileException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Imports one file of a source, in batches. Running it again changes nothing. */
@Component
class FileImport {
    private static final int BATCH_ROWS = 500;

    private final BatchWriter writer;
    private final Pseudonyms pseudonyms;
    private final Namespaces namespaces;
    private final Purposes purposes;
    private final Clock clock;
    private final ChangeWatch watch;
    private final TransactionTemplate transaction;

    FileImport(
            BatchWriter writer,
            Pseudonyms pseudonyms,
            Namespaces namespaces,
            Purposes purposes,
            Clock clock,
            ChangeWatch watch,
            PlatformTransactionManager transactions) {
        this.watch = watch;
        this.transaction = new TransactionTemplate(transactions);
        this.writer = writer;
        this.pseudonyms = pseudonyms;
        this.namespaces = namespaces;
        this.purposes = purposes;
        this.clock = clock;
    }

    /**
     * Imports a file.
     *
     * @param progress is told the totals so far after every batch
     */
    Totals run(Source source, Path file, Consumer<Totals> progress) {
        var now = clock.instant();
        var id = fileId(file);
        writer.open(source, id, now);
        return read(source, file, now, batch -> writer.write(source, id, batch), progress);
    }

    /**
     * Imports a file, and takes it back in the same transaction.
     *
     * @return what would become of it, and whose graphs it would change
     */
    DryRun dryRun(Source source, Path file) {
        return transaction.execute(status -> {
            status.setRollbackOnly();
            var now = clock.instant();
            var id = fileId(file);
            writer.open(source, id, now);
            var changes = new GraphChanges[] {GraphChanges.NONE};
            var totals = read(
                    source,
                    file,
                    now,
                    batch -> {
                        var written = new long[1];
                        changes[0] = changes[0].then(watch.watch(
                                batch.touched(batch.consents()), () -> written[0] = writer.write(source, id, batch)));
                        return written[0];
                    },
                    _ -> {});
            return new DryRun(totals, changes[0]);
        });
    }

    private Totals read(Source source, Path file, Instant now, ToLongFunction<Batch> write, Consumer<Totals> progress) {
        var reader = new RowReader(source, namespaces, purposes);
        var count = new Count();
        var batch = new Batch(source, pseudonyms, now);
        try (var records = CsvReader.builder().ofNamedCsvRecord(file)) {
            for (var record : records) {
                requireColumns(source, record);
                var statement = reader.read(row(record));
                count.read(statement);
                if (!statement.saysNothing()) {
                    batch.add(statement);
                }
                if (batch.rows() == BATCH_ROWS) {
                    count.written(batch.rows(), write.applyAsLong(batch));
                    progress.accept(count.totals());
                    batch = new Batch(source, pseudonyms, now);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(source.file() + ": the file cannot be read", e);
        }
        count.written(batch.rows(), write.applyAsLong(batch));
        return count.totals();
    }

    /** What a file is known by: the SHA-256 digest of its content. */
    static String fileId(Path file) {
        try (var content = new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            content.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(content.getMessageDigest().digest());
        } catch (IOException e) {
            throw new UncheckedIOException(file.getFileName() + ": the file cannot be read", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }

    private static void requireColumns(Source source, NamedCsvRecord record) {
        var missing = new TreeSet<>(RowReader.columns(source));
        missing.removeAll(record.getHeader());
        if (!missing.isEmpty()) {
            throw new InvalidFileException("%s:1:1: the header lacks the column %s that source %s reads"
                    .formatted(source.file(), missing.first(), source.name()));
        }
    }

    private static Row row(NamedCsvRecord record) {
        var cells = new HashMap<String, String>();
        record.getFieldsAsMap().forEach((column, cell) -> {
            if (!cell.isBlank()) {
                cells.put(column, cell);
            }
        });
        return new Row(record.getStartingLineNumber(), cells);
    }

    private static final class Count {
        private long read;
        private long accepted;
        private long unchanged;
        private long rejected;
        private final List<Rejection> rejections = new ArrayList<>();

        void read(Statement statement) {
            read++;
            rejected += statement.saysNothing() ? 1 : 0;
            rejections.addAll(statement.rejections());
        }

        void written(long rows, long changed) {
            accepted += changed;
            unchanged += rows - changed;
        }

        Totals totals() {
            return new Totals(read, accepted, unchanged, rejected, List.copyOf(rejections));
        }
    }
}
