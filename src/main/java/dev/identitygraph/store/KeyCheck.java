package dev.identitygraph.store;

import java.nio.file.Path;
import java.util.List;
import org.springframework.data.neo4j.core.Neo4jClient;

/**
 * Refuses to start with keys that are not the graph's: every look-up would miss, and every import would write each
 * identity a second time. The graph remembers a digest that only its own keys can make.
 */
final class KeyCheck {
    private final Neo4jClient client;
    private final Pseudonyms pseudonyms;
    private final Path folder;

    KeyCheck(Neo4jClient client, Pseudonyms pseudonyms, Path folder) {
        this.client = client;
        this.pseudonyms = pseudonyms;
        this.folder = folder;
    }

    void check() {
        var remembered = client.query("""
                MERGE (check:KeyCheck {name: 'pseudonyms'})
                ON CREATE SET check.digest = $digest
                RETURN check.digest
                """)
                .bind(pseudonyms.recordId("key-check", List.of()))
                .to("digest")
                .fetchAs(String.class)
                .one()
                .orElseThrow();
        if (!pseudonyms.recordIds("key-check", List.of()).contains(remembered)) {
            throw new ForeignKeysException(
                    "The keys in %s are not those that this graph was written with".formatted(folder.toAbsolutePath()));
        }
    }
}
