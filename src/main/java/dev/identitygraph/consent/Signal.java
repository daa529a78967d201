package dev.identitygraph.consent;

import dev.identitygraph.identity.ConsentEvidence;
import dev.identitygraph.identity.Purpose;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What a consent signal comes to. */
public sealed interface Signal {
    /**
     * It says something for our purposes.
     *
     * @param words for the purposes and opt-outs that it says something of; what is missing is left as it is
     * @param givenAt when it was said, if it says so
     * @param validUntil the first instant at which a consent counts no longer
     */
    record Understood(
            Map<Purpose, Word> words, Optional<Instant> givenAt, Optional<Instant> validUntil, ConsentEvidence evidence)
            implements Signal {}

    /** It is malformed or out of date, and changes nothing. */
    record Refused(String reason) implements Signal {}
}
