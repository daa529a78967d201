package dev.identitygraph.consent;

import dev.identitygraph.identity.ConsentRecord;
import dev.identitygraph.store.LedgerStore;
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
        var known = store.known(records.stream().map(ConsentRecord::id).toList());
        var added = records.stream()
                .filter(record -> !known.contains(record.id()))
                .distinct()
                .toList();
        store.add(added);
        return added;
    }

    /** What these subjects have said, ready to be asked for edges. */
    public EdgeConsents about(Collection<String> subjects) {
        return new EdgeConsents(store.about(subjects));
    }
}
