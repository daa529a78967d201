package dev.identitygraph.api;

import dev.identitygraph.audit.UnrecordedException;
import dev.identitygraph.policy.Asking;
import dev.identitygraph.policy.DocumentReader;
import dev.identitygraph.policy.Fault;
import dev.identitygraph.query.Policies;
import dev.identitygraph.query.TimeLimitException;
import graphql.ExecutionInput;
import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
import graphql.InvalidSyntaxError;
import graphql.execution.NonNullableValueCoercedAsNullException;
import graphql.execution.OneOfNullValueException;
import graphql.execution.OneOfTooManyKeysException;
import graphql.execution.UnknownOperationException;
import graphql.introspection.GoodFaithIntrospection.BadFaithIntrospectionError;
import graphql.introspection.IntrospectionDisabledError;
import graphql.schema.CoercingParseValueException;
import graphql.schema.DataFetchingEnvironment;
import graphql.validation.ValidationError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.graphql.execution.DataFetcherExceptionResolver;
import org.springframework.graphql.server.WebGraphQlInterceptor;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.graphql.server.WebGraphQlResponse;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Gives every error of a response its code: the one place where what the engine finds in a document, what it refuses
 * and what fails becomes an error that a client sees. A failure goes to the log with the id that the client is told.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class Errors implements WebGraphQlInterceptor, DataFetcherExceptionResolver {
    private static final Logger LOG = LoggerFactory.getLogger(Errors.class);

    private final DocumentReader documents;

    Errors(DocumentReader documents) {
        this.documents = documents;
    }

    @Override
    public Mono<WebGraphQlResponse> intercept(WebGraphQlRequest request, Chain chain) {
        return Mono.defer(() -> chain.next(request))
                .map(this::withCodes)
                .onErrorResume(failure -> Mono.just(failed(request, failure)));
    }

    @Override
    public Mono<List<GraphQLError>> resolveException(Throwable failure, DataFetchingEnvironment environment) {
        var error = switch (failure) {
            case TimeLimitException _ ->
                Refusals.error(Fault.ofRequest(
                        Fault.Code.TIME_LIMIT, "The operation took too long, and was ended. Ask for less at once."));
            case UnrecordedException _ ->
                Refusals.error(Fault.ofRequest(
                        Fault.Code.UNRECORDED,
                        "The act cannot be recorded now, so it does not take place. Ask again later."));
            default -> internal(environment.getExecutionId().toString(), failure);
        };
        return Mono.just(List.of(at(environment, error)));
    }

    private static GraphQLError at(DataFetchingEnvironment environment, GraphQLError error) {
        return GraphqlErrorBuilder.newError(environment)
                .message("%s", error.getMessage())
                .errorType(error.getErrorType())
                .extensions(error.getExtensions())
                .build();
    }

    private static WebGraphQlResponse failed(WebGraphQlRequest request, Throwable failure) {
        return Refusals.response(request, internal(request.getId(), failure));
    }

    private WebGraphQlResponse withCodes(WebGraphQlResponse response) {
        var errors = response.getExecutionResult().getErrors();
        return errors.stream().allMatch(Refusals::hasCode)
                ? response
                : response.transform(builder -> builder.errors(withCodes(response.getExecutionInput(), errors)));
    }

    private List<GraphQLError> withCodes(ExecutionInput input, List<GraphQLError> errors) {
        var coded = new ArrayList<GraphQLError>();
        for (var error : errors) {
            coded.add(Refusals.hasCode(error) ? error : withCode(input, error));
        }
        return coded;
    }

    private GraphQLError withCode(ExecutionInput input, GraphQLError error) {
        return switch (error) {
            case InvalidSyntaxError _,
                    ValidationError _,
                    UnknownOperationException _,
                    CoercingParseValueException _,
                    NonNullableValueCoercedAsNullException _,
                    OneOfTooManyKeysException _,
                    OneOfNullValueException _ -> Refusals.error(documentFault(input, error));
            case IntrospectionDisabledError _ ->
                Refusals.error(
                        Fault.ofRequest(
                                Fault.Code.INTROSPECTION_OFF,
                                "The schema may not be read from this server. The part of a purpose is at /graphql/schema/{PURPOSE}."));
            case BadFaithIntrospectionError _ ->
                Refusals.error(Fault.ofRequest(
                        Fault.Code.INTROSPECTION_LIMIT,
                        "The operation reads the schema too often or too deep. Read each part of it once."));
            default ->
                internal(
                        input.getExecutionIdNonNull().toString(),
                        new IllegalStateException("The engine refused: " + error.getMessage()));
        };
    }

    private Fault documentFault(ExecutionInput input, GraphQLError error) {
        var context = input.getGraphQLContext();
        Policies.InForce inForce = context.get(Policies.InForce.class);
        Admission admission = context.get(Admission.class);
        Optional<String> purpose = context.get(RequestContext.PURPOSE_HEADER);
        return switch (admission) {
            case Admission.Denied(var fault) -> fault;
            case Admission.Admitted(var client) -> {
                var asking = new Asking(client, input.getQuery(), input.getOperationName(), purpose);
                yield documents.faults(asking, inForce.policy(), List.of(error)).getFirst();
            }
        };
    }

    private static GraphQLError internal(String id, Throwable failure) {
        LOG.error("Fault {}", id, failure);
        return Refusals.internal(id);
    }
}
