package dev.identitygraph.ingest;

import java.util.concurrent.atomic.AtomicLongArray;

/** Remembers pseudonyms for a while, so that most of what comes often is written once. It may forget any of them. */
final class SeenLately {
    private static final int PLACES = 1 << 22;

    private final AtomicLongArray seen = new AtomicLongArray(PLACES);

    /** Whether a pseudonym has been asked about before, as far as is remembered. */
    boolean before(String pseudonym) {
        var key = SpoolForms.key(pseudonym);
        return seen.getAndSet((int) key & (PLACES - 1), key) == key;
    }
}
