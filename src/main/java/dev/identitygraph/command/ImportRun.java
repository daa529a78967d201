package dev.identitygraph.command;

import dev.identitygraph.ingest.ImportOutcome;
import dev.identitygraph.ingest.ImportProgress;
import dev.identitygraph.ingest.Imports;
import dev.identitygraph.ingest.LetThrough;
import dev.identitygraph.ingest.OvertakenException;
import dev.identitygraph.ingest.Totals;
import dev.identitygraph.source.ChangedFileException;
import dev.identitygraph.source.Delivered;
import dev.identitygraph.source.ImportFailedException;
import dev.identitygraph.source.RejectsFile;
import dev.identitygraph.yaml.InvalidFileException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import me.tongfei.progressbar.ProgressBar;

/** Imports files one after another: what is wrong with one does not stop the next. */
final class ImportRun {
    private final Imports imports;
    private final Clock clock;
    private final Optional<Path> rejects;
    private final Set<LetThrough> letThrough;
    private final Bar bar;
    private final Set<Path> rejectsFiles = new HashSet<>();

    /**
     * A run.
     *
     * @param rejects the folder of rejects files; if there is none, each is beside its input
     */
    ImportRun(Imports imports, Clock clock, Optional<Path> rejects, Set<LetThrough> letThrough, Bar bar) {
        this.imports = imports;
        this.clock = clock;
        this.rejects = rejects;
        this.letThrough = letThrough;
        this.bar = bar;
    }

    /**
     * What became of one file.
     *
     * @param delivered the file and its source, whose name is blank where none names the file
     * @param ended how many observations and grants ended, since the snapshot, or the file by a new description of its
     *     source, no longer has them
     * @param rejects where the values are that were not taken, if there are any
     * @param message why it was not imported, or not to its end; blank if it was
     */
    record Done(
            Delivered delivered,
            Ending ending,
            Totals totals,
            long ended,
            Duration time,
            Optional<Path> rejects,
            String message) {}

    /** How the import of a file ended, from the best on; each with the code that the program ends with. */
    enum Ending {
        IMPORTED(0),
        SUPERSEDED(0),
        IMPORTED_WITH_REJECTS(1),
        BAD_INPUT(2),
        REFUSED(3),
        UNFINISHED(4),
        FAILED(70);

        private final int code;

        Ending(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }
    }

    /** What is no input at all. */
    static Done noInput(Path input, String why) {
        return not(new Delivered("", input), Ending.BAD_INPUT, Duration.ZERO, why);
    }

    Done of(Delivered delivered) {
        var started = clock.instant();
        var soFar = new Totals[] {Totals.NONE};
        var folder = rejects.orElseGet(
                () -> Objects.requireNonNull(delivered.file().toAbsolutePath().getParent()));
        var rejected = new RejectsFile(folder, delivered);
        if (!rejectsFiles.add(rejected.path())) {
            return not(
                    delivered,
                    Ending.BAD_INPUT,
                    Duration.ZERO,
                    delivered.file() + ": its rejects file would take the place of that of another input of this name;"
                            + " import it by itself, with another folder for --rejects");
        }
        // What fails when they are closed is told like all that fails, so they are closed within the catch.
        try (rejected;
                var drawn = bar.begin().apply(String.valueOf(delivered.file().getFileName()))) {
            var outcome = imports.run(delivered, letThrough, rejected, progress -> {
                soFar[0] = progress.soFar();
                draw(drawn, progress);
            });
            var time = Duration.between(started, clock.instant());
            return switch (outcome) {
                case ImportOutcome.Imported(var totals, var ended) ->
                    new Done(
                            delivered,
                            totals.values() > 0 ? Ending.IMPORTED_WITH_REJECTS : Ending.IMPORTED,
                            totals,
                            ended,
                            time,
                            rejected.file(),
                            "");
                case ImportOutcome.Superseded _ ->
                    not(
                            delivered,
                            Ending.SUPERSEDED,
                            time,
                            "A later snapshot has taken its place. If it is to be imported all the same, run it once"
                                    + " with --superseded.");
                case ImportOutcome.Refused refused ->
                    not(
                            delivered,
                            Ending.REFUSED,
                            time,
                            refused + ". If this is right, run it once with --let-shrink.");
            };
        } catch (RuntimeException e) {
            return new Done(
                    delivered,
                    ending(e),
                    soFar[0],
                    0,
                    Duration.between(started, clock.instant()),
                    rejected.file(),
                    message(e));
        }
    }

    private static Done not(Delivered delivered, Ending ending, Duration time, String why) {
        return new Done(delivered, ending, Totals.NONE, 0, time, Optional.empty(), why);
    }

    private static Ending ending(RuntimeException failure) {
        return switch (failure) {
            case InvalidFileException _, UncheckedIOException _ -> Ending.BAD_INPUT;
            case ChangedFileException _, OvertakenException _ -> Ending.UNFINISHED;
            default -> Ending.FAILED;
        };
    }

    /** The messages of others may quote a value. */
    private static String message(RuntimeException failure) {
        return switch (failure) {
            case ImportFailedException _ -> failure.getMessage() + ". What is committed stays; run it again.";
            case RuntimeException _
            when ending(failure) == Ending.FAILED ->
                "It failed: " + failure.getClass().getSimpleName() + ". What is committed stays; run it again.";
            default -> String.valueOf(failure.getMessage());
        };
    }

    private static void draw(ProgressBar bar, ImportProgress progress) {
        bar.maxHint(progress.rows());
        bar.stepTo(progress.soFar().read());
    }
}
