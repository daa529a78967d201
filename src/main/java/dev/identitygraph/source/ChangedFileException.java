package dev.identitygraph.source;

import java.nio.file.Path;

/** A file changed while it was read: somebody is still writing it. What was read of it may be cut off. */
public final class ChangedFileException extends RuntimeException {
    ChangedFileException(Path file) {
        super(file + ": the file changed while it was read. Import it once it is complete; right would be to write it"
                + " under another name and to rename it then.");
    }
}
