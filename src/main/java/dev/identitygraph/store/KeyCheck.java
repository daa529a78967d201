package dev.identitygraph.store;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.springframework.data.neo4j.core.Neo4jClient;

/**
 * Refuses to start with keys that are not the graph's: every look-up would miss, and every import would write each
 * identity a second time. The graph remembers a digest that only its own keys can make.
 */
final class KeyCheck {
    static final String NAME = "pseudonyms";
    private static final String RECORD = "key-check";

    private final Neo4jClient client;
    private final Pseudonyms pseudonyms;
    private final Path folder;

    KeyCheck(Neo4jClient client, Pseudonyms pseudonyms, Path folder) {
        this.client = client;
        this.pseudonyms = pseudonyms;
        this.folder = folder;
    }

    /** What the graph remembers of its keys. */
    static String digest(Pseudonyms pseudonyms) {
        return pseudonyms.recordId(RECORD, List.of());
    }

    void check() {
        var remembered = client.query("""
                MERGE (check:KeyCheck {name: $name})
                ON CREATE SET check.digest = $digest
                RETURN check.digest
                """)
                .bindAll(Map.of("name", NAME, "digest", digest(pseudonyms)))
                .fetchAs(String.class)
                .one()
                .orElseThrow();
        if (!pseudonyms.recordIds(RECORD, List.of()).contains(remembered)) {
            throw new ForeignKeysException(
                    "The keys in %s are not those that this graph was written with".formatted(folder.toAbsolutePath()));
        }
    }
}
