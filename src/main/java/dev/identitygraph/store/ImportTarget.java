package dev.identitygraph.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * The data folder of a Neo4j that is stopped, and that has no database of a name yet. The database is made beside it
 * and put there when it is whole, so that a failure, or the end of this process, leaves the folder as it was.
 */
public final class ImportTarget implements AutoCloseable {
    /** What is made on the way is here, on the same disk. It holds personal data: nobody else may read it. */
    private static final String WORK = "identity-graph-bulk";

    private static final List<String> PARTS_OF_A_DATABASE = List.of("transactions", "databases");
    private static final int LOG_LINES_SHOWN = 8;

    private final Path data;
    private final String database;
    private final Path admin;
    private final Path work;
    private final FileChannel lock;
    private final Thread atTheEnd = new Thread(this::takeAway);
    private volatile @Nullable Process running;

    private ImportTarget(Path data, String database, Path admin, FileChannel lock) {
        this.data = data;
        this.database = database;
        this.admin = admin;
        this.lock = lock;
        work = data.resolve(WORK);
    }

    /**
     * Makes sure that the database can be put there, and that no Neo4j and no other import works there until this is
     * closed.
     *
     * @param data the folder with the folders {@code databases} and {@code transactions}; a new server has none of them
     * @param admin the program {@code neo4j-admin} of the Neo4j whose folder it is
     * @throws IllegalArgumentException if it cannot
     */
    public static ImportTarget open(Path data, String database, Path admin) {
        if (!Files.isExecutable(admin)) {
            throw new IllegalArgumentException(
                    "There is no program %s; right would be the neo4j-admin of the Neo4j".formatted(admin));
        }
        var folder = data.toAbsolutePath().normalize();
        try {
            Files.createDirectories(folder.resolve("databases"));
            var target = new ImportTarget(folder, database, admin.toAbsolutePath(), locked(folder));
            try {
                target.takeBackHalf();
                target.requireNoDatabase();
                FileSystemUtils.deleteRecursively(target.work);
                Files.createDirectory(target.work, onlyOurs());
                Runtime.getRuntime().addShutdownHook(target.atTheEnd);
                return target;
            } catch (IOException | RuntimeException e) {
                target.lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The data folder %s cannot be written to".formatted(folder), e);
        }
    }

    /** The lock is Neo4j's own: a server has it as long as it runs. */
    private static FileChannel locked(Path data) throws IOException {
        var channel = FileChannel.open(
                data.resolve("databases/store_lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException _) {
            // As by another process.
        }
        channel.close();
        throw new IllegalArgumentException("A Neo4j runs on %s, or an import: stop it first".formatted(data));
    }

    private void requireNoDatabase() {
        for (var part : PARTS_OF_A_DATABASE) {
            if (Files.exists(data.resolve(part).resolve(database))) {
                throw new IllegalArgumentException(
                        ("%s has a database %s, and a first load needs a new one: give another"
                                        + " folder, or take this database away, from the folders %s, if nothing in it is needed")
                                .formatted(data, database, String.join(" and ", PARTS_OF_A_DATABASE.reversed())));
            }
        }
    }

    /** An import that was killed while it put the database there has put the first part there only. */
    private void takeBackHalf() throws IOException {
        var made = work.resolve("store");
        var first = PARTS_OF_A_DATABASE.getFirst();
        if (Files.exists(made.resolve(PARTS_OF_A_DATABASE.getLast()).resolve(database))
                && Files.notExists(made.resolve(first).resolve(database))) {
            FileSystemUtils.deleteRecursively(data.resolve(first).resolve(database));
        }
    }

    private static FileAttribute<?>[] onlyOurs() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }

    /** A new folder for what is made on the way. */
    public Path folder(String name) {
        try {
            return Files.createDirectory(work.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Imports files into the database.
     *
     * @throws IllegalStateException if it does not import them: then there is no database
     */
    public void load(ImportFiles files) {
        try {
            var store = folder("store");
            run(store, files);
            for (var part : PARTS_OF_A_DATABASE) {
                Files.createDirectories(data.resolve(part));
                move(store.resolve(part).resolve(database), data.resolve(part).resolve(database));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The database cannot be put into %s".formatted(data), e);
        }
    }

    private void run(Path store, ImportFiles files) throws IOException {
        var settings = Files.writeString(work.resolve("import.conf"), """
                server.directories.data=%1$s
                server.directories.transaction.logs.root=%1$s/transactions
                server.directories.logs=%1$s/logs
                db.tx_log.preallocate=false
                """.formatted(store));
        var command = new ArrayList<>(List.of(
                admin.toString(),
                "database",
                "import",
                "full",
                database,
                "--additional-config=" + settings,
                "--report-file=" + work.resolve("report"),
                "--bad-tolerance=0",
                "--multiline-fields=" + files.hasLineBreaks()));
        command.addAll(files.options());
        var log = work.resolve("import.log");
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .directory(files.folder().toFile())
                .start();
        running = process;
        process.getOutputStream().close();
        try {
            if (process.waitFor() != 0) {
                throw new IllegalStateException("%s ended with %d, and no database was made. It said:%n%s"
                        .formatted(admin, process.exitValue(), endOf(log)));
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The import was interrupted, and no database was made", e);
        }
    }

    /** Without stack frames, and without what stands in quotes, which may be personal. */
    private static String endOf(Path log) throws IOException {
        var lines = Files.readAllLines(log).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("\t"))
                .map(line -> line.replaceAll("'[^']*'|\"[^\"]*\"", "'…'"))
                .toList();
        return lines.stream()
                .skip(Math.max(0, lines.size() - LOG_LINES_SHOWN))
                .collect(Collectors.joining(System.lineSeparator()));
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw new IOException("databases and transactions are to be on one disk with " + from, e);
        }
    }

    /** Takes away all that was made on the way. */
    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(atTheEnd);
        try (lock) {
            takeAway();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** When this process is told to end, too; an import that runs would go on without it. */
    private void takeAway() {
        var process = running;
        try {
            if (process != null) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
            }
            FileSystemUtils.deleteRecursively(work);
        } catch (IOException e) {
            throw new UncheckedIOException("The folder %s cannot be taken away".formatted(work), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
