package dev.identitygraph.command;

import dev.identitygraph.bulk.BulkLoad;
import dev.identitygraph.command.ImportRun.Done;
import dev.identitygraph.command.ImportRun.Ending;
import dev.identitygraph.source.ChangedFileException;
import dev.identitygraph.source.ImportFailedException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Loads a new graph by Neo4j's own bulk import, and says what became of each file. */
@Command(
        name = "bulk",
        description = "Loads the files of a folder into a new database of a Neo4j that is stopped, by Neo4j's own bulk"
                + " import. Where it fails, there is no database, and it can be run again.",
        exitCodeListHeading = "Ends with:%n",
        exitCodeList = {
            "0:All was taken.",
            "1:Some values were not; they are in rejects files.",
            "2:The input is no good, or there is no place for a new database.",
            "4:A file was being written: run it again.",
            "70:It failed."
        })
final class Bulk implements Callable<Integer> {
    private final GraphAccess graph;

    @Parameters(paramLabel = "FOLDER", description = "The files, each named by the source that delivers it.")
    private Path folder = Path.of("");

    @Option(
            names = "--into",
            required = true,
            paramLabel = "FOLDER",
            description = "The data folder of the Neo4j: that of its databases and transactions.")
    private Path into = Path.of("");

    @Option(
            names = "--neo4j-admin",
            paramLabel = "FILE",
            description = "This program of the Neo4j; if left out, bin/neo4j-admin beside its data folder.")
    private @Nullable Path admin;

    @Option(names = "--database", paramLabel = "NAME", description = "The new database; if left out, neo4j.")
    private String database = "neo4j";

    @Mixin
    private Reporting reporting = new Reporting();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Unmatched
    private List<String> properties = new ArrayList<>();

    Bulk(GraphAccess graph) {
        this.graph = graph;
    }

    @Override
    public Integer call() {
        try (var application = graph.openWithoutGraph(properties)) {
            var clock = application.getBean(Clock.class);
            var started = clock.instant();
            var loaded = application
                    .getBean(BulkLoad.class)
                    .run(folder, target(), reporting.rejects != null ? reporting.rejects : folder, this::say);
            var time = Duration.between(started, clock.instant());
            var summary = new ImportSummary(
                    loaded.files().stream().map(file -> done(file, time)).toList(), loaded.leftAlone());
            summary.print(spec.commandLine().getOut(), reporting.json);
            return summary.code();
        } catch (IllegalArgumentException e) {
            throw new BadInputException(String.valueOf(e.getMessage()));
        } catch (ChangedFileException e) {
            return failed(Ending.UNFINISHED, e);
        } catch (IllegalStateException | ImportFailedException e) {
            return failed(Ending.FAILED, e);
        }
    }

    private BulkLoad.Target target() {
        var beside = into.toAbsolutePath().normalize().resolveSibling("bin/neo4j-admin");
        return new BulkLoad.Target(into, database, admin != null ? admin : beside);
    }

    private void say(String step) {
        if (!reporting.json) {
            spec.commandLine().getErr().println(step);
        }
    }

    private int failed(Ending ending, RuntimeException failure) {
        spec.commandLine().getErr().println(failure.getMessage());
        return ending.code();
    }

    private static Done done(BulkLoad.Loaded file, Duration time) {
        return new Done(
                file.delivered(),
                file.totals().values() > 0 ? Ending.IMPORTED_WITH_REJECTS : Ending.IMPORTED,
                file.totals(),
                0,
                time,
                file.rejects(),
                "");
    }
}
