package dev.identitygraph.link;

import dev.identitygraph.identity.Identity;
import dev.identitygraph.identity.Method;
import java.time.Instant;
import java.util.Set;

/**
 * What a source said of identities at an instant. It is never changed: a later one says something else, and a
 * retraction takes it away.
 *
 * @param method how the source came to know it
 * @param confidence from 0 (a guess) to 1 (certain)
 * @param identities two, where a privacy officer decides about them
 */
public record Observation(
        String source, Instant observedAt, Method method, double confidence, Says says, Set<Identity> identities) {

    /** What is said of the identities. */
    public enum Says {
        /** They were seen together. */
        TOGETHER,
        /** They are of one person, by decision of a privacy officer. */
        JOIN,
        /** They are not of one person, by decision of a privacy officer. */
        SPLIT
    }
}
