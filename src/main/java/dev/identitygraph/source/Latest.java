package dev.identitygraph.source;

import java.time.Instant;
import java.util.Optional;

/**
 * The latest instant at which something can have been seen or said. The newest often decides, so what is dated years
 * ahead by a slip would decide until then.
 *
 * @param instant now, or somewhat later, since clocks differ and days begin earlier elsewhere
 */
record Latest(Instant instant) {
    static final String REASON = "the instant lies in the future";
    static final String EXPECTED = "an instant that has been";

    boolean isPassed(Optional<Instant> said) {
        return said.isPresent() && said.get().isAfter(instant);
    }
}
