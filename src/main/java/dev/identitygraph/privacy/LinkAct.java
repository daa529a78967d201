package dev.identitygraph.privacy;

import dev.identitygraph.client.Authority;
import dev.identitygraph.decision.Decisions;
import dev.identitygraph.retraction.Retractable;

/** What a client has done to links. */
sealed interface LinkAct {
    /** Two customer records are of one person. */
    record Join(Two two) implements LinkAct {}

    /** Two identities are not of one person. */
    record Split(Two two) implements LinkAct {}

    /** What was decided about two identities is taken back. */
    record Undecide(Two two) implements LinkAct {}

    /** Something is taken back. */
    record Retract(Retractable what) implements LinkAct {}

    /** The field by which it is done. */
    default String field() {
        return switch (this) {
            case Join _ -> Decisions.JOIN;
            case Split _ -> Decisions.SPLIT;
            case Undecide _ -> Decisions.UNDECIDE;
            case Retract _ -> "retract";
        };
    }

    /** The authority by which it is done. */
    default Authority authority() {
        return switch (this) {
            case Join _, Split _, Undecide _ -> Authority.SPLIT_AND_JOIN;
            case Retract _ -> Authority.RETRACT;
        };
    }
}
