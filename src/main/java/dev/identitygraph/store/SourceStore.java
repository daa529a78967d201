package dev.identitygraph.store;

import java.util.Map;
import java.util.Optional;
import org.springframework.data.neo4j.core.Neo4jClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps what there is to be known of each source: its agreement, and how far what it has supplied follows that; and, if
 * it delivers snapshots, which file is the current one.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class SourceStore {
    private final Neo4jClient client;

    SourceStore(Neo4jClient client) {
        this.client = client;
    }

    /**
     * Makes a source known. Where its agreement is another than before, nothing that it has supplied follows it yet.
     *
     * @param agreement the pseudonym of its supply agreement
     */
    public void add(String name, String party, String description, String agreement) {
        client.query("""
            MERGE (s:Source {name: $name})
            SET s.followed = CASE WHEN s.agreement <> $agreement THEN '' ELSE s.followed END,
                s.party = $party, s.description = $description, s.agreement = $agreement
            """)
                .bindAll(Map.of("name", name, "party", party, "description", description, "agreement", agreement))
                .run();
    }

    /** Makes a file the one that a source delivers its snapshot by. */
    public void deliver(String file, String source) {
        client.query("MATCH (s:Source {name: $source}) SET s.delivering = $file")
                .bindAll(Map.of("file", file, "source", source))
                .run();
    }

    /** Whether a file is still the one that a source delivers its snapshot by. */
    public boolean isDelivering(String file, String source) {
        return client.query("MATCH (s:Source {name: $source}) RETURN s.delivering = $file")
                .bindAll(Map.of("file", file, "source", source))
                .fetchAs(Boolean.class)
                .one()
                .orElse(false);
    }

    /** How many rows the last whole snapshot of a source had; nothing if there was none. */
    public Optional<Long> rowsOfSnapshot(String source) {
        return client.query("MATCH (s:Source {name: $source}) RETURN s.snapshotRows")
                .bind(source)
                .to("source")
                .fetchAs(Long.class)
                .one();
    }

    /** Keeps how many rows a whole snapshot has. */
    public void snapshot(String source, long rows) {
        client.query("MATCH (s:Source {name: $source}) SET s.snapshotRows = $rows")
                .bindAll(Map.of("source", source, "rows", rows))
                .run();
    }

    /**
     * How far what a source has supplied follows its agreement, since that has changed.
     *
     * @return the last observation that does, blank if none does; nothing if all do
     */
    public Optional<String> followed(String source) {
        return client.query("MATCH (s:Source {name: $source}) WHERE s.followed IS NOT NULL RETURN s.followed")
                .bind(source)
                .to("source")
                .fetchAs(String.class)
                .one();
    }

    /**
     * Keeps how far what a source has supplied follows its agreement.
     *
     * @param observation the last that does; nothing if all do
     */
    public void followed(String source, Optional<String> observation) {
        client.query("MATCH (s:Source {name: $source}) SET s.followed = CASE WHEN $last <> '' THEN $last END")
                .bindAll(Map.of("source", source, "last", observation.orElse("")))
                .run();
    }

    /** Forgets a source of which nothing is left. */
    public void forget(String source) {
        client.query("MATCH (s:Source {name: $source}) DELETE s")
                .bind(source)
                .to("source")
                .run();
    }
}
