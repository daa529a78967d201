package dev.identitygraph.ingest;

import dev.identitygraph.identity.ConsentRecord;
import dev.identitygraph.identity.ConsentStatus;
import dev.identitygraph.store.Pseudonyms;
import java.time.Instant;
import java.util.List;

/** A source's supply agreement, as the consent records that it comes to. */
final class Agreements {
    private Agreements() {}

    /** The pseudonym under which a source's agreement is in the ledger. */
    static String subject(Pseudonyms pseudonyms, String source) {
        return pseudonyms.recordId("agreement", List.of(source));
    }

    static List<ConsentRecord> records(Pseudonyms pseudonyms, Source source, Instant recordedAt) {
        var subject = subject(pseudonyms, source.name());
        return source.agreement().stream()
                .flatMap(agreement -> agreement.purposes().stream()
                        .sorted()
                        .map(purpose -> new ConsentRecord(
                                pseudonyms.recordId("consent", List.of(subject, purpose.name(), agreement.toString())),
                                subject,
                                purpose,
                                ConsentStatus.GRANTED,
                                agreement.lawfulBasis(),
                                agreement.from(),
                                agreement.until(),
                                agreement.reference(),
                                agreement.reference(),
                                source.name(),
                                recordedAt)))
                .toList();
    }
}
