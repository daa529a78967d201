package dev.identitygraph.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.data.neo4j.core.Neo4jClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What a file has said by an earlier description of its source. It stays known, apart from what the file says by the
 * description of now, until all of that has been read.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class EarlierReadings {
    private final Neo4jClient client;

    EarlierReadings(Neo4jClient client) {
        this.client = client;
    }

    /** How what an earlier reading of a file has said is told from what the file says now. */
    public enum State {
        /** It is not yet. */
        MIXED,
        /** It is known from {@link #of} the file, and from the file itself no more. */
        SET_ASIDE
    }

    /** What can end with an earlier reading. A no cannot. */
    public enum Words {
        OBSERVATIONS("Observation", "observationId"),
        GRANTS("ConsentRecord", "consentRecordId");

        private final String label;
        private final String id;

        Words(String label, String id) {
            this.label = label;
            this.id = id;
        }
    }

    /** What stands among the files of what an earlier reading of this one has said. */
    public static String of(String file) {
        return "earlier:" + file;
    }

    /** What stands among the files of what this one has said, by whichever reading. */
    static List<String> all(String file) {
        return List.of(file, of(file));
    }

    /** How an earlier reading is told from the one that counts; nothing if there was none, or another one counts. */
    public Optional<State> state(String file, String source, String reading) {
        return client.query("""
                        MATCH (f:File {fileId: $file, source: $source, reading: $reading})
                        WHERE f.earlierReading IS NOT NULL RETURN f.earlierReading
                        """)
                .bindAll(Map.of("file", file, "source", source, "reading", reading))
                .fetchAs(String.class)
                .one()
                .map(State::valueOf);
    }

    /** Keeps that nothing that only an earlier reading has said is known from the file itself. */
    public void isSetAside(String file, String source) {
        client.query("MATCH (f:File {fileId: $file, source: $source}) SET f.earlierReading = $state")
                .bindAll(Map.of("file", file, "source", source, "state", State.SET_ASIDE.name()))
                .run();
    }

    /**
     * Lets some of what is known from a file be known from an earlier reading of it instead.
     *
     * @param after the id from which on
     * @return the ids, in order
     */
    public List<String> setAside(Words words, String source, String file, String after, int atMost) {
        var ids = knownFrom(words, source, file, after, atMost);
        client.query("""
            UNWIND $ids AS id
            MATCH (n:%1$s {%2$s: id})
            USING INDEX n:%1$s(%2$s)
            SET n.files = [known IN n.files WHERE NOT known IN [$file, $earlier]] + $earlier
            """.formatted(words.label, words.id))
                .bindAll(Map.of("ids", ids, "file", file, "earlier", of(file)))
                .run();
        return ids;
    }

    /**
     * Some of what is known from an earlier reading of a file.
     *
     * @param after the id from which on
     * @return the ids, in order
     */
    public List<String> knownFromEarlier(Words words, String source, String file, String after, int atMost) {
        return knownFrom(words, source, of(file), after, atMost);
    }

    private List<String> knownFrom(Words words, String source, String file, String after, int atMost) {
        return List.copyOf(client.query("""
            MATCH (n:%1$s {source: $source}) WHERE n.%2$s > $after AND $file IN n.files
              AND coalesce(n.status, 'GRANTED') = 'GRANTED'
            RETURN n.%2$s ORDER BY n.source, n.%2$s LIMIT $atMost
            """.formatted(words.label, words.id))
                .bindAll(Map.of("source", source, "file", file, "after", after, "atMost", atMost))
                .fetchAs(String.class)
                .all());
    }
}
