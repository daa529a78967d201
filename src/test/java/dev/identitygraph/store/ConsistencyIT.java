package dev.identitygraph.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.identitygraph.testing.GraphQlApi;
import dev.identitygraph.testing.IntegrationTest;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Bookmark;
import org.neo4j.driver.Driver;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.data.neo4j.core.transaction.Neo4jBookmarkManager;
import org.springframework.data.neo4j.core.transaction.Neo4jBookmarksUpdatedEvent;

/** What is asked by an authority is answered on no earlier state than the request presents, like a query. */
@IntegrationTest
class ConsistencyIT {
    @Autowired
    private GraphQlApi api;

    @Autowired
    private Driver driver;

    @Autowired
    private Neo4jBookmarkManager bookmarks;

    @Autowired
    private Tokens tokens;

    @Autowired
    private ApplicationContext application;

    private final Set<Bookmark> known = ConcurrentHashMap.newKeySet();

    @BeforeEach
    void watch() {
        bookmarks.setApplicationEventPublisher(event -> {
            if (event instanceof Neo4jBookmarksUpdatedEvent update) {
                known.addAll(update.getBookmarks());
            }
        });
    }

    @AfterEach
    void leave() {
        bookmarks.setApplicationEventPublisher(application);
    }

    @Test
    void aQuestionAboutLinksWaitsForTheStateThatItsTokenNames() {
        var others = writtenByAnotherInstance();
        assertThat(ask().code()).isEmpty();
        assertThat(known).as("this instance knows nothing of it").doesNotContainAnyElementsOf(others);
        var token = new Consistency(Neo4jBookmarkManager.create(() -> others), tokens).token();
        assertThat(ask("Identity-Consistency", token).code()).isEmpty();
        assertThat(known).containsAll(others);
        assertThat(ask("Identity-Consistency", token + "x").code()).isEqualTo("CONSISTENCY_TOKEN_INVALID");
    }

    private Set<Bookmark> writtenByAnotherInstance() {
        try (var session = driver.session()) {
            session.run("MERGE (t:Turn {name: 'consistency-" + UUID.randomUUID() + "'})")
                    .consume();
            return session.lastBookmarks();
        }
    }

    private GraphQlApi.Reply ask(String... headers) {
        return api.as("privacy-office")
                .askNamed(
                        "explain-link",
                        Map.of(
                                "one", Map.of("namespace", "crm", "value", "a-" + UUID.randomUUID()),
                                "other", Map.of("namespace", "crm", "value", "b-" + UUID.randomUUID())),
                        headers);
    }
}
