package dev.identitygraph.audit;

import java.io.IOException;
import java.nio.file.Path;

/** A chain has been changed behind its writer's back. */
final class BrokenChainException extends IOException {
    BrokenChainException(Path file, long line) {
        super(
                "%s:%d: the line does not follow on the one before: something was changed, put in or taken out here. Keep the folder as evidence, and begin a chain in another (identity-graph.audit.folder)."
                        .formatted(file, line));
    }
}
