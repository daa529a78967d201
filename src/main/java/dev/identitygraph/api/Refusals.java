package dev.identitygraph.api;

import dev.identitygraph.policy.Fault;
import graphql.ErrorClassification;
import graphql.ExecutionResult;
import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
import graphql.language.SourceLocation;
import graphql.schema.DataFetchingEnvironment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.graphql.ResponseError;
import org.springframework.graphql.execution.ErrorType;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.graphql.server.WebGraphQlResponse;
import org.springframework.graphql.support.DefaultExecutionGraphQlResponse;
import org.springframework.http.HttpStatus;

/** Shows refusals and failures as GraphQL errors, each with its code, and says which HTTP status a code has. */
final class Refusals {
    /** The code of what fails on our side. */
    static final String INTERNAL = "INTERNAL";

    private static final String CODE = "code";

    private static final ErrorClassification REFUSED = ErrorClassification.errorClassification("REFUSED");

    private Refusals() {}

    /** The error of a field that was refused while the operation ran. */
    static GraphQLError error(Fault fault, DataFetchingEnvironment environment) {
        var step = environment.getExecutionStepInfo();
        return GraphqlErrorBuilder.newError(environment)
                .message("%s", fault.message())
                .errorType(REFUSED)
                .extensions(Map.of(
                        CODE,
                        fault.code().name(),
                        "coordinate",
                        step.getObjectType().getName() + "." + step.getField().getName(),
                        "permitted",
                        fault.permitted()))
                .build();
    }

    /** A failure. It says nothing but an id, by which the log has the rest. */
    static GraphQLError internal(String id) {
        return GraphqlErrorBuilder.newError()
                .message("The request failed on our side.")
                .errorType(ErrorType.INTERNAL_ERROR)
                .extensions(Map.of(CODE, INTERNAL, "id", id))
                .build();
    }

    /** The response to a request that comes to nothing but an error. */
    static WebGraphQlResponse response(WebGraphQlRequest request, GraphQLError error) {
        return new WebGraphQlResponse(new DefaultExecutionGraphQlResponse(
                request.toExecutionInput(),
                ExecutionResult.newExecutionResult().addError(error).build()));
    }

    static boolean hasCode(GraphQLError error) {
        return error.getExtensions() != null && error.getExtensions().containsKey(CODE);
    }

    /** The HTTP status of a response that has no data, by the code of its first error. */
    static HttpStatus status(List<ResponseError> errors) {
        var code = errors.isEmpty()
                ? INTERNAL
                : String.valueOf(errors.getFirst().getExtensions().get(CODE));
        return code.equals(INTERNAL) ? HttpStatus.INTERNAL_SERVER_ERROR : status(Fault.Code.valueOf(code));
    }

    static HttpStatus status(Fault.Code code) {
        return switch (code) {
            case TOKEN_MISSING, TOKEN_INVALID -> HttpStatus.UNAUTHORIZED;
            case CLIENT_UNKNOWN, CLIENT_SUSPENDED -> HttpStatus.FORBIDDEN;
            case METHOD_NOT_ALLOWED -> HttpStatus.METHOD_NOT_ALLOWED;
            case NOT_ACCEPTABLE -> HttpStatus.NOT_ACCEPTABLE;
            case MEDIA_TYPE_UNSUPPORTED -> HttpStatus.UNSUPPORTED_MEDIA_TYPE;
            case BODY_LIMIT -> HttpStatus.CONTENT_TOO_LARGE;
            case CONCURRENCY_LIMIT, ENTRY_LIMIT -> HttpStatus.TOO_MANY_REQUESTS;
            case TIME_LIMIT, UNRECORDED, ISSUER_UNREACHABLE -> HttpStatus.SERVICE_UNAVAILABLE;
            default -> HttpStatus.BAD_REQUEST;
        };
    }

    static GraphQLError error(Fault fault) {
        var extensions = new LinkedHashMap<String, Object>();
        extensions.put(CODE, fault.code().name());
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
