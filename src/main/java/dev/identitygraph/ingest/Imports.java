package dev.identitygraph.ingest;

import dev.identitygraph.yaml.InvalidFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The way of files into the graph. */
@Component
public class Imports {
    private final Sources sources;
    private final FileImport files;

    Imports(Sources sources, FileImport files) {
        this.sources = sources;
        this.files = files;
    }

    /** A file, and the name of the source that delivers it. */
    public record Delivered(String source, Path file) {}

    /**
     * What is to be imported of a folder, in the order of the sources and of the files' names.
     *
     * @param unnamed the files that no source names; they are left alone. Rejects files are not among them
     */
    public record Contents(List<Delivered> delivered, List<Path> unnamed) {}

    /**
     * What there is to be imported in a folder.
     *
     * @throws IllegalArgumentException if there is no such folder
     */
    public Contents in(Path folder) {
        return in(folder, sources);
    }

    static Contents in(Path folder, Sources sources) {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("There is no folder " + folder.toAbsolutePath());
        }
        var unnamed = files(folder);
        var delivered = new ArrayList<Delivered>();
        for (var source : sources.all()) {
            for (var file : files(folder)) {
                if (source.names(file)) {
                    delivered.add(new Delivered(source.name(), file));
                    unnamed.remove(file);
                }
            }
        }
        unnamed.removeIf(RejectsFile::isOne);
        return new Contents(delivered, unnamed);
    }

    private static List<Path> files(Path folder) {
        try (var all = Files.list(folder)) {
            return all.filter(Files::isRegularFile).sorted().collect(Collectors.toCollection(ArrayList::new));
        } catch (IOException e) {
            throw new UncheckedIOException(folder + ": the folder cannot be read", e);
        }
    }

    /**
     * A file as a delivery of those sources that name it, or of one source.
     *
     * @throws IllegalArgumentException if no source of this name is described, or none names the file
     */
    public List<Delivered> of(Path file, Optional<String> source) {
        source.filter(name -> sources.find(name).isEmpty()).ifPresent(name -> {
            throw new IllegalArgumentException("No source " + name + " is described; described are " + names());
        });
        var delivered = source
                .map(List::of)
                .orElseGet(() -> sources.all().stream()
                        .filter(it -> it.names(file))
                        .map(Source::name)
                        .toList())
                .stream()
                .map(name -> new Delivered(name, file))
                .toList();
        if (delivered.isEmpty()) {
            throw new IllegalArgumentException(
                    file + ": no source names this file; say which one delivers it, of " + names());
        }
        return delivered;
    }

    private String names() {
        return sources.all().stream().map(Source::name).collect(Collectors.joining(", "));
    }

    /**
     * Imports a file.
     *
     * @param letThrough which snapshots are imported though they would not be
     * @param progress is told after every batch
     * @throws InvalidFileException if it is no file of the source at all
     * @throws ChangedFileException if it is written while it is read
     * @throws OvertakenException if another snapshot of the source is imported at the same time, or it is retracted
     */
    public ImportOutcome run(
            Delivered delivered, Set<LetThrough> letThrough, Rejects rejects, Consumer<ImportProgress> progress) {
        return files.run(
                sources.find(delivered.source()).orElseThrow(), delivered.file(), letThrough, rejects, progress);
    }
}
