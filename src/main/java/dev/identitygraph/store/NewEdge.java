package dev.identitygraph.store;

import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.identity.Provenance;

/** An edge to be there after the write. Where it is there already, the observations of both are joined. */
public record NewEdge(String edgeId, EdgeType type, NodeRef from, NodeRef to, Provenance provenance) {}
