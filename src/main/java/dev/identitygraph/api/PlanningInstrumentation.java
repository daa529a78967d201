package dev.identitygraph.api;

import dev.identitygraph.client.Client;
import dev.identitygraph.policy.Fault;
import dev.identitygraph.policy.Question;
import dev.identitygraph.query.Policies;
import dev.identitygraph.query.Preparation;
import dev.identitygraph.query.PreparedOperation;
import dev.identitygraph.query.Queries;
import graphql.execution.AbortExecutionException;
import graphql.execution.ExecutionContext;
import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationExecutionParameters;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Has every operation planned between its validation and its execution, and ends those that are refused. */
@Component
class PlanningInstrumentation extends SimplePerformantInstrumentation {
    private final Queries queries;

    PlanningInstrumentation(Queries queries) {
        this.queries = queries;
    }

    @Override
    public ExecutionContext instrumentExecutionContext(
            ExecutionContext execution,
            InstrumentationExecutionParameters parameters,
            @Nullable InstrumentationState state) {
        Optional<Client> client = execution.getGraphQLContext().get(RequestContext.CLIENT_HEADER);
        Policies.InForce inForce = execution.getGraphQLContext().get(Policies.InForce.class);
        if (client.isEmpty()) {
            throw new AbortExecutionException(List.of(Refusals.error(new Fault(
                    Fault.Code.CLIENT_UNKNOWN, "The request names no registered client.", null, null, List.of()))));
        }
        Optional<String> purpose = execution.getGraphQLContext().get(RequestContext.PURPOSE_HEADER);
        var question = new Question(
                client.get(),
                execution.getDocument(),
                parameters.getExecutionInput().getOperationName(),
                execution.getCoercedVariables(),
                purpose,
                Optional.empty());
        switch (queries.prepare(parameters.getQuery(), question, inForce.policy())) {
            case Preparation.Ready(var operation) ->
                execution.getGraphQLContext().put(PreparedOperation.class, operation);
            case Preparation.SchemaOnly() -> {}
            case Preparation.Refused(var faults) ->
                throw new AbortExecutionException(
                        faults.stream().map(Refusals::error).toList());
        }
        return execution;
    }
}
