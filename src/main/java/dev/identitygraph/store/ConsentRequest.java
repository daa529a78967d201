package dev.identitygraph.store;

import java.time.Instant;

/**
 * What a client has asked to record.
 *
 * @param id a digest of the client and the id that it gave
 * @param fingerprint a digest of what it asked, by which the same request is told from another with the same id
 * @param effectiveAt when it took effect
 */
public record ConsentRequest(String id, String fingerprint, Instant effectiveAt) {}
