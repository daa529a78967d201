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

    /** Whether a snapshot has so few rows that it is taken for a fault. One that was begun has been let through. */
    Optional<ImportOutcome.Refused> refuses(Source source, Survey survey) {
        if (!(source.delivery() instanceof Delivery.Snapshot snapshot) || step.isKnown(survey.id(), source.name())) {
            return Optional.empty();
        }
        var now = survey.rows() - survey.rejected();
        return step.rowsOfSnapshot(source.name())
                .filter(before -> !snapshot.allows(before, now))
                .map(before -> new ImportOutcome.Refused(before, now, snapshot.mayShrinkBy()));
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
            var others = step.others(survey.id(), source.name());
            ended += all(after -> step.observations(source.name(), survey.id(), after, endObservations));
            ended += all(after -> step.consents(source.name(), survey.id(), after));
            step.finish(source.name(), survey.id(), survey.rows() - survey.rejected(), others);
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
