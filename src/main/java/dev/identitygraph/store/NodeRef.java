package dev.identitygraph.store;

import dev.identitygraph.identity.Kind;
import dev.identitygraph.identity.Party;

/**
 * A node, by its kind and its keyed digest.
 *
 * @param digest the pseudonym of its identity
 */
public record NodeRef(Kind kind, Party party, String digest) {}
