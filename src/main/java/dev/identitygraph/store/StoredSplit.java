package dev.identitygraph.store;

import java.time.Instant;

/** A decision that two identities, called by their pseudonyms, are not of one person. */
public record StoredSplit(String one, String other, Instant at) {}
