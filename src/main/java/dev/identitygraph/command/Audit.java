package dev.identitygraph.command;

import dev.identitygraph.audit.ChainCheck;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Checks a chain of disclosures. */
@Command(
        name = "audit",
        description = "Checks that a chain of disclosures has all that it ever had, as it was written.",
        exitCodeListHeading = "Ends with:%n",
        exitCodeList = {"0:It has.", "1:It has not.", "2:The input is no good."})
final class Audit implements Callable<Integer> {
    @Option(names = "--folder", required = true, paramLabel = "FOLDER", description = "The chain's folder.")
    private Path folder = Path.of("");

    @Option(names = "--heads", paramLabel = "FILE", description = "A file of its exported heads.")
    private @Nullable Path heads;

    @Option(
            names = "--public-keys",
            paramLabel = "FILE",
            description = "The keys of the heads; if left out, those beside the heads.")
    private @Nullable Path publicKeys;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        if (!Files.isDirectory(folder)) {
            throw new BadInputException("--folder=%s: there is no such folder".formatted(folder));
        }
        if (heads != null && !Files.isRegularFile(heads)) {
            throw new BadInputException("--heads=%s: there is no such file".formatted(heads));
        }
        var result = check();
        var out = spec.commandLine().getOut();
        result.faults().forEach(out::println);
        out.printf(
                "%d records in %d files, compared with %d signed heads: %s%n",
                result.records(),
                result.files(),
                result.heads(),
                result.faults().isEmpty() ? "whole" : "NOT WHOLE");
        return result.faults().isEmpty() ? 0 : 1;
    }

    private ChainCheck.Result check() {
        try {
            return ChainCheck.of(folder, Optional.ofNullable(heads), Optional.ofNullable(publicKeys));
        } catch (IllegalArgumentException e) {
            throw new BadInputException(String.valueOf(e.getMessage()));
        } catch (UncheckedIOException e) {
            throw new BadInputException("The chain or its heads cannot be read: " + e.getMessage());
        }
    }
}
