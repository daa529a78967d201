package dev.identitygraph.ingest;

import java.nio.file.Path;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Takes back what a source, a file or one observation said, so that the graph is as if it had never been said; but a no
 * is never taken back. It goes step by step, each a transaction of its own: one that is interrupted is finished by
 * running it again.
 */
@Component
public class Retraction {
    private static final int STEP = 500;

    private final RetractionStep step;
    private final Acts acts;

    Retraction(RetractionStep step, Acts acts) {
        this.acts = acts;
        this.step = step;
    }

    /** Retracts all that a source has said. */
    public GraphChanges source(String name) {
        return all(name, "");
    }

    /**
     * Retracts what is known from a file and from nothing else.
     *
     * @param path a file of the same content as the one that was imported
     * @throws UnknownEvidenceException if no such file was imported
     */
    public GraphChanges file(Path path) {
        var file = FileImport.fileId(path);
        var sources = step.sourcesOfFile(file);
        if (sources.isEmpty()) {
            throw new UnknownEvidenceException("No file with this content was imported.");
        }
        return all(sources.iterator().next(), file);
    }

    /**
     * Retracts one observation.
     *
     * @throws UnknownEvidenceException if there is no such observation
     */
    public GraphChanges observation(String id) {
        if (!step.isObservation(id)) {
            throw new UnknownEvidenceException("There is no observation of this id.");
        }
        acts.record("retract", id, "");
        return step.observations(Set.of(id));
    }

    private GraphChanges all(String source, String file) {
        acts.record("retract", file.isEmpty() ? source : file, "");
        var changes = GraphChanges.NONE;
        for (var some = step.observationsOf(source, file, STEP);
                !some.isEmpty();
                some = step.observationsOf(source, file, STEP)) {
            changes = changes.then(file.isEmpty() ? step.observations(some) : step.ofFile(file, some));
        }
        while (step.grants(source, file, STEP) > 0) {
            // The next ones.
        }
        step.forget(source, file);
        return changes;
    }
}
