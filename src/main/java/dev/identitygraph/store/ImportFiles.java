package dev.identitygraph.store;

import static java.util.Objects.requireNonNull;

import dev.identitygraph.identity.ConsentRecord;
import dev.identitygraph.identity.Purpose;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A graph as the files that Neo4j's bulk import reads: nodes, edges and records with the same properties that
 * {@link GraphWriter} and its neighbours give them. Several threads write them, each a part of its own.
 */
public final class ImportFiles implements AutoCloseable {
    private final Path folder;
    private final Pseudonyms pseudonyms;
    private final Map<String, ImportTable> nodes = new TreeMap<>();
    private final Map<String, ImportTable> edges = new TreeMap<>();
    private final Map<String, List<Path>> files = new TreeMap<>();
    private final Map<Thread, Part> parts = new ConcurrentHashMap<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private volatile boolean lineBreaks;

    /**
     * Files of a graph.
     *
     * @param folder an empty one, which nobody else can read
     * @param purposes all for which an edge may have consent
     */
    public ImportFiles(Path folder, Collection<Purpose> purposes, Pseudonyms pseudonyms) {
        this.folder = folder;
        this.pseudonyms = pseudonyms;
        ImportTables.ofNodes().forEach(table -> nodes.put(table.name(), table));
        ImportTables.ofEdges(purposes).forEach(table -> edges.put(table.name(), table));
        Stream.of(nodes, edges).flatMap(tables -> tables.values().stream()).forEach(table -> {
            try {
                Files.writeString(header(table), table.header());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private Path header(ImportTable table) {
        return folder.resolve(table.name() + ".header.csv");
    }

    /** Whether some text has several lines. */
    boolean hasLineBreaks() {
        return lineBreaks;
    }

    Path folder() {
        return folder;
    }

    /** What the import, run in the folder, is to be told of the files. */
    List<String> options() {
        var options = new ArrayList<>(List.of("--array-delimiter=" + ImportTable.BETWEEN_TEXTS_OPTION));
        files.forEach((name, written) -> {
            var table = nodes.get(name);
            var option = table != null ? "--nodes=" : "--relationships=";
            var header = header(table != null ? table : requireNonNull(edges.get(name)));
            options.add(option
                    + name
                    + "="
                    + Stream.concat(Stream.of(header), written.stream())
                            .map(file -> file.getFileName().toString())
                            .collect(Collectors.joining(",")));
        });
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

    private synchronized BufferedWriter open(String table, int part) throws IOException {
        var file = folder.resolve("%s.%d.csv".formatted(table, part));
        files.computeIfAbsent(table, _ -> new ArrayList<>()).add(file);
        return Files.newBufferedWriter(file);
    }

    /** Some of the rows. */
    public final class Part {
        private final int number = numbers.getAndIncrement();
        private final Map<String, BufferedWriter> writers = new HashMap<>();
        private final StringBuilder line = new StringBuilder();

        private Part() {}

        public void node(StoredNode node) {
            var row = NodeProperties.of(node);
            row.put(NodeProperties.DIGEST, node.ref().digest());
            if (!node.derivedFrom().isEmpty()) {
                row.put("derivedFrom", node.derivedFrom());
            }
            write(nodes, node.ref().kind().label(), row);
        }

        /** An edge as it is derived. */
        public void edge(StoredEdge edge) {
            var row = EdgeProperties.derived(edge, pseudonyms);
            row.putAll(EdgeProperties.reported(edge));
            row.put(EdgeProperties.EDGE_ID, edge.edgeId());
            row.put(ImportTable.START, edge.from().digest());
            row.put(ImportTable.END, edge.to().digest());
            write(edges, edge.type().name(), row);
        }

        /**
         * An observation.
         *
         * @param knownFrom the ids of the files that it is known from
         */
        public void observation(NewObservation observation, Collection<String> knownFrom) {
            var row = new HashMap<>(GraphWriter.row(observation));
            row.put("files", List.copyOf(knownFrom));
            write(nodes, ImportTables.OBSERVATION, row);
        }

        /**
         * A consent record.
         *
         * @param knownFrom the ids of the files that it is known from; none if it is an agreement's
         */
        public void consent(ConsentRecord record, Collection<String> knownFrom) {
            var row = LedgerStore.row(record);
            if (!knownFrom.isEmpty()) {
                row.put("files", List.copyOf(knownFrom));
            }
            write(nodes, ImportTables.CONSENT_RECORD, row);
        }

        /**
         * A source.
         *
         * @param agreement the pseudonym of its supply agreement
         * @param delivering the id of the file that is its snapshot, if it delivers snapshots
         * @param snapshotRows how many rows of that say something
         */
        public void source(
                String name,
                String party,
                String description,
                String agreement,
                Optional<String> delivering,
                Optional<Long> snapshotRows) {
            var row = new HashMap<String, Object>(
                    Map.of("name", name, "party", party, "description", description, "agreement", agreement));
            delivering.ifPresent(file -> row.put("delivering", file));
            snapshotRows.ifPresent(rows -> row.put("snapshotRows", rows));
            write(nodes, ImportTables.SOURCE, row);
        }

        /** A file that is imported to its end. */
        public void file(
                String id,
                String source,
                String name,
                String reading,
                long rows,
                long accepted,
                long unchanged,
                Instant recordedAt) {
            write(
                    nodes,
                    ImportTables.FILE,
                    Map.of(
                            "fileId", id,
                            "source", source,
                            "name", name,
                            "reading", reading,
                            "rows", rows,
                            "accepted", accepted,
                            "unchanged", unchanged,
                            "done", true,
                            "recordedAt", EdgeProperties.time(recordedAt)));
        }

        /** What the graph remembers besides: whose keys wrote it, and that nothing after is of an instant before. */
        public void turn(Instant at) {
            write(nodes, ImportTables.KEY_CHECK, Map.of("name", KeyCheck.NAME, "digest", KeyCheck.digest(pseudonyms)));
            write(nodes, ImportTables.TURN, Map.of("name", WriteTurn.TURN, "taken", true));
            write(nodes, ImportTables.TURN, Map.of("name", WriteTurn.INSTANT, "at", EdgeProperties.time(at)));
        }

        private void write(Map<String, ImportTable> tables, String name, Map<String, Object> row) {
            try {
                var writer = writers.get(name);
                if (writer == null) {
                    writer = open(name, number);
                    writers.put(name, writer);
                }
                line.setLength(0);
                requireNonNull(tables.get(name)).append(line, row);
                if (line.indexOf("\n") < line.length() - 1 || line.indexOf("\r") >= 0) {
                    lineBreaks = true;
                }
                writer.append(line);
            } catch (IOException e) {
                throw new UncheckedIOException("The files for the import cannot be written", e);
            }
        }

        private void close() throws IOException {
            for (var writer : writers.values()) {
                writer.close();
            }
        }
    }
}
