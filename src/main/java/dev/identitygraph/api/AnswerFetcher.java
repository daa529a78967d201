package dev.identitygraph.api;

import dev.identitygraph.query.Answer;
import dev.identitygraph.query.PreparedOperation;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLTypeUtil;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Fetches every field. A root field runs its statement; every other one reads what the statement returned. Nothing is
 * decided here: a field that the plan did not permit has no value to read.
 */
final class AnswerFetcher implements DataFetcher<@Nullable Object> {

    @Override
    public @Nullable Object get(DataFetchingEnvironment environment) {
        var name = environment.getField().getName();
        return switch (environment.getSource()) {
            case Answer answer -> read(answer, name, environment);
            case Map<?, ?> fields -> fields.get(name);
            case null, default -> root(environment);
        };
    }

    private static @Nullable Object root(DataFetchingEnvironment environment) {
        PreparedOperation operation = environment.getGraphQlContext().get(PreparedOperation.class);
        var resultKey = environment.getField().getResultKey();
        return GraphQLTypeUtil.isList(GraphQLTypeUtil.unwrapNonNull(environment.getFieldType()))
                ? operation.many(resultKey)
                : operation.one(resultKey).orElse(null);
    }

    private static @Nullable Object read(Answer answer, String name, DataFetchingEnvironment environment) {
        return switch (answer) {
            case Answer.Node node -> {
                var bound = environment.getFieldDefinition().getAppliedDirective("property");
                yield environment.getFieldDefinition().hasAppliedDirective("hop")
                        ? node.connections().get(path(environment))
                        : node.properties()
                                .get(
                                        bound == null
                                                ? name
                                                : bound.getArgument("name").getValue());
            }
            case Answer.Connection connection ->
                switch (name) {
                    case "edges" -> connection.edges();
                    case "pageInfo" -> connection.page();
                    default -> throw unknown(name);
                };
            case Answer.Edge edge ->
                switch (name) {
                    case "node" -> edge.node();
                    case "cursor" -> edge.cursor();
                    case "consent" -> edge.consent();
                    case "provenance" -> edge.provenance();
                    default -> throw unknown(name);
                };
            case Answer.Page page ->
                switch (name) {
                    case "hasNextPage" -> page.hasNextPage();
                    case "hasPreviousPage" -> page.hasPreviousPage();
                    case "startCursor" -> page.startCursor();
                    case "endCursor" -> page.endCursor();
                    default -> throw unknown(name);
                };
        };
    }

    /** The result keys that lead to the field, without places in lists, as the plan writes them. */
    private static String path(DataFetchingEnvironment environment) {
        return String.join("/", environment.getExecutionStepInfo().getPath().getKeysOnly());
    }

    private static IllegalStateException unknown(String name) {
        return new IllegalStateException("The schema has a field that the edge does not know: " + name);
    }
}
