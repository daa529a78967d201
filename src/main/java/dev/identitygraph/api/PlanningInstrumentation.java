package dev.identitygraph.api;

import dev.identitygraph.policy.Fault;
import dev.identitygraph.policy.Question;
import dev.identitygraph.policy.Subject;
import dev.identitygraph.query.Policies;
import dev.identitygraph.query.Preparation;
import dev.identitygraph.query.PreparedOperation;
import dev.identitygraph.query.Queries;
import graphql.ExecutionResult;
import graphql.execution.AbortExecutionException;
import graphql.execution.ExecutionContext;
import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationExecutionParameters;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Has every operation planned between its validation and its execution, and ends those that are refused. */
@Component
class PlanningInstrumentation extends SimplePerformantInstrumentation {
    private static final ExecutionResult UNRECORDED = ExecutionResult.newExecutionResult()
            .addError(Refusals.error(Fault.ofRequest(
                    Fault.Code.UNRECORDED, "The answer cannot be recorded now, so it is not given. Ask again later.")))
            .build();

    private final Queries queries;

    PlanningInstrumentation(Queries queries) {
        this.queries = queries;
    }

    @Override
    public ExecutionContext instrumentExecutionContext(
            ExecutionContext execution,
            InstrumentationExecutionParameters parameters,
            @Nullable InstrumentationState state) {
        var context = execution.getGraphQLContext();
        Policies.InForce inForce = context.get(Policies.InForce.class);
        Admission admission = context.get(Admission.class);
        if (admission instanceof Admission.Denied(var fault)) {
            throw new AbortExecutionException(List.of(Refusals.error(fault)));
        }
        Subject subject = context.get(Subject.class);
        Optional<String> purpose = context.get(RequestContext.PURPOSE_HEADER);
        var question = new Question(
                ((Admission.Admitted) admission).client(),
                execution.getDocument(),
                parameters.getExecutionInput().getOperationName(),
                execution.getCoercedVariables(),
                purpose,
                subject);
        Optional<String> token = context.get(RequestContext.CONSISTENCY_HEADER);
        switch (queries.prepare(parameters.getQuery(), question, inForce.policy(), token)) {
            case Preparation.Ready(var operation) -> context.put(PreparedOperation.class, operation);
            case Preparation.SchemaOnly() -> {}
            case Preparation.Refused(var faults) ->
                throw new AbortExecutionException(
                        faults.stream().map(Refusals::error).toList());
        }
        return execution;
    }

    /** No answer leaves before it is recorded what it reveals. */
    @Override
    public CompletableFuture<ExecutionResult> instrumentExecutionResult(
            ExecutionResult result,
            InstrumentationExecutionParameters parameters,
            @Nullable InstrumentationState state) {
        PreparedOperation operation = parameters.getGraphQLContext().get(PreparedOperation.class);
        return operation == null
                ? CompletableFuture.completedFuture(result)
                : operation.recorded().thenApply(mayLeave -> mayLeave ? result : UNRECORDED);
    }
}
