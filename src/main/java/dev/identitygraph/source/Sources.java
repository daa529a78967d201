package dev.identitygraph.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The described sources, in the order in which a folder is imported. */
public record Sources(List<Source> all) {
    /** The source of a name, if one is described. */
    public Optional<Source> find(String name) {
        return all.stream().filter(source -> source.name().equals(name)).findFirst();
    }

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
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("There is no folder " + folder.toAbsolutePath());
        }
        var unnamed = files(folder);
        var delivered = new ArrayList<Delivered>();
        for (var source : all) {
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
        source.filter(name -> find(name).isEmpty()).ifPresent(name -> {
            throw new IllegalArgumentException("No source " + name + " is described; described are " + names());
        });
        var delivered = source
                .map(List::of)
                .orElseGet(() -> all.stream()
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
        return all.stream().map(Source::name).collect(Collectors.joining(", "));
    }
}
