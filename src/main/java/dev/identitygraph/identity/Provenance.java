package dev.identitygraph.identity;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where an edge comes from.
 *
 * @param source the name of the source that reported it
 * @param party the source's party
 * @param confidence from 0 (a guess) to 1 (certain)
 * @param observedAt the latest instant at which the source saw it
 * @param recordedAt when the graph first had it
 * @param derivedFrom ids of the observations that it rests on, sorted
 */
public record Provenance(
        String source,
        Party party,
        Method method,
        double confidence,
        Instant observedAt,
        Instant recordedAt,
        List<String> derivedFrom) {

    /** This and what the same source says of the same edge once more: as new as the newer, known as the surer is. */
    public Provenance joined(Provenance other) {
        var surer = other.isSurerThan(this) ? other : this;
        return new Provenance(
                source,
                party,
                surer.method,
                surer.confidence,
                observedAt.isAfter(other.observedAt) ? observedAt : other.observedAt,
                recordedAt,
                Stream.concat(derivedFrom.stream(), other.derivedFrom.stream())
                        .distinct()
                        .sorted()
                        .toList());
    }

    private boolean isSurerThan(Provenance other) {
        return confidence > other.confidence || confidence == other.confidence && method.compareTo(other.method) < 0;
    }
}
