package dev.identitygraph.command;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a command that reads files says what became of them. */
final class Reporting {
    @Option(
            names = "--rejects",
            paramLabel = "FOLDER",
            description = "Where rejects files go; if left out, beside the input.")
    @Nullable
    Path rejects;

    @Option(names = "--json", description = "Prints the summary as JSON, and no progress.")
    boolean json;
}
