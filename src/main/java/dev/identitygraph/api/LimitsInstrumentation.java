package dev.identitygraph.api;

import dev.identitygraph.policy.DocumentLimits;
import dev.identitygraph.query.Limits;
import graphql.ExecutionInput;
import graphql.execution.AbortExecutionException;
import graphql.execution.instrumentation.InstrumentationContext;
import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationExecutionParameters;
import graphql.introspection.Introspection;
import graphql.language.Document;
import graphql.parser.InvalidSyntaxException;
import graphql.parser.ParserOptions;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Has the engine stop at the limits of a document's text, and keep the schema to itself where it shall not be read.
 * What it says is in English whatever the request's language, for {@code policy} words it anew.
 */
@Component
class LimitsInstrumentation extends SimplePerformantInstrumentation {
    private final DocumentLimits limits;
    private final boolean introspection;

    LimitsInstrumentation(Limits limits) {
        this.limits = limits.document();
        introspection = limits.introspection();
    }

    @Override
    public ExecutionInput instrumentExecutionInput(
            ExecutionInput input, InstrumentationExecutionParameters parameters, @Nullable InstrumentationState state) {
        input.getGraphQLContext()
                .put(ParserOptions.class, limits.parserOptions())
                .put(Introspection.INTROSPECTION_DISABLED, !introspection);
        return input.transform(builder -> builder.locale(Locale.ENGLISH));
    }

    @Override
    public InstrumentationContext<Document> beginParse(
            InstrumentationExecutionParameters parameters, @Nullable InstrumentationState state) {
        return new InstrumentationContext<>() {
            @Override
            public void onDispatched() {}

            @Override
            public void onCompleted(@Nullable Document document, @Nullable Throwable failure) {
                if (failure instanceof InvalidSyntaxException syntax) {
                    limits.exceeded(syntax).ifPresent(fault -> {
                        throw new AbortExecutionException(List.of(Refusals.error(fault)));
                    });
                }
            }
        };
    }
}
