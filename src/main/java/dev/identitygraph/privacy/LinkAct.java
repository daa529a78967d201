package dev.identitygraph.privacy;

import dev.identitygraph.ingest.Retractable;

/** What a client has done to links. */
sealed interface LinkAct {
    /** Two customer records are of one person. */
    record Join(Two two) implements LinkAct {}

    /** Two identities are not of one person. */
    record Split(Two two) implements LinkAct {}

    /** Something is taken back. */
    record Retract(Retractable what) implements LinkAct {}
}
