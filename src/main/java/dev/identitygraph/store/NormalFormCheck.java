package dev.identitygraph.store;

import dev.identitygraph.identity.Kind;
import dev.identitygraph.identity.Normaliser;
import java.util.List;
import java.util.Map;
import org.springframework.data.neo4j.core.Neo4jClient;

/**
 * Refuses to start on a graph whose digests are of another version of the normal form: every look-up would miss, and
 * every import would write each identity a second time. Each digest begins with its version.
 */
final class NormalFormCheck {
    private final Neo4jClient client;

    NormalFormCheck(Neo4jClient client) {
        this.client = client;
    }

    void check() {
        for (var kind : List.of(Kind.CUSTOMER, Kind.EMAIL, Kind.DEVICE)) {
            // Two look-ups in the index, whatever the size of the graph.
            var other = client.query("""
                    CALL () {
                      MATCH (n:%1$s) WHERE n.digest < $version RETURN n LIMIT 1
                      UNION ALL
                      MATCH (n:%1$s) WHERE n.digest >= $next RETURN n LIMIT 1
                    }
                    RETURN left(n.digest, 1)
                    """.formatted(kind.label()))
                    .bindAll(Map.of("version", Pseudonyms.VERSION, "next", String.valueOf((char)
                            (Pseudonyms.VERSION.charAt(0) + 1))))
                    .fetchAs(String.class)
                    .first();
            if (other.isPresent()) {
                throw new OtherNormalFormException(
                        "This graph has digests of another version of the normal form of identities than %d"
                                .formatted(Normaliser.VERSION));
            }
        }
    }
}
