package dev.identitygraph.derivation;

import dev.identitygraph.store.Pseudonyms;
import java.util.concurrent.atomic.AtomicLongArray;

/** Remembers pseudonyms for a while, so that most of what comes often is done once. It may forget any of them. */
public final class SeenLately {
    private final AtomicLongArray seen;

    /**
     * Remembers nothing yet.
     *
     * @param bits the binary logarithm of how many pseudonyms it has room for, 8 bytes each
     */
    public SeenLately(int bits) {
        seen = new AtomicLongArray(1 << bits);
    }

    /** Whether a pseudonym has been asked about before, as far as is remembered; it is remembered by asking. */
    public boolean before(String pseudonym) {
        var key = Pseudonyms.key(pseudonym);
        return seen.getAndSet((int) key & (seen.length() - 1), key) == key;
    }
}
