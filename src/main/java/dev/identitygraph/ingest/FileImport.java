package dev.identitygraph.ingest;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.identity.Purposes;
import dev.identitygraph.store.Pseudonyms;
import dev.identitygraph.yaml.InvalidFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** Imports one file of a source, in batches. Running it again changes nothing. */
@Component
class FileImport {
    private static final int BATCH_ROWS = 500;

    private final BatchWriter writer;
    private final Pseudonyms pseudonyms;
    private final Namespaces namespaces;
    private final Purposes purposes;
    private final Clock clock;

    FileImport(BatchWriter writer, Pseudonyms pseudonyms, Namespaces namespaces, Purposes purposes, Clock clock) {
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
        writer.open(source, now);
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
                    count.written(batch.rows(), writer.write(source, batch));
                    progress.accept(count.totals());
                    batch = new Batch(source, pseudonyms, now);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(source.file() + ": the file cannot be read", e);
        }
        count.written(batch.rows(), writer.write(source, batch));
        return count.totals();
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
