package dev.identitygraph.api;

import dev.identitygraph.policy.GraphSchema;
import dev.identitygraph.query.Answer;
import graphql.TrivialDataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLObjectType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Fetches every field below a root field from what its statement returned. Nothing is decided here: a field that the
 * plan did not permit has no value to read. It is trivial to the engine, which otherwise would carry the request's
 * context to each of the many fields anew.
 */
final class AnswerFetcher implements TrivialDataFetcher<@Nullable Object> {
    private final GraphSchema schema;

    AnswerFetcher(GraphSchema schema) {
        this.schema = schema;
    }

    @Override
    public @Nullable Object get(DataFetchingEnvironment environment) {
        var name = environment.getField().getName();
        return switch (environment.getSource()) {
            case Answer answer -> read(answer, name, environment);
            case Map<?, ?> fields -> fields.get(name);
            case null, default -> throw unknown(name);
        };
    }

    private @Nullable Object read(Answer answer, String name, DataFetchingEnvironment environment) {
        return switch (answer) {
            case Answer.Node node -> {
                var coordinate = ((GraphQLObjectType) environment.getParentType()).getName() + "." + name;
                yield schema.hop(coordinate).isPresent()
                        ? node.connections().get(path(environment))
                        : node.properties().get(schema.property(coordinate).orElse(name));
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
                    case "consents" -> edge.consents();
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
