package dev.identitygraph.api;

import dev.identitygraph.policy.Fault;
import graphql.ErrorClassification;
import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
import graphql.language.SourceLocation;
import java.util.LinkedHashMap;

/** Shows the faults of a refused document as GraphQL errors. */
final class Refusals {
    private Refusals() {}

    static GraphQLError error(Fault fault) {
        var extensions = new LinkedHashMap<String, Object>();
        extensions.put("code", fault.code().name());
        if (fault.coordinate() != null) {
            extensions.put("coordinate", fault.coordinate());
        }
        extensions.put("permitted", fault.permitted());
        var error = GraphqlErrorBuilder.newError()
                .message("%s", fault.message())
                .errorType(ErrorClassification.errorClassification("REFUSED"))
                .extensions(extensions);
        if (fault.location() != null) {
            error.location(
                    new SourceLocation(fault.location().line(), fault.location().column()));
        }
        return error.build();
    }
}
