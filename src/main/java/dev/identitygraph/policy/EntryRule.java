package dev.identitygraph.policy;

import java.util.List;

/** By which namespaces a field may start a walk, and at whose node. */
public record EntryRule(List<String> namespaces, BoundTo boundTo) {
    /** The namespaces that a walk can start by: a subject is known by the first one only. */
    List<String> usable() {
        return boundTo == BoundTo.SUBJECT ? List.of(namespaces.getFirst()) : namespaces;
    }
}
