package dev.identitygraph.consent;

import dev.identitygraph.identity.ConsentRecord;
import dev.identitygraph.store.LedgerStore;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Component;

/** The append-only ledger of consent records. */
@Component
public class Ledger {
    private final LedgerStore store;

    Ledger(LedgerStore store) {
        this.store = store;
    }

    /**
     * Adds the records that the ledger does not have yet, in the caller's transaction.
     *
     * @return those that were added
     */
    public List<ConsentRecord> record(Collection<ConsentRecord> records) {
        return record(records, List.of());
    }

    /**
     * Adds the records that the ledger does not have yet, in the caller's transaction.
     *
     * @param files the ids of the files that they are known from
     * @return those that were added
     */
    public List<ConsentRecord> record(Collection<ConsentRecord> records, List<String> files) {
        if (records.isEmpty()) {
            return List.of();
        }
        var added = store.add(records, files);
        return records.stream()
                .filter(record -> added.contains(record.id()))
                .distinct()
                .toList();
    }

    /** What these subjects have said, ready to be asked for edges as of an instant. */
    public EdgeConsents about(Collection<String> subjects, Instant at) {
        return new EdgeConsents(store.about(subjects), at);
    }
}
