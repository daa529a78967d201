package dev.identitygraph.source;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A file of JSON Lines, an object for each value that was not taken. It takes the place of the one of the run before,
 * and where everything was taken, there is none.
 */
public final class RejectsFile implements Rejects, Closeable {
    private static final JsonMapper JSON = new JsonMapper();

    private static final String ENDING = ".rejects.jsonl";

    private final Path file;
    private @Nullable BufferedWriter writer;

    /**
     * The rejects of an input.
     *
     * @param folder where the file is to be; it is created with it if it is not there
     */
    public RejectsFile(Path folder, Delivered input) {
        file = folder.resolve(input.file().getFileName() + "." + input.source() + ENDING);
    }

    static boolean isOne(Path file) {
        return file.toString().endsWith(ENDING);
    }

    /** Where it is, or would be. */
    public Path path() {
        return file.toAbsolutePath().normalize();
    }

    /** Where it is, if there is something in it. */
    public Optional<Path> file() {
        return writer == null ? Optional.empty() : Optional.of(file);
    }

    @Override
    public void add(Rejection rejection) {
        var row = new LinkedHashMap<String, Object>();
        row.put("file", rejection.file());
        row.put("line", rejection.line());
        row.put("column", rejection.column());
        row.put("reason", rejection.reason());
        row.put("expected", rejection.expected());
        try {
            if (writer == null) {
                Files.createDirectories(file.toAbsolutePath().getParent());
                writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
            }
            writer.write(JSON.writeValueAsString(row));
            writer.write('\n');
        } catch (IOException e) {
            throw new ImportFailedException(file + ": the rejects file cannot be written", e);
        }
    }

    @Override
    public void flush() {
        try {
            if (writer != null) {
                writer.flush();
            } else if (Files.exists(file)) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new ImportFailedException(file + ": the rejects file cannot be written", e);
        }
    }

    @Override
    public void close() {
        try {
            if (writer != null) {
                writer.close();
            }
        } catch (IOException e) {
            throw new ImportFailedException(file + ": the rejects file cannot be written", e);
        }
    }
}
