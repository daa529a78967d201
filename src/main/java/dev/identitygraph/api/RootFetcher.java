package dev.identitygraph.api;

import dev.identitygraph.query.PreparedOperation;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLTypeUtil;
import org.jspecify.annotations.Nullable;

/** Fetches a root field: it runs the field's one statement. */
final class RootFetcher implements DataFetcher<@Nullable Object> {
    @Override
    public @Nullable Object get(DataFetchingEnvironment environment) {
        PreparedOperation operation = environment.getGraphQlContext().get(PreparedOperation.class);
        var resultKey = environment.getField().getResultKey();
        return GraphQLTypeUtil.isList(GraphQLTypeUtil.unwrapNonNull(environment.getFieldType()))
                ? operation.many(resultKey)
                : operation.one(resultKey).orElse(null);
    }
}
