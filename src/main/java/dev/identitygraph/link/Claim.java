package dev.identitygraph.link;

import java.time.Instant;
import java.util.Optional;

/**
 * A link with what counts for it.
 *
 * @param at the latest instant at which the two were seen together; of a decision, when it was taken
 * @param decidedAt when a privacy officer joined the two, if one did
 */
public record Claim(Link link, Instant at, Optional<Instant> decidedAt) {
    /** The link with all that counts for it in one claim and another. */
    public Claim or(Claim other) {
        return new Claim(link, later(at, other.at), laterOf(decidedAt, other.decidedAt));
    }

    private static Optional<Instant> laterOf(Optional<Instant> one, Optional<Instant> other) {
        return one.isPresent() && other.isPresent() ? Optional.of(later(one.get(), other.get())) : one.or(() -> other);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
