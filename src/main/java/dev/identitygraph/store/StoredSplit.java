package dev.identitygraph.store;

import java.time.Instant;

/**
 * A decision that two identities, called by their pseudonyms, are not of one person.
 *
 * @param observation the id of the observation that it is
 */
public record StoredSplit(String observation, String one, String other, Instant at) {}
