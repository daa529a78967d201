package dev.identitygraph.store;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.data.neo4j.core.Neo4jClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Finds what privacy officers have decided. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class DecisionStore {
    private static final String RETURNED = """
            RETURN o.observationId AS observation, o.splitOne IS NULL AS joins, o.observedAt AS at,
                   o.identities AS two
            """;

    private final Neo4jClient client;

    DecisionStore(Neo4jClient client) {
        this.client = client;
    }

    /** The decisions that some observations are. */
    public List<StoredDecision> of(Collection<String> observations) {
        return client
                .query("UNWIND $ids AS id MATCH (o:Observation {observationId: id}) " + RETURNED)
                .bind(observations)
                .to("ids")
                .fetch()
                .all()
                .stream()
                .map(DecisionStore::decision)
                .toList();
    }

    /** Some decisions of a source, from the first id after a given one on. */
    public List<StoredDecision> after(String source, String observation, int atMost) {
        return client
                .query("MATCH (o:Observation {source: $source}) WHERE o.observationId > $after " + RETURNED
                        + " ORDER BY o.source, o.observationId LIMIT $atMost")
                .bindAll(Map.of("source", source, "after", observation, "atMost", atMost))
                .fetch()
                .all()
                .stream()
                .map(DecisionStore::decision)
                .toList();
    }

    private static StoredDecision decision(Map<String, Object> row) {
        return new StoredDecision(
                Returned.text(row, "observation"),
                Returned.truth(row, "joins"),
                Returned.instant(row, "at"),
                Returned.texts(row, "two"));
    }
}
