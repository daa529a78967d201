package dev.identitygraph.api;

import dev.identitygraph.privacy.Outcome;
import graphql.execution.DataFetcherResult;
import graphql.schema.DataFetchingEnvironment;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows what comes of an act as the result of its field. */
final class Outcomes {
    private Outcomes() {}

    static DataFetcherResult<@Nullable Map<String, @Nullable Object>> result(
            Outcome<Map<String, @Nullable Object>> outcome, DataFetchingEnvironment environment) {
        var result = DataFetcherResult.<@Nullable Map<String, @Nullable Object>>newResult();
        return switch (outcome) {
            case Outcome.Done(var fields) -> result.data(fields).build();
            case Outcome.Refused(var fault) ->
                result.error(Refusals.error(fault, environment)).build();
        };
    }
}
