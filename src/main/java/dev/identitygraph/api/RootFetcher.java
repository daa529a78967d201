package dev.identitygraph.api;

import dev.identitygraph.query.PreparedOperation;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLTypeUtil;
import io.micrometer.observation.Observation;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.jspecify.annotations.Nullable;

/** Fetches a root field: it runs the field's one statement. */
final class RootFetcher implements DataFetcher<@Nullable Object> {
    @Override
    public @Nullable Object get(DataFetchingEnvironment environment) {
        PreparedOperation operation = environment.getGraphQlContext().get(PreparedOperation.class);
        var resultKey = environment.getField().getResultKey();
        Observation request = environment.getGraphQlContext().get(ObservationThreadLocalAccessor.KEY);
        // The measurement of the statement is a part of that of the request.
        try (var _ = request.openScope()) {
            return GraphQLTypeUtil.isList(GraphQLTypeUtil.unwrapNonNull(environment.getFieldType()))
                    ? operation.many(resultKey)
                    : operation.one(resultKey).orElse(null);
        }
    }
}
