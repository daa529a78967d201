package dev.identitygraph.store;

import static java.util.Objects.requireNonNull;

import dev.identitygraph.identity.ConsentRecord;
import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.identity.Kind;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.store.ImportTables.Known;
import dev.identitygraph.store.ImportTables.TurnRow;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * A graph as the files that Neo4j's bulk import reads: nodes, edges and records. Several threads write them, each a
 * part of its own.
 */
public final class ImportFiles implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    /**
     * A source.
     *
     * @param agreement the pseudonym of its supply agreement
     * @param delivering the id of the file that is its snapshot, if it delivers snapshots
     * @param snapshotRows how many rows of that say something
     */
    public record SourceRow(
            String name,
            String party,
            String description,
            String agreement,
            Optional<String> delivering,
            Optional<Long> snapshotRows) {}

    /** A file that is imported to its end. */
    public record FileRow(
            String id,
            String source,
            String name,
            String reading,
            long rows,
            long accepted,
            long unchanged,
            Instant recordedAt) {}

    private final Path folder;
    private final Pseudonyms pseudonyms;
    private final Map<Kind, ImportTable<StoredNode>> nodes;
    private final Map<EdgeType, ImportTable<StoredEdge>> edges;
    private final ImportTable<Known<NewObservation>> observations;
    private final ImportTable<Known<ConsentRecord>> consents;
    private final ImportTable<SourceRow> sources;
    private final ImportTable<FileRow> imported;
    private final ImportTable<TurnRow> turns;
    private final ImportTable<Pseudonyms> keyChecks;
    private final Map<String, List<Path>> files = new TreeMap<>();
    private final Map<Thread, Part> parts = new ConcurrentHashMap<>();
    private final AtomicInteger numbers = new AtomicInteger();

    /**
     * Files of a graph.
     *
     * @param folder an empty one, which nobody else can read
     * @param purposes all for which an edge may have consent
     */
    public ImportFiles(Path folder, Collection<Purpose> purposes, Pseudonyms pseudonyms) {
        this.folder = folder;
        this.pseudonyms = pseudonyms;
        var tables = new ImportTables(pseudonyms);
        nodes = tables.nodes();
        edges = tables.edges(purposes);
        observations = tables.observations();
        consents = tables.consentRecords();
        sources = tables.sources();
        imported = tables.files();
        turns = tables.turns();
        keyChecks = tables.keyChecks();
    }

    /** Whether some text has several lines. */
    boolean hasLineBreaks() {
        return parts.values().stream().anyMatch(part -> part.line.hasLineBreaks());
    }

    Path folder() {
        return folder;
    }

    /** What the import, run in the folder, is to be told of the files. */
    List<String> options() {
        var options = new ArrayList<>(List.of("--array-delimiter=" + ImportLine.BETWEEN_TEXTS_OPTION));
        files.forEach((option, written) -> options.add(option
                + "="
                + written.stream().map(file -> file.getFileName().toString()).collect(Collectors.joining(","))));
        return options;
    }

    /** The part of the thread that asks. */
    public Part part() {
        return parts.computeIfAbsent(Thread.currentThread(), _ -> new Part());
    }

    /** Ends writing. */
    public void finish() {
        try {
            for (var part : parts.values()) {
                part.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The files for the import cannot be written", e);
        }
    }

    @Override
    public void close() {
        finish();
    }

    private synchronized OutputStream open(ImportTable<?> table, int part) throws IOException {
        var ofTable = files.get(table.option());
        if (ofTable == null) {
            ofTable = new ArrayList<>();
            files.put(table.option(), ofTable);
            ofTable.add(Files.writeString(folder.resolve(table.name() + ".header.csv"), table.header()));
        }
        var file = folder.resolve("%s.%d.csv".formatted(table.name(), part));
        ofTable.add(file);
        return new BufferedOutputStream(Files.newOutputStream(file), BUFFER);
    }

    /** Some of the rows. */
    public final class Part {
        private final int number = numbers.getAndIncrement();
        private final Map<ImportTable<?>, OutputStream> outputs = new IdentityHashMap<>();
        private final ImportLine line = new ImportLine();

        private Part() {}

        public void node(StoredNode node) {
            write(requireNonNull(nodes.get(node.ref().kind())), node);
        }

        /** An edge as it is derived. */
        public void edge(StoredEdge edge) {
            write(requireNonNull(edges.get(edge.type())), edge);
        }

        /**
         * An observation.
         *
         * @param knownFrom the ids of the files that it is known from
         */
        public void observation(NewObservation observation, Collection<String> knownFrom) {
            write(observations, new Known<>(observation, knownFrom));
        }

        /**
         * A consent record.
         *
         * @param knownFrom the ids of the files that it is known from; none if it is an agreement's
         */
        public void consent(ConsentRecord record, Collection<String> knownFrom) {
            write(consents, new Known<>(record, knownFrom));
        }

        public void source(SourceRow source) {
            write(sources, source);
        }

        public void file(FileRow file) {
            write(imported, file);
        }

        /** What the graph remembers besides: whose keys wrote it, and that nothing after is of an instant before. */
        public void turn(Instant at) {
            write(keyChecks, pseudonyms);
            write(turns, new TurnRow(WriteTurn.TURN, Optional.of(true), Optional.empty()));
            write(turns, new TurnRow(WriteTurn.INSTANT, Optional.empty(), Optional.of(at)));
        }

        private <T> void write(ImportTable<T> table, T row) {
            try {
                var output = outputs.get(table);
                if (output == null) {
                    output = open(table, number);
                    outputs.put(table, output);
                }
                table.write(row, line);
                output.write(line.end());
            } catch (IOException e) {
                throw new UncheckedIOException("The files for the import cannot be written", e);
            }
        }

        private void close() throws IOException {
            for (var output : outputs.values()) {
                output.close();
            }
        }
    }
}
