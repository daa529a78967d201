package dev.identitygraph.query;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A root field's statement and its values.
 *
 * @param key the digest of the key that the field enters by, where it is one that the client chose
 * @param asked how many nodes the field asks for
 * @param walks those of them that there is something to look up for, by their index
 */
record BoundRoot(
        Optional<String> key, int asked, String cypher, Map<String, Object> parameters, Map<Integer, BoundWalk> walks) {
    /**
     * A walk to take.
     *
     * @param edges the ids of the edges that it has taken before
     */
    record BoundWalk(Answers answers, List<String> edges) {}

    /** How many nodes the field could return, with all that is asked of them. */
    long cost() {
        return walks.values().stream().mapToLong(walk -> walk.answers().cost()).reduce(0, Cost::plus);
    }

    Answer.Node node(int index, Map<String, Object> row) {
        var walk = Objects.requireNonNull(walks.get(index));
        return walk.answers().node(row, walk.edges());
    }
}
