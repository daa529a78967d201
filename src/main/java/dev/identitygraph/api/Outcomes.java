package dev.identitygraph.api;

import dev.identitygraph.policy.Fault;
import dev.identitygraph.privacy.Outcome;
import graphql.execution.DataFetcherResult;
import graphql.schema.DataFetchingEnvironment;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Shows what comes of an act as the result of its field. */
final class Outcomes {
    private Outcomes() {}

    /**
     * The result, or why there is none.
     *
     * @param shown makes of what a client gets the fields of the schema
     */
    static <T> DataFetcherResult<@Nullable Map<String, @Nullable Object>> result(
            Outcome<T> outcome, Function<T, Map<String, @Nullable Object>> shown, DataFetchingEnvironment environment) {
        return switch (outcome) {
            case Outcome.Done(var value) ->
                DataFetcherResult.<@Nullable Map<String, @Nullable Object>>newResult()
                        .data(shown.apply(value))
                        .build();
            case Outcome.Refused(var fault) -> refused(fault, environment);
        };
    }

    /** Nothing, and why. */
    static DataFetcherResult<@Nullable Map<String, @Nullable Object>> refused(
            Fault fault, DataFetchingEnvironment environment) {
        return DataFetcherResult.<@Nullable Map<String, @Nullable Object>>newResult()
                .error(Refusals.error(fault, environment))
                .build();
    }
}
