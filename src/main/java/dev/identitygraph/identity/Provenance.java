package dev.identitygraph.identity;

import java.time.Instant;
import java.util.List;

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
        List<String> derivedFrom) {}
