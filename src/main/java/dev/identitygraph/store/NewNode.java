package dev.identitygraph.store;

import dev.identitygraph.identity.Identity;
import java.util.List;

/**
 * A node to be written, if it is not there.
 *
 * @param derivedFrom ids of the observations that name it and give it no edge: without them it would not be there
 */
public record NewNode(NodeRef ref, Identity identity, List<String> derivedFrom) {}
