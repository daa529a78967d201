package dev.identitygraph.store;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.data.neo4j.core.Neo4jClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes grants out of the ledger that nothing says any more. Their proof is kept beside it, and a no is never taken
 * out.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class GrantStore {
    private final Neo4jClient client;
    private final WriteTurn turn;

    GrantStore(Neo4jClient client, WriteTurn turn) {
        this.client = client;
        this.turn = turn;
    }

    /** How many grants of a source are known, or of a file of it; no more are counted than asked for. */
    public int count(String source, String file, int atMost) {
        return client.query("""
                        MATCH (c:ConsentRecord {source: $source})
                        WHERE c.consentRecordId > '' AND c.status = 'GRANTED'
                          AND ($file = '' OR any(known IN c.files WHERE known IN $readings))
                        RETURN c.consentRecordId LIMIT $atMost
                        """)
                .bindAll(
                        Map.of("source", source, "file", file, "readings", EarlierReadings.all(file), "atMost", atMost))
                .fetchAs(String.class)
                .all()
                .size();
    }

    /** Some consent records that a source has reported, from the first id after a given one on. */
    public List<String> ofSourceAfter(String source, String consent, int atMost) {
        return List.copyOf(client.query("""
                        MATCH (c:ConsentRecord {source: $source}) WHERE c.consentRecordId > $after
                        RETURN c.consentRecordId ORDER BY c.source, c.consentRecordId LIMIT $atMost
                        """)
                .bindAll(Map.of("source", source, "after", consent, "atMost", atMost))
                .fetchAs(String.class)
                .all());
    }

    /**
     * Takes from grants all files but one, and those out of the ledger that are known from nothing any more.
     *
     * @return the subject of each of these
     */
    public List<String> endBut(String file, Collection<String> consents) {
        return end("known IN $files", List.of(file, EvidenceStore.REQUESTS), consents);
    }

    /**
     * Takes from grants that they are known from an earlier reading of a file, and those out of the ledger that are
     * known from nothing else.
     *
     * @return the subject of each of these
     */
    public List<String> endOfEarlierReading(String file, Collection<String> consents) {
        return end("NOT known IN $files", List.of(EarlierReadings.of(file)), consents);
    }

    /**
     * Lets grants be known from some of their files only.
     *
     * @param stays what is true of a file that it stays {@code known} from
     */
    private List<String> end(String stays, List<String> files, Collection<String> consents) {
        turn.takeAway();
        return List.copyOf(client.query("""
            UNWIND $ids AS id
            MATCH (c:ConsentRecord {consentRecordId: id})
            USING INDEX c:ConsentRecord(consentRecordId)
            WHERE c.status = 'GRANTED' AND NOT all(known IN c.files WHERE %1$s)
            SET c.files = [known IN c.files WHERE %1$s]
            WITH c WHERE c.files = []
            REMOVE c:ConsentRecord SET c:RetractedConsent
            RETURN c.subject
            """.formatted(stays))
                .bindAll(Map.of("ids", consents, "files", files))
                .fetchAs(String.class)
                .all());
    }

    /** A grant that is no longer known from what is retracted, and whether it is known from nothing else. */
    public record Retracted(String id, String subject, boolean gone) {}

    /**
     * Takes some grants of a source out of the ledger, where they are known from nothing else than what is retracted,
     * from the first id after a given one on.
     *
     * @param file the file that is retracted; blank for all of the source
     */
    public List<Retracted> retract(String source, String file, String consent, int atMost) {
        turn.takeAway();
        return client
                .query("""
                    MATCH (c:ConsentRecord {source: $source})
                    WHERE c.consentRecordId > $after AND c.status = 'GRANTED'
                      AND ($file = '' OR any(known IN c.files WHERE known IN $readings))
                    WITH c ORDER BY c.source, c.consentRecordId LIMIT $atMost
                    SET c.files = CASE WHEN $file = '' THEN []
                          ELSE [known IN c.files WHERE NOT known IN $readings] END
                    WITH c, c.files = [] AS gone
                    FOREACH (grant IN CASE WHEN gone THEN [c] ELSE [] END |
                      REMOVE grant:ConsentRecord SET grant:RetractedConsent)
                    RETURN c.consentRecordId AS id, c.subject AS subject, gone ORDER BY id
                    """)
                .bindAll(Map.of(
                        "source", source,
                        "file", file,
                        "after", consent,
                        "readings", EarlierReadings.all(file),
                        "atMost", atMost))
                .fetch()
                .all()
                .stream()
                .map(row -> new Retracted(
                        Returned.text(row, "id"), Returned.text(row, "subject"), Returned.truth(row, "gone")))
                .toList();
    }
}
