package dev.identitygraph.client;

import static dev.identitygraph.identity.Quadrant.B1;
import static dev.identitygraph.identity.Quadrant.P1;

import dev.identitygraph.identity.Quadrant;
import java.util.Set;

/** A right to act, which is not a purpose to read for. */
public enum Authority {
    /** To see what a document would walk, and what a policy permits. */
    EXPLAIN,
    /** To record what subjects say: consents, refusals, withdrawals, objections. */
    RECORD_CONSENT,
    /** To read what was disclosed of whom to whom: who of ours is known, and who was in one answer. */
    READ_AUDIT(P1, B1),
    /** To be told what the client was given and must drop. */
    BE_TOLD,
    /** To be told why two identities are linked as one person's, or why not. */
    EXPLAIN_LINKS(P1, B1),
    /** To decide that records are of one person, or that identities are not. */
    SPLIT_AND_JOIN(P1, B1),
    /** To take back what a source, a file or an observation said. */
    RETRACT(P1, B1),
    /** To bring in what sources of its own saw. */
    INGEST;

    private final Set<Quadrant> tellsOf;

    Authority(Quadrant... tellsOf) {
        this.tellsOf = Set.of(tellsOf);
    }

    /** The quadrants of the nodes that it tells of: whoever has it is shown who has which of them. */
    public Set<Quadrant> tellsOf() {
        return tellsOf;
    }
}
