package dev.identitygraph.ingest;

import dev.identitygraph.derivation.GraphChanges;
import dev.identitygraph.retraction.EvidenceEnd;
import dev.identitygraph.source.Delivery;
import dev.identitygraph.source.Source;
import dev.identitygraph.source.Survey;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/**
 * What the import of a file comes to at its end: what it does not say any more has ended, be it that it is a snapshot,
 * or that its source was described otherwise before. It goes step by step, each a transaction of its own; one that is
 * interrupted is finished by importing the file again.
 */
@Component
class SnapshotEnd {
    private final SnapshotStep step;
    private final EvidenceEnd evidenceEnd;
    private final EarlierReading earlier;

    SnapshotEnd(SnapshotStep step, EvidenceEnd evidenceEnd, EarlierReading earlier) {
        this.step = step;
        this.evidenceEnd = evidenceEnd;
        this.earlier = earlier;
    }

    /**
     * Whether a snapshot has so few rows that it is taken for a fault. One that is begun and not at its end has been
     * let through.
     */
    Optional<ImportOutcome.Refused> refuses(Source source, Survey survey, Reading reading) {
        if (!(source.delivery() instanceof Delivery.Snapshot snapshot)
                || step.isBegun(survey.id(), source.name(), reading.id())) {
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
    long end(Source source, Survey survey, Reading reading) {
        return end(source, survey, reading, evidenceEnd::end);
    }

    /** Ends the import of a file in the caller's transaction, and tells whose graphs that changes. */
    GraphChanges watchedEnd(Source source, Survey survey, Reading reading) {
        var changes = new GraphChanges[] {GraphChanges.NONE};
        end(source, survey, reading, gone -> changes[0] = changes[0].then(evidenceEnd.watchedEnd(gone)));
        return changes[0];
    }

    private long end(Source source, Survey survey, Reading reading, Consumer<Set<String>> endObservations) {
        var ended = switch (source.delivery()) {
            // What an earlier reading said is from no file that is kept, as what earlier files said.
            case Delivery.Snapshot _ -> snapshotEnd(source, survey, endObservations);
            case Delivery.Delta _ -> earlier.end(reading, endObservations);
        };
        step.done(reading);
        return ended;
    }

    private long snapshotEnd(Source source, Survey survey, Consumer<Set<String>> endObservations) {
        var ended = Page.all(after -> step.observations(source.name(), survey.id(), after, endObservations))
                + Page.all(after -> step.consents(source.name(), survey.id(), after));
        step.finish(source.name(), survey.id(), survey.rows() - survey.rejected());
        return ended;
    }
}
