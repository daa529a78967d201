package dev.identitygraph.ingest;

import dev.identitygraph.source.Delivered;
import dev.identitygraph.source.Rejects;
import dev.identitygraph.source.Sources;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Imports what a folder has for each source, and says in the log how it goes. */
@Component
public class FolderImport {
    private static final Logger LOG = LoggerFactory.getLogger(FolderImport.class);
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(2);

    private final Sources sources;
    private final Imports imports;
    private final Clock clock;

    FolderImport(Sources sources, Imports imports, Clock clock) {
        this.sources = sources;
        this.imports = imports;
        this.clock = clock;
    }

    /**
     * Imports the files of a folder, each by the source that names it; files that no source names are left alone.
     *
     * @return what became of them together
     */
    public Totals run(Path folder) {
        return run(folder, new LoggedRejects());
    }

    Totals run(Path folder, Rejects rejects) {
        return sources.in(folder).delivered().stream()
                .map(delivered -> run(delivered, rejects))
                .reduce(Totals.NONE, Totals::plus);
    }

    private Totals run(Delivered delivered, Rejects rejects) {
        var file = delivered.file().getFileName();
        var started = clock.instant();
        var progress = new Object() {
            Instant last = started;
        };
        var outcome = imports.run(delivered, Set.of(), rejects, soFar -> {
            if (Duration.between(progress.last, clock.instant()).compareTo(BETWEEN_LINES) > 0) {
                progress.last = clock.instant();
                LOG.info(
                        "{}: {} of {} rows so far, {} a second",
                        file,
                        soFar.soFar().read(),
                        soFar.rows(),
                        rate(soFar.soFar(), started));
            }
        });
        return switch (outcome) {
            case ImportOutcome.Imported(var totals, var ended) -> {
                LOG.info(
                        "{}: {} rows read, {} accepted, {} unchanged, {} rejected, {} ended, {} a second",
                        file,
                        totals.read(),
                        totals.accepted(),
                        totals.unchanged(),
                        totals.rejected(),
                        ended,
                        rate(totals, started));
                yield totals;
            }
            case ImportOutcome.Superseded _ -> {
                LOG.info("{}: not imported, since a later snapshot has taken its place", file);
                yield Totals.NONE;
            }
            case ImportOutcome.Refused refused -> {
                LOG.error("{}: not imported. {}", file, refused);
                yield Totals.NONE;
            }
        };
    }

    private long rate(Totals totals, Instant started) {
        var millis = Math.max(1, Duration.between(started, clock.instant()).toMillis());
        return totals.read() * 1000 / millis;
    }
}
