package dev.identitygraph.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * What is known of a file before anything of it is imported.
 *
 * @param id what it is known by: the SHA-256 digest of its content
 * @param rows how many it has
 * @param rejected how many of them are rejected as a whole, be it that they are older than what is kept
 * @param now when it is imported, by which it is told what is too old
 */
public record Survey(Path file, String id, long rows, long rejected, Instant now, State state) {
    /** What tells at once that a file has been changed, in all likelihood. */
    private record State(long size, FileTime modified, Object key) {
        static State of(Path file) throws IOException {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new State(
                    attributes.size(),
                    attributes.lastModifiedTime(),
                    Objects.requireNonNullElse(attributes.fileKey(), file));
        }
    }

    /**
     * Reads a file to its end.
     *
     * @throws ChangedFileException if it changes while it is read
     */
    public static Survey of(StatementReader reader, Source source, Path file, Instant now) {
        return of(reader, source, file, now, _ -> {});
    }

    /**
     * Reads a file to its end.
     *
     * @param each takes what every row says, before it is known whether the file has changed meanwhile
     * @throws ChangedFileException if it changes while it is read
     */
    public static Survey of(StatementReader reader, Source source, Path file, Instant now, Consumer<Statement> each) {
        var count = new long[2];
        try {
            var before = State.of(file);
            var id = read(reader, source, file, before, now, statement -> {
                count[0]++;
                count[1] += statement.isRejected() ? 1 : 0;
                each.accept(statement);
            });
            var survey = new Survey(file, id, count[0], count[1], now, before);
            survey.requireUnchanged();
            return survey;
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": the file cannot be read", e);
        }
    }

    /**
     * Goes on only if the file looks as it did.
     *
     * @throws ChangedFileException if it does not
     */
    public void requireUnchanged() {
        try {
            if (!State.of(file).equals(state)) {
                throw new ChangedFileException(file);
            }
        } catch (IOException e) {
            throw new ImportFailedException(file + ": the file cannot be read", e);
        }
    }

    /**
     * Reads the file once more.
     *
     * @throws ChangedFileException at its end, if it was another file
     */
    public void read(StatementReader reader, Source source, Consumer<Statement> each) {
        try {
            if (!read(reader, source, file, state, now, each).equals(id)) {
                throw new ChangedFileException(file);
            }
        } catch (IOException e) {
            throw new ImportFailedException(file + ": the file cannot be read", e);
        }
    }

    private static String read(
            StatementReader reader, Source source, Path file, State state, Instant now, Consumer<Statement> each)
            throws IOException {
        try (var content = new DigestInputStream(new FirstBytes(Files.newInputStream(file), state.size()), sha256())) {
            reader.read(
                    source,
                    new Input(String.valueOf(file.getFileName()), content, from -> from(file, state, from)),
                    now,
                    statement -> each.accept(source.kept(statement, now)));
            return digest(content);
        }
    }

    private static InputStream from(Path file, State state, long first) {
        try {
            var content = Files.newInputStream(file);
            content.skipNBytes(first);
            return new FirstBytes(content, state.size() - first);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": the file cannot be read", e);
        }
    }

    /** What a file is known by. */
    public static String fileId(Path file) {
        try (var content = new DigestInputStream(Files.newInputStream(file), sha256())) {
            return digest(content);
        } catch (IOException e) {
            throw new UncheckedIOException(file.getFileName() + ": the file cannot be read", e);
        }
    }

    private static String digest(DigestInputStream content) throws IOException {
        content.transferTo(OutputStream.nullOutputStream());
        return HexFormat.of().formatHex(content.getMessageDigest().digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }
}
