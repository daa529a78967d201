package dev.identitygraph.link;

import dev.identitygraph.identity.Identity;
import java.time.Instant;

/** A privacy officer's decision that two identities are not of one person. */
public record Split(Identity one, Identity other, Instant at) {
    boolean isOf(Link link) {
        return link.from().equals(one) && link.to().equals(other)
                || link.from().equals(other) && link.to().equals(one);
    }
}
