package dev.identitygraph.link;

import dev.identitygraph.identity.Identity;
import java.time.Instant;

/** A privacy officer's decision that two identities are not of one person. */
public record Split(Identity one, Identity other, Instant at) {
    /** Whether it is of the same two as another. */
    public boolean isOfTheSame(Split split) {
        return split.one.equals(one) && split.other.equals(other) || split.one.equals(other) && split.other.equals(one);
    }
}
