package dev.identitygraph.query;

import dev.identitygraph.identity.Purpose;
import dev.identitygraph.store.Consistency;
import dev.identitygraph.store.StatementTimeoutException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** An operation that is planned, compiled and bound to its request's values: all that is left is to run it. */
public final class PreparedOperation {
    private final MeasuredReader reader;
    private final EntryCounts entries;
    private final Deadline deadline;
    private final Map<String, BoundRoot> byResultKey;
    private final Consistency.State state;
    private final Disclosing disclosing;

    PreparedOperation(
            MeasuredReader reader,
            EntryCounts entries,
            Deadline deadline,
            Map<String, BoundRoot> byResultKey,
            Consistency.State state,
            Disclosing disclosing) {
        this.disclosing = disclosing;
        this.reader = reader;
        this.state = state;
        this.entries = entries;
        this.deadline = deadline;
        this.byResultKey = byResultKey;
    }

    /** What the operation is for. */
    Purpose purpose() {
        return reader.purpose();
    }

    /**
     * Records what the answer reveals, once all its root fields have been read. No answer leaves before this is done.
     *
     * @return whether it may leave
     */
    public CompletableFuture<Boolean> recorded() {
        return disclosing.recorded();
    }

    /**
     * The node that a root field asks for, or nothing if the purpose permits none.
     *
     * @param resultKey the field's alias, or its name
     * @throws TimeLimitException if the operation has taken too long
     */
    public Optional<Answer.Node> one(String resultKey) {
        return Optional.ofNullable(many(resultKey).getFirst());
    }

    /**
     * The nodes that a root field asks for, in the order in which it asks, with a null for each that is not permitted.
     *
     * @throws TimeLimitException if the operation has taken too long
     */
    public List<Answer.@Nullable Node> many(String resultKey) {
        var root = byResultKey.get(resultKey);
        if (root == null) {
            throw new IllegalStateException("The plan has no root field " + resultKey);
        }
        var nodes = new ArrayList<Answer.@Nullable Node>(Collections.nCopies(root.asked(), null));
        if (!root.walks().isEmpty()) {
            read(root).forEach(row -> {
                var index = ((Number) row.getOrDefault("index", -1)).intValue();
                nodes.set(index, root.node(index, row));
            });
        }
        if (nodes.stream().allMatch(Objects::isNull)) {
            root.key().ifPresent(key -> entries.missed(reader.client(), key));
        }
        return nodes;
    }

    private Collection<Map<String, Object>> read(BoundRoot root) {
        try {
            return reader.read(root.cypher(), root.parameters(), state, deadline.left());
        } catch (StatementTimeoutException ended) {
            throw new TimeLimitException(ended);
        }
    }
}
