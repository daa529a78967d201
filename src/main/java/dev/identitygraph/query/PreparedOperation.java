package dev.identitygraph.query;

import dev.identitygraph.store.GraphReader;
import java.util.Map;
import java.util.Optional;

/** An operation that is planned, compiled and bound to its request's values: all that is left is to run it. */
public final class PreparedOperation {
    /**
     * A root field's statement.
     *
     * @param parameters empty where the value is no identity of its namespace, so that there is nothing to look up
     */
    record BoundEntry(String cypher, Optional<Map<String, Object>> parameters, Answers answers) {}

    private final GraphReader reader;
    private final Map<String, BoundEntry> byResultKey;

    PreparedOperation(GraphReader reader, Map<String, BoundEntry> byResultKey) {
        this.reader = reader;
        this.byResultKey = byResultKey;
    }

    /**
     * The node that a root field asks for, or nothing if the purpose permits none.
     *
     * @param resultKey the field's alias, or its name
     */
    public Optional<Answer.Node> answer(String resultKey) {
        var entry = byResultKey.get(resultKey);
        if (entry == null) {
            throw new IllegalStateException("The plan has no root field " + resultKey);
        }
        return entry.parameters()
                .flatMap(parameters -> reader.read(entry.cypher(), parameters).stream()
                        .findFirst()
                        .map(entry.answers()::node));
    }
}
