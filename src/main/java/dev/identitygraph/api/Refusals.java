package dev.identitygraph.api;

import dev.identitygraph.policy.Fault;
import graphql.ErrorClassification;
import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
import graphql.language.SourceLocation;
import graphql.schema.DataFetchingEnvironment;
import java.util.LinkedHashMap;
import java.util.Map;

/** Shows the faults of a refused document as GraphQL errors. */
final class Refusals {
    private static final ErrorClassification REFUSED = ErrorClassification.errorClassification("REFUSED");

    private Refusals() {}

    /** The error of a field that was refused while the operation ran. */
    static GraphQLError error(Fault fault, DataFetchingEnvironment environment) {
        var step = environment.getExecutionStepInfo();
        return GraphqlErrorBuilder.newError(environment)
                .message("%s", fault.message())
                .errorType(REFUSED)
                .extensions(Map.of(
                        "code",
                        fault.code().name(),
                        "coordinate",
                        step.getObjectType().getName() + "." + step.getField().getName(),
                        "permitted",
                        fault.permitted()))
                .build();
    }

    static GraphQLError error(Fault fault) {
        var extensions = new LinkedHashMap<String, Object>();
        extensions.put("code", fault.code().name());
        if (fault.coordinate() != null) {
            extensions.put("coordinate", fault.coordinate());
        }
        extensions.put("permitted", fault.permitted());
        var error = GraphqlErrorBuilder.newError()
                .message("%s", fault.message())
                .errorType(REFUSED)
                .extensions(extensions);
        if (fault.location() != null) {
            error.location(
                    new SourceLocation(fault.location().line(), fault.location().column()));
        }
        return error.build();
    }
}
