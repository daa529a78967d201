package dev.identitygraph.bulk;

import static java.util.stream.Collectors.groupingBy;

import dev.identitygraph.derivation.Agreements;
import dev.identitygraph.derivation.NeverLinking;
import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.ingest.Batch;
import dev.identitygraph.ingest.Totals;
import dev.identitygraph.link.LinkingRules;
import dev.identitygraph.source.ChangedFileException;
import dev.identitygraph.source.Delivered;
import dev.identitygraph.source.Delivery;
import dev.identitygraph.source.RejectsFile;
import dev.identitygraph.source.Source;
import dev.identitygraph.source.Sources;
import dev.identitygraph.source.StatementReader;
import dev.identitygraph.source.Survey;
import dev.identitygraph.store.AddressCipher;
import dev.identitygraph.store.ImportFiles;
import dev.identitygraph.store.ImportTarget;
import dev.identitygraph.store.Pseudonyms;
import dev.identitygraph.yaml.InvalidFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/**
 * Loads a new graph by Neo4j's own bulk import, from the same sources and by the same rules as an import into a graph
 * that is there, and to the same result. It needs no Neo4j that runs. What is made on the way lies in the target's
 * folder; in memory are the components of what is linked, and a few parts of the rest at a time.
 */
@Component
public class BulkLoad {
    /** A part of the evidence comes from so many bytes of input. */
    private static final long INPUT_OF_A_PART = 8 << 20;

    private static final int MOST_PARTS = 1 << 9;

    private final Sources sources;
    private final StatementReader reader;
    private final Namespaces namespaces;
    private final LinkingRules rules;
    private final NeverLinking neverLinking;
    private final Agreements agreements;
    private final Pseudonyms pseudonyms;
    private final AddressCipher addresses;
    private final Clock clock;

    BulkLoad(
            Sources sources,
            StatementReader reader,
            Namespaces namespaces,
            LinkingRules rules,
            NeverLinking neverLinking,
            Agreements agreements,
            Pseudonyms pseudonyms,
            AddressCipher addresses,
            Clock clock) {
        this.sources = sources;
        this.reader = reader;
        this.namespaces = namespaces;
        this.rules = rules;
        this.neverLinking = neverLinking;
        this.agreements = agreements;
        this.pseudonyms = pseudonyms;
        this.addresses = addresses;
        this.clock = clock;
    }

    /**
     * Where the graph is to be.
     *
     * @param data the data folder of a Neo4j that is stopped
     * @param database the name of the new database
     * @param admin the program {@code neo4j-admin} of this Neo4j
     */
    public record Target(Path data, String database, Path admin) {}

    /**
     * What became of a file of a source.
     *
     * @param rejects where the values are that were not taken, if there are any
     */
    public record Loaded(Delivered delivered, Totals totals, Optional<Path> rejects) {}

    /**
     * What became of a folder.
     *
     * @param leftAlone the files that no source names
     */
    public record Outcome(List<Loaded> files, List<Path> leftAlone) {}

    /**
     * Loads the files of a folder, each by the source that names it.
     *
     * @param rejects the folder for the files of what was not taken
     * @param progress is told at every step what comes now
     * @throws IllegalArgumentException if there is nothing to load, or several snapshots of one source; or if there is
     *     such a database, or Neo4j runs, or has no such program
     * @throws IllegalStateException if the import fails: then there is no database, as before
     * @throws InvalidFileException if a file is none of its source at all
     * @throws ChangedFileException if a file is written while it is read
     */
    public Outcome run(Path folder, Target into, Path rejects, Consumer<String> progress) {
        var contents = sources.in(folder);
        requireLoadable(folder, contents.delivered());
        try (var target = ImportTarget.open(into.data(), into.database(), into.admin())) {
            return new Outcome(run(contents.delivered(), target, rejects, progress), contents.unnamed());
        }
    }

    private List<Loaded> run(List<Delivered> delivered, ImportTarget target, Path rejects, Consumer<String> progress) {
        var at = clock.instant();
        var fields = new SpoolFields(sources.all(), namespaces, at);
        var evidence = new BulkEvidence(target.folder("evidence"), parts(delivered), fields, addresses, neverLinking);
        var files = new ArrayList<BulkFile>();
        for (var one : delivered) {
            progress.accept("reading " + one.file().getFileName());
            files.add(read(one, files.size(), at, rejects, evidence));
        }
        evidence.complete();
        progress.accept("grouping what hangs together");
        var groups = new BulkGroups(target.folder("groups"), evidence, rules, fields);
        progress.accept("deriving");
        var graph = new BulkGraph(
                files.stream().map(BulkFile::source).distinct().toList(), reader, agreements, pseudonyms, at);
        try (var output = new ImportFiles(target.folder("import"), graph.purposes(evidence), pseudonyms)) {
            graph.write(evidence, groups, files, rules, namespaces, output);
            output.finish();
            progress.accept("importing");
            target.load(output);
        }
        return files.stream()
                .map(file -> new Loaded(delivered.get(file.number()), file.totals(), file.rejects()))
                .toList();
    }

    private void requireLoadable(Path folder, Collection<Delivered> delivered) {
        if (delivered.isEmpty()) {
            throw new IllegalArgumentException("No source names a file in " + folder);
        }
        delivered.stream().collect(groupingBy(Delivered::source)).forEach((name, ofSource) -> {
            if (ofSource.size() > 1 && source(name).delivery() instanceof Delivery.Snapshot) {
                throw new IllegalArgumentException(
                        "There are %d snapshots of source %s; a first load takes the last one"
                                .formatted(ofSource.size(), name));
            }
        });
    }

    private Source source(String name) {
        return sources.find(name).orElseThrow();
    }

    private static int parts(Collection<Delivered> delivered) {
        var bytes = delivered.stream().mapToLong(one -> size(one.file())).sum();
        var parts = Math.clamp(bytes / INPUT_OF_A_PART, 1, MOST_PARTS);
        // No part may be larger than is said: a power of two that is not less.
        return (int) Long.highestOneBit(2 * parts - 1);
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": the file cannot be read", e);
        }
    }

    private BulkFile read(Delivered delivered, int number, Instant at, Path rejectsFolder, BulkEvidence evidence) {
        var source = source(delivered.source());
        try (var workers = new Workers();
                var rejects = new RejectsFile(rejectsFolder, delivered)) {
            var rows = new BulkRows(
                    rejects,
                    (first, some) -> workers.add(() -> {
                        var batch = new Batch(source, pseudonyms, at);
                        some.forEach(batch::add);
                        evidence.add(number, first, batch);
                    }));
            var survey = Survey.of(reader, source, delivered.file(), at, rows::add);
            rows.finish();
            workers.finish();
            return new BulkFile(number, source, survey, rows.rejected(), rows.values(), rejects.file());
        }
    }
}
