package dev.identitygraph.store;

import java.nio.file.Path;

/** The keys are not those that the graph was written with. */
final class ForeignKeysException extends RuntimeException {
    ForeignKeysException(Path folder) {
        super("The keys in " + folder.toAbsolutePath() + " are not those that this graph was written with");
    }
}
