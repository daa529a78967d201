package dev.identitygraph.ingest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Imports what a folder has for each source, and says how it goes. */
@Component
public class FolderImport {
    private static final Logger LOG = LoggerFactory.getLogger(FolderImport.class);
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(2);

    private final Sources sources;
    private final FileImport files;
    private final Clock clock;

    FolderImport(Sources sources, FileImport files, Clock clock) {
        this.sources = sources;
        this.files = files;
        this.clock = clock;
    }

    /**
     * Imports the files of a folder, each by the source that names it; files that no source names are left alone.
     *
     * @return what became of them together
     */
    public Totals run(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("There is no folder " + folder.toAbsolutePath());
        }
        return sources.all().stream()
                .filter(source -> Files.exists(folder.resolve(source.file())))
                .map(source -> run(source, folder.resolve(source.file())))
                .reduce(new Totals(0, 0, 0, 0, List.of()), Totals::plus);
    }

    private Totals run(Source source, Path file) {
        var started = clock.instant();
        var progress = new Object() {
            Instant last = started;
        };
        var totals = files.run(source, file, soFar -> {
            if (Duration.between(progress.last, clock.instant()).compareTo(BETWEEN_LINES) > 0) {
                progress.last = clock.instant();
                LOG.info("{}: {} rows so far, {} a second", source.file(), soFar.read(), rate(soFar, started));
            }
        });
        totals.rejections().forEach(rejection -> LOG.warn("{}", rejection));
        LOG.info(
                "{}: {} rows read, {} accepted, {} unchanged, {} rejected, {} a second",
                source.file(),
                totals.read(),
                totals.accepted(),
                totals.unchanged(),
                totals.rejected(),
                rate(totals, started));
        return totals;
    }

    private long rate(Totals totals, Instant started) {
        var millis = Math.max(1, Duration.between(started, clock.instant()).toMillis());
        return totals.read() * 1000 / millis;
    }
}
