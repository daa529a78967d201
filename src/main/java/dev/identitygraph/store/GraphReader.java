package dev.identitygraph.store;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.neo4j.driver.AccessMode;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;
import org.neo4j.driver.SessionConfig;
import org.springframework.data.neo4j.core.DatabaseSelectionProvider;
import org.springframework.data.neo4j.core.transaction.Neo4jBookmarkManager;
import org.springframework.stereotype.Component;

/**
 * Runs a statement that only reads, marked so that a cluster's readers can serve it, after all that this instance has
 * written. It goes past {@code Neo4jClient}, whose transactions cost two more trips to the database than the one
 * statement needs: for their begin and their commit.
 */
@Component
public class GraphReader {
    private final Driver driver;
    private final DatabaseSelectionProvider databases;
    private final Neo4jBookmarkManager bookmarks;

    GraphReader(Driver driver, DatabaseSelectionProvider databases, Neo4jBookmarkManager bookmarks) {
        this.driver = driver;
        this.databases = databases;
        this.bookmarks = bookmarks;
    }

    /** The rows of the answer, by the names that the statement returns. */
    public Collection<Map<String, Object>> read(String cypher, Map<String, Object> parameters) {
        try (var session = driver.session(reading())) {
            List<Map<String, Object>> rows = session.run(cypher, parameters).list(Record::asMap);
            return rows;
        }
    }

    private SessionConfig reading() {
        var config =
                SessionConfig.builder().withDefaultAccessMode(AccessMode.READ).withBookmarks(bookmarks.getBookmarks());
        var database = databases.getDatabaseSelection().getValue();
        return database == null ? config.build() : config.withDatabase(database).build();
    }
}
