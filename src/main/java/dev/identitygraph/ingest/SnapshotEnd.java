package dev.identitygraph.ingest;

import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/**
 * What the import of a file comes to at its end: where it is a snapshot, what it does not say any more has ended. It
 * goes step by step, each a transaction of its own; one that is interrupted is finished by importing the file again.
 */
@Component
class SnapshotEnd {
    private final SnapshotStep step;
    private final RetractionStep retraction;

    SnapshotEnd(SnapshotStep step, RetractionStep retraction) {
        this.step = step;
        this.retraction = retraction;
    }

    /**
     * Whether a snapshot has so few rows that it is taken for a fault. One that is begun and not at its end has been
     * let through.
     *
     * @param reading a digest of how files of the source are read
     */
    Optional<ImportOutcome.Refused> refuses(Source source, Survey survey, String reading) {
        if (!(source.delivery() instanceof Delivery.Snapshot snapshot)
                || step.isBegun(survey.id(), source.name(), reading)) {
            return Optional.empty();
        }
        var now = survey.rows() - survey.rejected();
        var before = step.rowsOfSnapshot(source.name());
        return snapshot.allows(before, now)
                ? Optional.empty()
                : Optional.of(new ImportOutcome.Refused(before.orElse(0L), now, snapshot.mayShrinkBy()));
    }

    /** Whether a later snapshot has taken the place of this one. */
    boolean hasSuperseded(Source source, Survey survey) {
        return source.delivery() instanceof Delivery.Snapshot && step.isSuperseded(survey.id(), source.name());
    }

    /**
     * Ends the import of a file.
     *
     * @return how many observations and grants ended by it
     */
    long end(Source source, Survey survey) {
        return end(source, survey, retraction::end);
    }

    /** Ends the import of a file in the caller's transaction, and tells whose graphs that changes. */
    GraphChanges watchedEnd(Source source, Survey survey) {
        var changes = new GraphChanges[] {GraphChanges.NONE};
        end(source, survey, gone -> changes[0] = changes[0].then(retraction.observations(gone)));
        return changes[0];
    }

    private long end(Source source, Survey survey, Consumer<Set<String>> endObservations) {
        var ended = 0L;
        if (source.delivery() instanceof Delivery.Snapshot) {
            ended += all(after -> step.observations(source.name(), survey.id(), after, endObservations));
            ended += all(after -> step.consents(source.name(), survey.id(), after));
            step.finish(source.name(), survey.id(), survey.rows() - survey.rejected());
        }
        step.done(source.name(), survey.id());
        return ended;
    }

    private static long all(Function<String, SnapshotStep.Page> page) {
        var ended = 0L;
        for (var last = Optional.of(""); last.isPresent(); ) {
            var next = page.apply(last.get());
            ended += next.ended();
            last = next.last();
        }
        return ended;
    }
}
