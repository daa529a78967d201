package dev.identitygraph.source;

import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.identity.Normaliser;
import dev.identitygraph.identity.Purposes;
import dev.identitygraph.yaml.InvalidFileException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Reads what a file of a source says, row by row or line by line, in bounded memory. It needs no database, and every
 * way into the graph begins here.
 */
@Component
public class StatementReader {
    private final Namespaces namespaces;
    private final Purposes purposes;
    private final Duration mayBeAhead;

    /**
     * A reader of whatever source.
     *
     * @param mayBeAhead how far in the future it may lie that something was seen or said, since clocks differ
     */
    StatementReader(
            Namespaces namespaces,
            Purposes purposes,
            @Value("${identity-graph.import.may-be-ahead}") Duration mayBeAhead) {
        this.mayBeAhead = mayBeAhead;
        this.namespaces = namespaces;
        this.purposes = purposes;
    }

    /**
     * Reads a file to its end. Every row that is not blank gives one statement, be it that it is rejected.
     *
     * @param now when it is read
     * @throws InvalidFileException if it is no file of the source at all, before any statement is given
     */
    void read(Source source, Input input, Instant now, Consumer<Statement> each) throws IOException {
        var file = input.name();
        switch (source.content()) {
            case Source.Native bounds ->
                read(
                        new NativeReader(source, bounds, file, namespaces, purposes, latest(now)),
                        file,
                        new Lines(file, input.content()),
                        each);
            case Source.Observations _, Source.Consents _ ->
                read(
                        new RowReader(source, file, namespaces, purposes, latest(now)),
                        new CsvRows(input, RowReader.columns(source)),
                        each);
        }
    }

    /** All that decides how files of a source are read: they may be read otherwise once any of it has changed. */
    public List<String> readBy(Source source) {
        return List.of(
                source.toString(),
                String.valueOf(Normaliser.VERSION),
                String.join(" ", new TreeSet<>(namespaces.names())),
                String.join(" ", new TreeSet<>(purposes.names())));
    }

    private static void read(NativeReader reader, String file, Lines lines, Consumer<Statement> each)
            throws IOException {
        for (var line = lines.next(); line != null; line = lines.next()) {
            if (line.isTooLong()) {
                each.accept(Statement.rejected(Lines.tooLong(file, line)));
            } else if (!line.text().isBlank()) {
                each.accept(reader.read(line.number(), line.text()));
            }
        }
    }

    private static void read(RowReader reader, CsvRows rows, Consumer<Statement> each) throws IOException {
        for (var row = rows.next(); row != null; row = rows.next()) {
            each.accept(
                    switch (row) {
                        case CsvRows.Next.Good(var good) -> reader.read(good);
                        case CsvRows.Next.Bad(var rejection) -> Statement.rejected(rejection);
                    });
        }
    }

    /**
     * Reads a statement in native form.
     *
     * @param index its place in a list, which stands for the line in rejections
     * @param now when it is read
     * @throws IllegalArgumentException if lines of the source are not in native form
     */
    public Statement read(Source source, long index, JsonNode statement, Instant now) {
        if (!(source.content() instanceof Source.Native bounds)) {
            throw new IllegalArgumentException(
                    "The source %s is described by columns, and has no native form".formatted(source.name()));
        }
        return new NativeReader(source, bounds, "", namespaces, purposes, latest(now)).read(index, statement);
    }

    private Latest latest(Instant now) {
        return new Latest(now.plus(mayBeAhead));
    }
}
