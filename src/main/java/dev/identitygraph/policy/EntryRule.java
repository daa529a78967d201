package dev.identitygraph.policy;

import java.util.List;

/** By which namespaces a field may start a walk, and at whose node. */
public record EntryRule(List<String> namespaces, BoundTo boundTo) {}
