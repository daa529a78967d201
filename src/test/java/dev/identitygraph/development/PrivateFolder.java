package dev.identitygraph.development;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Supplier;

/** A folder for secrets, into which nobody but its user may look. */
record PrivateFolder(Path path) {
    static PrivateFolder at(Path path) throws IOException {
        Files.createDirectories(path, only("rwx------"));
        return new PrivateFolder(path.toAbsolutePath().normalize());
    }

    boolean has(String file) {
        return Files.exists(path.resolve(file));
    }

    /** The text of a file, made up and kept where there is none yet. */
    String read(String file, Supplier<String> madeUp) {
        Path kept = path.resolve(file);
        try {
            if (Files.notExists(kept)) {
                Files.createFile(kept, only("rw-------"));
                Files.writeString(kept, madeUp.get());
            }
            return Files.readString(kept);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static FileAttribute<?>[] only(String permissions) {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
