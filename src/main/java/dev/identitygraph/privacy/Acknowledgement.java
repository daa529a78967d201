package dev.identitygraph.privacy;

import java.time.Instant;

/**
 * That a statement is in the ledger and on every edge that it concerns.
 *
 * @param effectiveAt when it took effect; the first time, where the same request came again
 * @param consistencyToken with it, a request is answered on no earlier state of the graph, by whichever instance
 */
public record Acknowledgement(Instant effectiveAt, String consistencyToken) {}
