package dev.identitygraph.store;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.data.neo4j.core.Neo4jClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps how far the import of each file has come, in the transactions that it is imported in, and which snapshots are
 * superseded.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class FileStore {
    private final Neo4jClient client;

    FileStore(Neo4jClient client) {
        this.client = client;
    }

    /**
     * Begins the import of a file, or goes on with it.
     *
     * @param reading a digest of how the file is read: what was imported by another reading does not count, nor what
     *     was before another file took its place
     * @return how far it has come
     */
    public StoredFile begin(String file, String source, String name, String reading, Instant begun) {
        return client.query("""
                    MERGE (f:File {fileId: $file, source: $source})
                    ON CREATE SET f.name = $name, f.recordedAt = $begun
                    WITH f, coalesce(f.reading, $reading) <> $reading AS otherwise
                    WITH f, otherwise, f.reading IS NULL OR otherwise OR coalesce(f.superseded, false) AS anew
                    SET f.reading = $reading,
                        f.earlierReading = CASE WHEN otherwise THEN $mixed ELSE f.earlierReading END,
                        f.recordedAt = CASE WHEN f.superseded THEN $begun ELSE f.recordedAt END,
                        f.superseded = null,
                        f.rows = CASE WHEN anew THEN 0 ELSE f.rows END,
                        f.accepted = CASE WHEN anew THEN 0 ELSE f.accepted END,
                        f.unchanged = CASE WHEN anew THEN 0 ELSE f.unchanged END,
                        f.done = CASE WHEN anew THEN false ELSE f.done END
                    RETURN f.reading AS reading, f.rows AS rows, f.accepted AS accepted, f.unchanged AS unchanged,
                           f.done AS done
                    """)
                .bindAll(Map.of(
                        "file", file,
                        "source", source,
                        "name", name,
                        "reading", reading,
                        "mixed", EarlierReadings.State.MIXED.name(),
                        "begun", EdgeProperties.time(begun)))
                .fetch()
                .one()
                .map(FileStore::file)
                .orElseThrow();
    }

    private static StoredFile file(Map<String, Object> row) {
        return new StoredFile(
                Returned.text(row, "reading"),
                Returned.number(row, "rows").longValue(),
                Returned.number(row, "accepted").longValue(),
                Returned.number(row, "unchanged").longValue(),
                Returned.truth(row, "done"));
    }

    /**
     * Keeps how far an import has come, unless another import of the same file has come further.
     *
     * @param from how far it had come
     * @return whether all that it had come to still counts; if not, it was reset, or forgotten, or begun by another
     *     reading meanwhile
     */
    public boolean advance(String file, String source, StoredFile from, StoredFile to) {
        return client.query("""
                        MATCH (f:File {fileId: $file, source: $source, reading: $reading}) WHERE f.rows >= $from
                        FOREACH (further IN CASE WHEN f.rows < $rows THEN [f] ELSE [] END |
                          SET further.rows = $rows, further.accepted = $accepted, further.unchanged = $unchanged)
                        RETURN f.fileId
                        """)
                .bindAll(Map.of(
                        "file", file,
                        "source", source,
                        "reading", from.reading(),
                        "from", from.rows(),
                        "rows", to.rows(),
                        "accepted", to.accepted(),
                        "unchanged", to.unchanged()))
                .fetchAs(String.class)
                .one()
                .isPresent();
    }

    /** Whether a file has been begun to be imported by a reading, and not to its end. */
    public boolean isBegun(String file, String source, String reading) {
        return !texts("""
            MATCH (f:File {fileId: $file, source: $source, reading: $reading})
            WHERE NOT coalesce(f.done, false) AND NOT coalesce(f.superseded, false)
            RETURN f.fileId
            """, Map.of("file", file, "source", source, "reading", reading))
                .isEmpty();
    }

    /** Whether a later snapshot of the source has taken the place of a file. */
    public boolean isSuperseded(String file, String source) {
        return !texts(
                        "MATCH (f:File {fileId: $file, source: $source}) WHERE f.superseded RETURN f.fileId",
                        Map.of("file", file, "source", source))
                .isEmpty();
    }

    /**
     * Keeps that a snapshot has taken the place of those files of the source that were begun before it. One that was
     * begun after it and has not come to its end begins anew, since what it has said has ended.
     */
    public void supersedeOthers(String file, String source) {
        client.query("""
            MATCH (s:File {fileId: $file, source: $source})
            MATCH (f:File {source: $source}) WHERE f.fileId <> $file
            SET f.superseded = CASE WHEN f.superseded OR f.recordedAt <= s.recordedAt THEN true END,
                f.rows = 0, f.accepted = 0, f.unchanged = 0, f.done = false
            """).bindAll(Map.of("file", file, "source", source)).run();
    }

    /** Keeps that all of a file has been imported, and that nothing is known from an earlier reading of it. */
    public void done(String file, String source) {
        client.query("MATCH (f:File {fileId: $file, source: $source}) SET f.done = true, f.earlierReading = null")
                .bindAll(Map.of("file", file, "source", source))
                .run();
    }

    /** Whether a file is still read by a reading; if not, it was begun by another one, or forgotten. */
    public boolean isRead(String file, String source, String reading) {
        return !texts(
                        "MATCH (f:File {fileId: $file, source: $source, reading: $reading}) RETURN f.fileId",
                        Map.of("file", file, "source", source, "reading", reading))
                .isEmpty();
    }

    /**
     * Forgets how far imports have come, so that none of them goes on where something is taken away before it.
     *
     * @param file blank for all files of the source
     */
    public void reset(String file, String source) {
        client.query("""
            MATCH (f:File {source: $source}) WHERE $file = '' OR f.fileId = $file
            SET f.rows = 0, f.accepted = 0, f.unchanged = 0, f.done = false
            """).bindAll(Map.of("file", file, "source", source)).run();
    }

    /** The sources that a file was imported for. */
    public Set<String> sourcesOf(String file) {
        return texts("MATCH (f:File {fileId: $file}) RETURN f.source", Map.of("file", file));
    }

    /**
     * Forgets a file.
     *
     * @param file blank for all files of the source
     */
    public void forget(String file, String source) {
        client.query("MATCH (f:File {source: $source}) WHERE $file = '' OR f.fileId = $file DELETE f")
                .bindAll(Map.of("file", file, "source", source))
                .run();
    }

    private Set<String> texts(String cypher, Map<String, Object> parameters) {
        return client.query(cypher).bindAll(parameters).fetchAs(String.class).all().stream()
                .collect(Collectors.toUnmodifiableSet());
    }
}
