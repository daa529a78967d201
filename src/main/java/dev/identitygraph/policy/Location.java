package dev.identitygraph.policy;

import graphql.language.Node;
import java.util.Objects;

/** A place in a GraphQL document, counted from 1. */
public record Location(int line, int column) {
    /** Where a node of a parsed document stands. */
    static Location of(Node<?> node) {
        var location = Objects.requireNonNull(node.getSourceLocation(), "a parsed document");
        return new Location(location.getLine(), location.getColumn());
    }
}
