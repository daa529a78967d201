package dev.identitygraph.source;

import java.io.IOException;

/**
 * An import that had begun failed by no fault of its input, as it does on a disk that is full. What is committed stays.
 */
public final class ImportFailedException extends RuntimeException {
    ImportFailedException(String message, IOException cause) {
        super(message, cause);
    }
}
