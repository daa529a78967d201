package dev.identitygraph.store;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.neo4j.driver.Bookmark;
import org.springframework.data.neo4j.core.transaction.Neo4jBookmarkManager;
import org.springframework.stereotype.Component;

/**
 * Tokens that name a state of the graph: whoever presents one is answered on no earlier state, by any instance and any
 * server of a cluster.
 */
@Component
public class Consistency {
    /** A state of the graph that a request has presented. */
    public record State(Set<Bookmark> bookmarks) {
        /** Nothing but what this instance itself has written. */
        public static final State ANY = new State(Set.of());
    }

    private static final List<String> USE = List.of("consistency");
    private static final String SEPARATOR = "\n";

    private final Neo4jBookmarkManager bookmarks;
    private final Tokens tokens;

    Consistency(Neo4jBookmarkManager bookmarks, Tokens tokens) {
        this.bookmarks = bookmarks;
        this.tokens = tokens;
    }

    /** A token of the state that holds all that this instance has committed. */
    public String token() {
        return tokens.seal(
                bookmarks.getBookmarks().stream().map(Bookmark::value).sorted().collect(Collectors.joining(SEPARATOR)),
                USE);
    }

    /**
     * Has this instance answer on no earlier state from now on. What reads in transactions, with all others of the
     * instance, sees what a request presents by it.
     */
    public void reach(State state) {
        bookmarks.updateBookmarks(Set.of(), state.bookmarks());
    }

    /** The state that a token names, or nothing for one that is forged or damaged. */
    public Optional<State> open(String token) {
        return tokens.open(token, USE)
                .map(values -> new State(Arrays.stream(values.split(SEPARATOR))
                        .filter(value -> !value.isEmpty())
                        .map(Bookmark::from)
                        .collect(Collectors.toUnmodifiableSet())));
    }
}
