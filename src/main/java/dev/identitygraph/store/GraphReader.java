package dev.identitygraph.store;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.neo4j.driver.AccessMode;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;
import org.neo4j.driver.SessionConfig;
import org.neo4j.driver.TransactionConfig;
import org.neo4j.driver.exceptions.Neo4jException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.data.neo4j.core.DatabaseSelectionProvider;
import org.springframework.data.neo4j.core.transaction.Neo4jBookmarkManager;
import org.springframework.stereotype.Component;

/**
 * Runs a statement that only reads, after all that this instance has written. Where several instances write and share
 * no bookmarks, reads go to the cluster's writer, so that each sees what any other has acknowledged; else they are
 * marked so that its readers can serve them. It goes past {@code Neo4jClient}, whose transactions cost two more trips
 * to the database than the one statement needs: for their begin and their commit.
 */
@Component
public class GraphReader {
    /** Who serves reads. */
    enum Server {
        /** The cluster's writer, which has all that was ever acknowledged. */
        WRITER,
        /** Any server that has what this instance wrote and the request presents. */
        ANY
    }

    static final String TIMED_OUT = "Neo.ClientError.Transaction.TransactionTimedOut";

    private final Driver driver;
    private final DatabaseSelectionProvider databases;
    private final Neo4jBookmarkManager bookmarks;
    private final AccessMode mode;

    GraphReader(
            Driver driver,
            DatabaseSelectionProvider databases,
            Neo4jBookmarkManager bookmarks,
            @Value("${identity-graph.reads-from}") Server server) {
        this.driver = driver;
        this.databases = databases;
        this.bookmarks = bookmarks;
        mode = server == Server.WRITER ? AccessMode.WRITE : AccessMode.READ;
    }

    /** The rows of the answer, by the names that the statement returns. */
    public Collection<Map<String, Object>> read(String cypher, Map<String, Object> parameters) {
        return read(cypher, parameters, Consistency.State.ANY, TransactionConfig.empty());
    }

    /**
     * The rows of the answer on a state of the graph that is no earlier than a given one, unless it takes too long.
     *
     * @param atMost how long the transaction may take; the database looks every few seconds, so it may be that much
     *     more
     * @throws StatementTimeoutException if the database ended the transaction for it
     */
    public Collection<Map<String, Object>> read(
            String cypher, Map<String, Object> parameters, Consistency.State state, Duration atMost) {
        try {
            return read(
                    cypher,
                    parameters,
                    state,
                    TransactionConfig.builder().withTimeout(wholeMillis(atMost)).build());
        } catch (Neo4jException failure) {
            throw failure.code().startsWith(TIMED_OUT) ? new StatementTimeoutException(failure) : failure;
        }
    }

    private Collection<Map<String, Object>> read(
            String cypher, Map<String, Object> parameters, Consistency.State state, TransactionConfig config) {
        try (var session = driver.session(reading(state))) {
            List<Map<String, Object>> rows =
                    session.run(cypher, parameters, config).list(Record::asMap);
            return rows;
        }
    }

    /** The driver knows no smaller part, and says so in the log whenever it has to round. */
    private static Duration wholeMillis(Duration atMost) {
        return Duration.ofMillis(atMost.toMillis() + 1);
    }

    private SessionConfig reading(Consistency.State state) {
        var after = new HashSet<>(bookmarks.getBookmarks());
        after.addAll(state.bookmarks());
        var config = SessionConfig.builder().withDefaultAccessMode(mode).withBookmarks(after);
        var database = databases.getDatabaseSelection().getValue();
        return database == null ? config.build() : config.withDatabase(database).build();
    }
}
