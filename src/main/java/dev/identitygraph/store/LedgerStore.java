package dev.identitygraph.store;

import static dev.identitygraph.store.Returned.instant;
import static dev.identitygraph.store.Returned.text;
import static dev.identitygraph.store.Returned.textsIfAny;
import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.identitygraph.identity.ConsentEvidence;
import dev.identitygraph.identity.ConsentRecord;
import dev.identitygraph.identity.ConsentStatus;
import dev.identitygraph.identity.LawfulBasis;
import dev.identitygraph.identity.Purpose;
import java.time.Instant;
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

    /**
     * Adds those of some records that the ledger does not have.
     *
     * @param files the ids of the files that they are known from; none if they came by none
     * @return the ids of those that are new
     */
    public Set<String> add(Collection<ConsentRecord> records, List<String> files) {
        return RecordWriter.add(
                client,
                "ConsentRecord",
                "consentRecordId",
                records.stream().map(LedgerStore::row).toList(),
                files);
    }

    /** All records about these subjects. */
    public List<ConsentRecord> about(Collection<String> subjects) {
        return client.query("""
                    UNWIND $subjects AS subject
                    MATCH (c:ConsentRecord {subject: subject})
                    USING INDEX c:ConsentRecord(subject)
                    RETURN c {.*} AS record
                    """).bind(subjects).to("subjects").fetch().all().stream()
                .map(LedgerStore::record)
                .toList();
    }

    /** The subjects of consents that were recorded before they were valid, and began to be so in a time. */
    public Set<String> subjectsOfConsentsBegunIn(Instant after, Instant until) {
        return client
                .query("""
                        MATCH (c:ConsentRecord)
                        WHERE c.validFrom > $after AND c.validFrom <= $until AND c.validFrom > c.recordedAt
                        RETURN DISTINCT c.subject
                        """)
                .bindAll(Map.of("after", EdgeProperties.time(after), "until", EdgeProperties.time(until)))
                .fetchAs(String.class)
                .all()
                .stream()
                .collect(toUnmodifiableSet());
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
        row.put("validFrom", EdgeProperties.time(record.validFrom()));
        row.put("controller", record.evidence().controller());
        row.put("notice", record.evidence().notice());
        row.put("noticeVersion", record.evidence().noticeVersion());
        row.put("jurisdiction", record.evidence().jurisdiction());
        if (!record.evidence().recipients().isEmpty()) {
            row.put("recipients", record.evidence().recipients());
        }
        row.put("howGiven", record.evidence().howGiven());
        row.put("proof", record.evidence().proof());
        row.put("objection", record.evidence().objection());
        row.put("source", record.source());
        row.put("recordedAt", EdgeProperties.time(record.recordedAt()));
        return row;
    }

    private static ConsentRecord record(Map<String, Object> row) {
        var record = Returned.map(row, "record");
        return new ConsentRecord(
                text(record, "consentRecordId"),
                text(record, "subject"),
                new Purpose(text(record, "purpose")),
                ConsentStatus.valueOf(text(record, "status")),
                LawfulBasis.valueOf(text(record, "lawfulBasis")),
                instant(record, "givenAt"),
                instant(record, "validFrom"),
                instant(record, "validUntil"),
                new ConsentEvidence(
                        text(record, "controller"),
                        text(record, "notice"),
                        text(record, "noticeVersion"),
                        text(record, "jurisdiction"),
                        textsIfAny(record, "recipients"),
                        text(record, "howGiven"),
                        text(record, "proof"),
                        Returned.truth(record, "objection")),
                text(record, "source"),
                instant(record, "recordedAt"));
    }
}
