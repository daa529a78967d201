package dev.identitygraph.store;

import java.util.Collection;
import java.util.Map;
import org.springframework.data.neo4j.core.Neo4jClient;
import org.springframework.data.neo4j.core.transaction.Neo4jTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Runs a statement that only reads, in one read transaction, so that a cluster's readers can serve it. */
@Component
public class GraphReader {
    private final Neo4jClient client;
    private final TransactionTemplate readOnly;

    GraphReader(Neo4jClient client, Neo4jTransactionManager transactions) {
        this.client = client;
        readOnly = new TransactionTemplate(transactions);
        readOnly.setReadOnly(true);
    }

    /** The rows of the answer, by the names that the statement returns. */
    public Collection<Map<String, Object>> read(String cypher, Map<String, Object> parameters) {
        return readOnly.execute(
                _ -> client.query(cypher).bindAll(parameters).fetch().all());
    }
}
