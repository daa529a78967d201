package dev.identitygraph.oracle;

import dev.identitygraph.identity.Purpose;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks.
 *
 * @param operation which operation of the document, where it has several
 * @param header the purpose that the request names beside the document
 * @param granted the purposes that the client may ask for
 * @param asker who asks
 * @param at when it asks
 */
public record Question(
        String document,
        Optional<String> operation,
        Map<String, @Nullable Object> variables,
        Optional<String> header,
        Set<Purpose> granted,
        Asker asker,
        Instant at) {

    /** The question of a confidential client that asks for itself. */
    public Question(
            String document,
            Optional<String> operation,
            Map<String, @Nullable Object> variables,
            Optional<String> header,
            Set<Purpose> granted,
            Instant at) {
        this(document, operation, variables, header, granted, Asker.CLIENT, at);
    }
}
