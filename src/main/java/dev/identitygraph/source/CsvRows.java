package dev.identitygraph.source;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import dev.identitygraph.yaml.InvalidFileException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a CSV file. A row that is no good is told and left out, with all lines of its texts in quotes. Only where
 * its quotes are no good is the next line read as if the one before had not been there: a quote that is never closed
 * costs its own line, and not the rest of the file.
 */
final class CsvRows {
    /** So many lines of a row are kept in memory, in so many bytes as one line may have. */
    private static final int MOST_LINES = 1_000;

    private static final CsvReader.CsvReaderBuilder CSV = CsvReader.builder();

    private final String file;
    private final Lines lines;
    private final LongFunction<InputStream> from;
    private final Deque<Lines.Line> again = new ArrayDeque<>();
    private final List<String> header;
    private final Collection<String> read;

    /**
     * Reads the header.
     *
     * @param required the columns that it must have, and that are read
     */
    CsvRows(Input input, Collection<String> required) throws IOException {
        file = input.name();
        lines = new Lines(file, input.content());
        from = input.from();
        header = header(required);
        read = Set.copyOf(required);
    }

    /** A row, or why it is none. */
    sealed interface Next {
        /** A row whose cells are told apart. */
        record Good(Row row) implements Next {}

        /** A row that cannot be read. */
        record Bad(Rejection rejection) implements Next {}
    }

    private List<String> header(Collection<String> required) throws IOException {
        var first = lines.next();
        if (first == null || first.isTooLong()) {
            throw noHeader("the file has no header row");
        }
        if (new Quotes().areOpenAfter(first.text())) {
            throw noHeader("the header row cannot be read as CSV");
        }
        try {
            var names = CSV.ofSingleCsvRecord(first.text()).getFields().stream()
                    .map(String::strip)
                    .toList();
            var missing = new TreeSet<>(required);
            names.forEach(missing::remove);
            if (!missing.isEmpty()) {
                throw noHeader("the header lacks the column %s that the source reads".formatted(missing.first()));
            }
            var seen = new HashSet<String>();
            names.stream()
                    .filter(name -> required.contains(name) && !seen.add(name))
                    .forEach(name -> {
                        throw noHeader("the column %s stands twice in the header".formatted(name));
                    });
            return names;
        } catch (CsvParseException _) {
            throw noHeader("the header row cannot be read as CSV");
        }
    }

    private InvalidFileException noHeader(String why) {
        return new InvalidFileException(
                file + ":1:1: " + why + "; right would be the names of columns, separated by commas, in one line");
    }

    /** The next row; nothing at the end. */
    @Nullable
    Next next() throws IOException {
        var first = line();
        while (first != null && !first.isTooLong() && first.text().isBlank()) {
            first = line();
        }
        return first == null ? null : row(first);
    }

    private Lines.@Nullable Line line() throws IOException {
        return again.isEmpty() ? lines.next() : again.poll();
    }

    private Next row(Lines.Line first) throws IOException {
        var record = new ArrayList<>(List.of(first));
        var length = first.text().length();
        var quotes = new Quotes();
        for (var last = first; ; ) {
            if (last.isTooLong() || record.size() > MOST_LINES || length > Lines.LONGEST) {
                return tooLong(record);
            }
            if (!quotes.areOpenAfter(last.text())) {
                return row(record);
            }
            last = line();
            if (last == null) {
                return bad(record, "a quote is not closed", "a second quote");
            }
            record.add(last);
            length += last.text().length();
        }
    }

    /**
     * Leaves out a record that is too long to be kept, with all of its lines: whatever stands in them, they are text of
     * one row.
     */
    private Next tooLong(List<Lines.Line> record) throws IOException {
        var first = record.getFirst();
        var all = RecordEnd.lines(from.apply(first.offset()));
        if (all.isEmpty() && record.size() > 1) {
            return bad(record, "a quote is not closed", "a second quote, at the end of its cell");
        }
        for (var line = record.size(); line < all.orElse(1); line++) {
            line();
        }
        return new Next.Bad(
                all.orElse(1) == 1
                        ? Lines.tooLong(file, first)
                        : new Rejection(
                                file,
                                first.number(),
                                "",
                                "the row is too long",
                                "at most %d lines and %d bytes a row".formatted(MOST_LINES, Lines.LONGEST)));
    }

    private Next row(List<Lines.Line> record) {
        var text = record.size() == 1
                ? record.getFirst().text()
                : String.join("\n", record.stream().map(Lines.Line::text).toList());
        try {
            return row(record, cells(text));
        } catch (CsvParseException _) {
            return bad(record, "the row cannot be read as CSV", "cells with commas or quotes in them in quotes");
        }
    }

    /** The cells of a record. Without quotes they are what stands between commas, and nothing is to be parsed. */
    private static List<String> cells(String record) {
        return record.indexOf('"') < 0
                ? List.of(record.split(",", -1))
                : CSV.ofSingleCsvRecord(record).getFields();
    }

    private Next row(List<Lines.Line> record, List<String> parsed) {
        if (parsed.size() != header.size()) {
            // Its quotes are closed, so that its lines are no rows of their own.
            return bad(
                    record.subList(0, 1),
                    "the row has %d cells, and the header %d".formatted(parsed.size(), header.size()),
                    "a cell for each column");
        }
        var cells = new HashMap<String, String>();
        for (var i = 0; i < header.size(); i++) {
            var column = header.get(i);
            var cell = parsed.get(i);
            if (read.contains(column) && !cell.isBlank()) {
                cells.put(column, cell);
            }
        }
        return new Next.Good(new Row(record.getFirst().number(), cells));
    }

    /** Leaves the first line of a record out, and reads the others again: they may be rows of their own. */
    private Next bad(List<Lines.Line> record, String reason, String expected) {
        for (var line : record.subList(1, record.size()).reversed()) {
            again.addFirst(line);
        }
        return new Next.Bad(new Rejection(file, record.getFirst().number(), "", reason, expected));
    }
}
