package dev.identitygraph.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The files of a chain in one folder, in their order. */
record ChainFiles(Path folder) {
    private static final Pattern NAME = Pattern.compile("audit-(\\d{6})\\.jsonl");

    Path file(int number) {
        return folder.resolve("audit-%06d.jsonl".formatted(number));
    }

    /** The numbers of the files that are there, ascending. */
    List<Integer> numbers() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.map(file -> NAME.matcher(file.getFileName().toString()))
                    .filter(java.util.regex.Matcher::matches)
                    .map(name -> Integer.valueOf(name.group(1)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
