package dev.identitygraph.ingest;

import dev.identitygraph.source.Survey;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Takes back what a source, a file or one observation said, so that the graph is as if it had never been said; but a no
 * is never taken back. It goes step by step, each a transaction of its own: one that is interrupted is finished by
 * running it again.
 */
@Component
public class Retraction {
    /** The most statements that are taken back all at once, while other writes wait. */
    public static final int AT_ONCE = 100;

    private static final int STEP = 500;

    private final RetractionStep step;
    private final Acts acts;

    Retraction(RetractionStep step, Acts acts) {
        this.acts = acts;
        this.step = step;
    }

    /** A file of the same content as one that was imported. */
    public static Retractable file(Path path) {
        return new Retractable.OfFile(Survey.fileId(path));
    }

    /**
     * Retracts, step by step.
     *
     * @param by who retracts
     * @throws UnknownEvidenceException if there is no such thing
     */
    public GraphChanges retract(Actor by, Retractable what) {
        return retract(by, what, Integer.MAX_VALUE).orElse(GraphChanges.NONE);
    }

    /**
     * Retracts in the caller's transaction, so that all of it is taken back or nothing.
     *
     * @param by who retracts
     * @return nothing where it is more than {@link #AT_ONCE} statements: then none has been taken back
     * @throws UnknownEvidenceException if there is no such thing
     */
    public Optional<GraphChanges> retractAtOnce(Actor by, Retractable what) {
        return retract(by, what, AT_ONCE);
    }

    private Optional<GraphChanges> retract(Actor by, Retractable what, int most) {
        var known = isKnown(what);
        // What nobody knows by that name may be anything that somebody has typed, and the record is for good.
        acts.record(by, "retract", known ? what.id() : "", "");
        if (!known) {
            throw new UnknownEvidenceException("The graph has no such source, file or observation. A file goes by"
                    + " the SHA-256 digest of its content, an observation by its observationId.");
        }
        return switch (what) {
            case Retractable.OneObservation(var id) -> Optional.of(step.observations(Set.of(id)));
            case Retractable.OfSource(var name) -> all(name, "", most);
            case Retractable.OfFile(var id) -> ofFile(id, most);
        };
    }

    private boolean isKnown(Retractable what) {
        return switch (what) {
            case Retractable.OneObservation(var id) -> step.isObservation(id);
            case Retractable.OfSource(var name) -> step.isSource(name);
            case Retractable.OfFile(var id) -> !step.sourcesOfFile(id).isEmpty();
        };
    }

    /** Several sources may have been read from one file. */
    private Optional<GraphChanges> ofFile(String file, int most) {
        var sources = step.sourcesOfFile(file).stream().sorted().toList();
        if (sources.stream().anyMatch(source -> step.hasMoreThan(most, source, file))) {
            return Optional.empty();
        }
        return Optional.of(sources.stream()
                .flatMap(source -> all(source, file, most).stream())
                .reduce(GraphChanges.NONE, GraphChanges::then));
    }

    private Optional<GraphChanges> all(String source, String file, int most) {
        if (step.hasMoreThan(most, source, file)) {
            return Optional.empty();
        }
        step.begin(source, file);
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
        return Optional.of(changes);
    }
}
