package dev.identitygraph.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.core.env.Environment;

/** The chain of the audit as it is on disk. */
@TestComponent
public class StoredChain {
    private final Path folder;

    StoredChain(Environment environment) {
        folder = environment.getRequiredProperty("identity-graph.audit.folder", Path.class);
    }

    /** All of it, file by file. */
    public String text() {
        return text(folder);
    }

    /** All of the one in a folder. */
    public static String text(Path folder) {
        try (var files = Files.list(folder)) {
            var chain = new StringBuilder();
            for (var file : files.filter(path -> path.toString().endsWith(".jsonl"))
                    .sorted()
                    .toList()) {
                chain.append(Files.readString(file));
            }
            return chain.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
