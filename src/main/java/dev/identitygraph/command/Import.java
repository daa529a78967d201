package dev.identitygraph.command;

import dev.identitygraph.ingest.Imports;
import dev.identitygraph.ingest.LetThrough;
import dev.identitygraph.source.Delivered;
import dev.identitygraph.source.Sources;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Imports files, or what a folder has of each source, and says how it goes and what became of it. */
@Command(
        name = "import",
        description = "Imports files, or what a folder has for each source. What was imported already changes nothing.",
        exitCodeListHeading = "Ends with the highest of:%n",
        exitCodeList = {
            "0:All was taken.",
            "1:Some values were not; they are in rejects files.",
            "2:The input is no good.",
            "3:A snapshot was refused, since it has too few rows.",
            "4:A file was being written, or taken back, or another snapshot was faster: run it again.",
            "70:It failed. Run it again: it goes on where it was."
        })
final class Import implements Callable<Integer> {
    private final GraphAccess graph;

    @Parameters(paramLabel = "FILE|FOLDER", arity = "1..*", description = "What to import.")
    private List<Path> inputs = new ArrayList<>();

    @Option(names = "--source", paramLabel = "NAME", description = "The source of a file that none names.")
    private @Nullable String source;

    @Option(
            names = "--let-shrink",
            description = "Lets a snapshot through, however much it has less than the one before.")
    private boolean mayShrink;

    @Option(names = "--superseded", description = "Imports also a snapshot whose place a later one has taken.")
    private boolean superseded;

    @Mixin
    private Reporting reporting = new Reporting();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Unmatched
    private List<String> properties = new ArrayList<>();

    Import(GraphAccess graph) {
        this.graph = graph;
    }

    @Override
    public Integer call() {
        if (source != null && inputs.stream().anyMatch(Files::isDirectory)) {
            throw new BadInputException(
                    "--source is for a file; the files of a folder are those of the sources that name them");
        }
        var faults = inputs.stream().flatMap(input -> fault(input).stream()).toList();
        if (faults.size() == inputs.size()) {
            throw new BadInputException(String.join(System.lineSeparator(), faults));
        }
        try (var application = graph.open(properties)) {
            var summary = summary(application);
            summary.print(spec.commandLine().getOut(), reporting.json);
            return summary.code();
        }
    }

    private static Optional<String> fault(Path input) {
        if (!Files.exists(input)) {
            return Optional.of(input + ": there is no such file or folder; give the path of one");
        }
        return Files.isDirectory(input) || Files.isRegularFile(input)
                ? Optional.empty()
                : Optional.of(input + ": this can be read once only; give the path of a file or a folder");
    }

    private ImportSummary summary(ConfigurableApplicationContext application) {
        var sources = application.getBean(Sources.class);
        var run = new ImportRun(
                application.getBean(Imports.class),
                application.getBean(Clock.class),
                Optional.ofNullable(reporting.rejects),
                letThrough(),
                reporting.json ? Bar.NONE : Bar.on(spec.commandLine().getErr()));
        var files = new ArrayList<ImportRun.Done>();
        var delivered = new LinkedHashSet<Delivered>();
        var leftAlone = new ArrayList<Path>();
        for (var input : inputs) {
            try {
                var contents = contents(sources, input);
                delivered.addAll(contents.delivered());
                leftAlone.addAll(contents.unnamed());
            } catch (BadInputException | IllegalArgumentException | UncheckedIOException e) {
                files.add(ImportRun.noInput(input, String.valueOf(e.getMessage())));
            }
        }
        delivered.stream().map(run::of).forEach(files::add);
        return new ImportSummary(files, leftAlone);
    }

    private Sources.Contents contents(Sources sources, Path input) {
        fault(input).ifPresent(fault -> {
            throw new BadInputException(fault);
        });
        return Files.isDirectory(input)
                ? sources.in(input)
                : new Sources.Contents(sources.of(input, Optional.ofNullable(source)), List.of());
    }

    private Set<LetThrough> letThrough() {
        var letThrough = EnumSet.noneOf(LetThrough.class);
        if (mayShrink) {
            letThrough.add(LetThrough.SHRUNK);
        }
        if (superseded) {
            letThrough.add(LetThrough.SUPERSEDED);
        }
        return letThrough;
    }
}
