package dev.identitygraph.store;

import java.time.Instant;
import java.util.List;

/**
 * What a privacy officer has decided about two identities.
 *
 * @param observation the id of the observation that it is
 * @param joins whether they are of one person; else they are not
 * @param two their pseudonyms, in a fixed order
 */
public record StoredDecision(String observation, boolean joins, Instant at, List<String> two) {}
