package dev.identitygraph.query;

import dev.identitygraph.identity.Kind;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a statement returned, in the form of the schema. Everything in it is permitted, and nothing else is needed. */
public sealed interface Answer {

    /**
     * A node.
     *
     * @param kind tells its type where a field may return several
     * @param properties by the graph's names, with its {@code id} and {@code key} where they were asked
     * @param connections by the path of the field that asks for it
     */
    record Node(Kind kind, Map<String, Object> properties, Map<String, Connection> connections) implements Answer {}

    /** A page of a list. */
    record Connection(List<Edge> edges, Page page) implements Answer {}

    /**
     * An edge of a page.
     *
     * @param cursor its place in the list; null if no cursor of the page was asked
     * @param consent what was asked of the edge's consent for the purpose, by the schema's names
     * @param consents what it says for each of all purposes, by the schema's names; empty if not asked
     * @param provenance what was asked of its provenance, by the schema's names
     */
    record Edge(
            @Nullable String cursor,
            Node node,
            Map<String, Object> consent,
            List<Map<String, Object>> consents,
            Map<String, Object> provenance)
            implements Answer {}

    /** Where a page stands. */
    record Page(
            boolean hasNextPage,
            boolean hasPreviousPage,
            @Nullable String startCursor,
            @Nullable String endCursor) implements Answer {

        static Page of(List<Edge> edges, boolean hasNextPage, boolean hasPreviousPage) {
            return edges.isEmpty()
                    ? new Page(hasNextPage, hasPreviousPage, null, null)
                    : new Page(
                            hasNextPage,
                            hasPreviousPage,
                            edges.getFirst().cursor(),
                            edges.getLast().cursor());
        }
    }
}
