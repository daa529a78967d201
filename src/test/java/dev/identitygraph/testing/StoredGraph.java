package dev.identitygraph.testing;

import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.data.neo4j.core.Neo4jClient;

/** What is in Neo4j, as tests compare it. */
@TestComponent
public class StoredGraph {
    private final Neo4jClient client;

    StoredGraph(Neo4jClient client) {
        this.client = client;
    }

    /** Leaves nothing but what a graph that nothing was ever said to has. */
    public void empty() {
        client.query("MATCH (n) WHERE NOT n:__Neo4jMigration AND NOT n:KeyCheck AND NOT n:Release AND NOT n:Turn"
                        + " DETACH DELETE n")
                .run();
    }

    /** All of the graph, but for when and how it came there, and for ciphertexts, which differ each time. */
    public Map<String, Object> all() {
        var all = new TreeMap<String, Object>();
        client.query("""
            MATCH ()-[r]->() WHERE r.edgeId IS NOT NULL
            RETURN r.edgeId AS id, r {.*, recordedAt: null} AS properties
            UNION ALL
            MATCH (n) WHERE NOT n:__Neo4jMigration AND NOT n:KeyCheck AND NOT n:Release AND NOT n:Turn AND NOT n:Closing
              AND NOT coalesce(n.superseded, false)
            RETURN labels(n)[0] + coalesce(n.digest, n.observationId, n.consentRecordId, n.fileId, n.name) AS id,
                   n {.*, recordedAt: null, encryptedValue: null, accepted: null, unchanged: null, rows: null, done: null,
                      files: COLLECT { UNWIND coalesce(n.files, []) AS file RETURN file ORDER BY file }} AS properties
            """)
                .fetch()
                .all()
                .forEach(row -> all.put(String.valueOf(row.get("id")), String.valueOf(new TreeMap<>(properties(row)))));
        return all;
    }

    /** What a statement counts. */
    public long count(String cypher) {
        return client.query(cypher).fetchAs(Long.class).one().orElseThrow();
    }

    @SuppressWarnings("unchecked") // The query returns maps under this name.
    private static Map<String, Object> properties(Map<String, Object> row) {
        return (Map<String, Object>) row.getOrDefault("properties", Map.of());
    }
}
