package dev.identitygraph.store;

import static dev.identitygraph.store.EdgeProperties.instant;
import static dev.identitygraph.store.EdgeProperties.text;
import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.identitygraph.identity.ConsentRecord;
import dev.identitygraph.identity.ConsentStatus;
import dev.identitygraph.identity.LawfulBasis;
import dev.identitygraph.identity.Purpose;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.data.neo4j.core.Neo4jClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Keeps consent records, which are added and read and never changed. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class LedgerStore {
    private final Neo4jClient client;

    LedgerStore(Neo4jClient client) {
        this.client = client;
    }

    /** Which of these records the ledger has. */
    public Set<String> known(Collection<String> ids) {
        return client
                .query("UNWIND $ids AS id MATCH (c:ConsentRecord {consentRecordId: id}) RETURN c.consentRecordId")
                .bind(ids)
                .to("ids")
                .fetchAs(String.class)
                .all()
                .stream()
                .collect(toUnmodifiableSet());
    }

    public void add(Collection<ConsentRecord> records) {
        client.query("""
                UNWIND $rows AS row
                MERGE (c:ConsentRecord {consentRecordId: row.consentRecordId})
                ON CREATE SET c += row
                """)
                .bind(records.stream().map(LedgerStore::row).toList())
                .to("rows")
                .run();
    }

    /** All records about these subjects. */
    public List<ConsentRecord> about(Collection<String> subjects) {
        return client
                .query("UNWIND $subjects AS subject MATCH (c:ConsentRecord {subject: subject}) RETURN c {.*} AS record")
                .bind(subjects)
                .to("subjects")
                .fetch()
                .all()
                .stream()
                .map(LedgerStore::record)
                .toList();
    }

    private static Map<String, Object> row(ConsentRecord record) {
        var row = new HashMap<String, Object>();
        row.put("consentRecordId", record.id());
        row.put("subject", record.subject());
        row.put("purpose", record.purpose().name());
        row.put("status", record.status().name());
        row.put("lawfulBasis", record.lawfulBasis().name());
        row.put("givenAt", EdgeProperties.time(record.givenAt()));
        row.put("validUntil", EdgeProperties.time(record.validUntil()));
        row.put("notice", record.notice());
        row.put("proof", record.proof());
        row.put("source", record.source());
        row.put("recordedAt", EdgeProperties.time(record.recordedAt()));
        return row;
    }

    @SuppressWarnings("unchecked") // The statement above returns a map under this name.
    private static ConsentRecord record(Map<String, Object> row) {
        var record = (Map<String, Object>) row.getOrDefault("record", Map.of());
        return new ConsentRecord(
                text(record, "consentRecordId"),
                text(record, "subject"),
                new Purpose(text(record, "purpose")),
                ConsentStatus.valueOf(text(record, "status")),
                LawfulBasis.valueOf(text(record, "lawfulBasis")),
                instant(record, "givenAt"),
                instant(record, "validUntil"),
                text(record, "notice"),
                text(record, "proof"),
                text(record, "source"),
                instant(record, "recordedAt"));
    }
}
