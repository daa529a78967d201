package dev.identitygraph.store;

import dev.identitygraph.identity.Purpose;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.data.neo4j.core.Neo4jClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Keeps which edges have been closed, in the order in which they were, so that recipients can be told. */
@Component
@Transactional
public class ClosingStore {
    private final Neo4jClient client;
    private final WriteTurn turn;

    ClosingStore(Neo4jClient client, WriteTurn turn) {
        this.client = client;
        this.turn = turn;
    }

    /** Keeps what some changes close, in the caller's transaction and at the instant of its turn. */
    void add(Collection<EdgeChange> changes) {
        var rows = changes.stream()
                .flatMap(change -> change.ceased().stream()
                        .map(purpose -> Map.of(
                                "edgeId", change.after().edgeId(),
                                "purpose", purpose.name(),
                                "from", change.after().from().digest(),
                                "to", change.after().to().digest())))
                .toList();
        if (!rows.isEmpty()) {
            client.query("""
                            UNWIND $rows AS row
                            CREATE (c:Closing {at: $at})
                            SET c += row
                            """)
                    .bindAll(Map.of("rows", rows, "at", EdgeProperties.time(turn.take())))
                    .run();
        }
    }

    /**
     * What was closed for some purposes, in the order in which it was.
     *
     * @param at of the last one before, and {@code edgeId} and {@code purpose} likewise
     */
    @Transactional(readOnly = true)
    public List<Closing> after(Instant at, String edgeId, String purpose, Set<Purpose> purposes, int most) {
        return client
                .query("""
                        MATCH (c:Closing)
                        WHERE c.at >= $at AND c.purpose IN $purposes
                          AND (c.at > $at OR c.edgeId > $edgeId OR (c.edgeId = $edgeId AND c.purpose > $purpose))
                        RETURN c.at AS at, c.edgeId AS edgeId, c.purpose AS purpose, c.from AS from, c.to AS to
                        ORDER BY c.at, c.edgeId, c.purpose LIMIT $most
                        """)
                .bindAll(Map.of(
                        "at", EdgeProperties.time(at),
                        "edgeId", edgeId,
                        "purpose", purpose,
                        "purposes", purposes.stream().map(Purpose::name).toList(),
                        "most", most))
                .fetch()
                .all()
                .stream()
                .map(ClosingStore::closing)
                .toList();
    }

    private static Closing closing(Map<String, Object> row) {
        return new Closing(
                Returned.instant(row, "at"),
                Returned.text(row, "edgeId"),
                new Purpose(Returned.text(row, "purpose")),
                Returned.text(row, "from"),
                Returned.text(row, "to"));
    }
}
