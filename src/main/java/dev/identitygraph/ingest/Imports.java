package dev.identitygraph.ingest;

import dev.identitygraph.source.ChangedFileException;
import dev.identitygraph.source.Delivered;
import dev.identitygraph.source.Rejects;
import dev.identitygraph.source.Sources;
import dev.identitygraph.yaml.InvalidFileException;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** The way of files into the graph. */
@Component
public class Imports {
    private final Sources sources;
    private final FileImport files;

    Imports(Sources sources, FileImport files) {
        this.sources = sources;
        this.files = files;
    }

    /**
     * Imports a file.
     *
     * @param letThrough which snapshots are imported though they would not be
     * @param progress is told after every batch
     * @throws InvalidFileException if it is no file of the source at all
     * @throws ChangedFileException if it is written while it is read
     * @throws OvertakenException if another snapshot of the source is imported at the same time, or it is retracted
     */
    public ImportOutcome run(
            Delivered delivered, Set<LetThrough> letThrough, Rejects rejects, Consumer<ImportProgress> progress) {
        return files.run(
                sources.find(delivered.source()).orElseThrow(), delivered.file(), letThrough, rejects, progress);
    }

    /**
     * Tells what would become of a file and whose graphs it would change, and changes nothing.
     *
     * @throws IllegalArgumentException if its source is not described
     * @throws InvalidFileException if it is no file of the source at all
     */
    public DryRun dryRun(Delivered delivered) {
        return files.dryRun(
                sources.find(delivered.source())
                        .orElseThrow(() -> new IllegalArgumentException("No source of this name is described.")),
                delivered.file());
    }
}
