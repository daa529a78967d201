package dev.identitygraph.oracle;

import java.util.Map;
import java.util.Optional;

/**
 * Who asks.
 *
 * @param confidential whether the client can keep a secret
 * @param person the record number of the person who signed in
 * @param devices what the request's own cookies say, by namespace
 */
public record Asker(boolean confidential, Optional<String> person, Map<String, String> devices) {
    /** A confidential client that asks for itself. */
    public static final Asker CLIENT = new Asker(true, Optional.empty(), Map.of());
}
