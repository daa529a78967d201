package dev.identitygraph.store;

import dev.identitygraph.identity.Purpose;
import java.time.Instant;

/**
 * That an edge serves a purpose no longer.
 *
 * @param from the pseudonym of the node that the edge leads from
 * @param to the pseudonym of the node that it leads to
 */
public record Closing(Instant at, String edgeId, Purpose purpose, String from, String to) {}
