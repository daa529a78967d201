package dev.identitygraph.store;

import java.time.Instant;
import java.util.List;

/**
 * An observation to be recorded: these identities were seen together.
 *
 * @param identities their pseudonyms; the record holds no value
 */
public record NewObservation(
        String id, String source, Instant observedAt, Instant recordedAt, List<String> identities) {}
