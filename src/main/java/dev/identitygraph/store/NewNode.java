package dev.identitygraph.store;

import dev.identitygraph.identity.Identity;

/** A node to be there after the write, with the identity that it is the node of. */
public record NewNode(NodeRef ref, Identity identity) {}
