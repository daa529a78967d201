package dev.identitygraph.privacy;

import dev.identitygraph.policy.Fault;
import java.time.Instant;

/** What comes of a statement. */
public sealed interface Recorded {
    /**
     * It is in the ledger and on every edge that it concerns.
     *
     * @param effectiveAt when it took effect; the first time, where the same request came again
     * @param consistencyToken with it, a request is answered on no earlier state of the graph, by whichever instance
     */
    record Acknowledged(Instant effectiveAt, String consistencyToken) implements Recorded {}

    /** It changed nothing. */
    record Refused(Fault fault) implements Recorded {}
}
