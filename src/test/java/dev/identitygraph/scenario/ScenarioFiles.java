package dev.identitygraph.scenario;

import dev.identitygraph.oracle.Vocabulary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The files of {@code src/test/resources/scenarios}, one scenario each. */
final class ScenarioFiles {
    private static final Path FOLDER = Path.of("src/test/resources/scenarios");

    private ScenarioFiles() {}

    static String text(String name) {
        try {
            return Files.readString(FOLDER.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<Scenario> all(Vocabulary vocabulary) {
        try (var files = Files.list(FOLDER)) {
            var names = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml") && !name.startsWith("_"))
                    .sorted()
                    .toList();
            return names.stream().map(name -> ScenarioReader.read(vocabulary, text(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
