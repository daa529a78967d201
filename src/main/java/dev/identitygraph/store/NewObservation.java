package dev.identitygraph.store;

import dev.identitygraph.identity.Method;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An observation to be recorded: these identities were seen together.
 *
 * @param until when the memberships end that it tells of, if they do
 * @param identities their pseudonyms; the record holds no value
 */
public record NewObservation(
        String id,
        String source,
        Instant observedAt,
        Instant recordedAt,
        Method method,
        double confidence,
        Optional<Instant> until,
        List<String> identities) {}
