package dev.identitygraph.policy;

import graphql.GraphQLError;
import graphql.language.Node;
import graphql.language.SourceLocation;
import graphql.normalized.ExecutableNormalizedField;
import graphql.normalized.ExecutableNormalizedOperation;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A place in a GraphQL document, counted from 1. */
public record Location(int line, int column) {
    /** Where a node of a parsed document stands. */
    static Location of(Node<?> node) {
        var location = Objects.requireNonNull(node.getSourceLocation(), "a parsed document");
        return new Location(location.getLine(), location.getColumn());
    }

    /** Where a field of an operation stands, the first time if it is asked several times. */
    static Location of(ExecutableNormalizedOperation operation, ExecutableNormalizedField field) {
        return of(operation.getMergedField(field).getSingleField());
    }

    /** The first place that an error of the engine names, if it names one. */
    static Optional<Location> first(GraphQLError error) {
        return Objects.requireNonNullElse(error.getLocations(), List.<SourceLocation>of()).stream()
                .filter(place -> place.getLine() > 0)
                .findFirst()
                .map(place -> new Location(place.getLine(), place.getColumn()));
    }
}
