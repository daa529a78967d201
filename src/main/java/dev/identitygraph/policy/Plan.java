package dev.identitygraph.policy;

import dev.identitygraph.identity.Kind;
import dev.identitygraph.identity.Namespace;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.identity.Quadrant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an operation walks and returns. It holds no value of a variable, so that it serves every request with the same
 * document.
 *
 * @param policyVersion the policy that permitted it
 */
public record Plan(Purpose purpose, String policyVersion, List<Entry> entries) {

    /**
     * A root field.
     *
     * @param resultKey its name in the answer
     * @param value the identity's value
     * @param exists the hops of which one must be open for the node to exist for the purpose
     */
    public record Entry(
            String resultKey,
            String coordinate,
            Namespace namespace,
            Input value,
            List<PermittedHop> exists,
            Node node) {}

    /**
     * A node of the answer.
     *
     * @param quadrants where the walk may stand here
     * @param properties the graph's names of what is returned
     */
    public record Node(Kind kind, Set<Quadrant> quadrants, Set<String> properties, List<Step> steps) {}

    /**
     * A hop that is taken, and the page of it that is returned.
     *
     * @param path the result keys that lead to the field, joined by slashes: unique in the operation
     * @param hop with the walks that are possible here only
     * @param location the field in the document
     * @param first how many edges to return
     * @param after the cursor of the edge before them
     * @param metadata the coordinates of consent and provenance that are returned
     */
    public record Step(
            String path,
            PermittedHop hop,
            Location location,
            Input first,
            Input after,
            Set<String> metadata,
            Node node) {}

    /** The value of an argument: known from the document, or given by a variable at each request. */
    public sealed interface Input {
        /** A literal or a default; {@code value} is null where neither is. */
        record Given(@Nullable Object value) implements Input {}

        /** Its value where the request gives none is {@code otherwise}. */
        record Variable(String name, @Nullable Object otherwise) implements Input {}
    }
}
