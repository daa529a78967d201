package dev.identitygraph.derivation;

import dev.identitygraph.identity.ConsentEvidence;
import dev.identitygraph.identity.ConsentRecord;
import dev.identitygraph.identity.ConsentStatus;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.source.Source;
import dev.identitygraph.source.Sources;
import dev.identitygraph.store.Pseudonyms;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** The sources' supply agreements, as the consent records that they come to. */
@Component
public class Agreements {
    private final Sources sources;
    private final Pseudonyms pseudonyms;

    /** The agreements of these sources. */
    public Agreements(Sources sources, Pseudonyms pseudonyms) {
        this.sources = sources;
        this.pseudonyms = pseudonyms;
    }

    /**
     * The pseudonym under which a source's agreement is in the ledger. It is another for other terms, so that edges
     * rest on the terms that hold now, and on nothing where there are none.
     */
    public String subject(String source) {
        var parts = new ArrayList<>(List.of(source));
        sources.find(source).flatMap(Source::agreement).ifPresent(terms -> {
            parts.addAll(List.of(
                    terms.reference(),
                    terms.lawfulBasis().name(),
                    terms.from().toString(),
                    terms.until().toString()));
            terms.purposes().stream().sorted().map(Purpose::name).forEach(parts::add);
        });
        return pseudonyms.recordId("agreement", parts);
    }

    /** A source's agreement, as a consent for each of its purposes; none where it has no agreement. */
    public List<ConsentRecord> records(Source source, Instant recordedAt) {
        var subject = subject(source.name());
        return source.agreement().stream()
                .flatMap(terms -> terms.purposes().stream()
                        .sorted()
                        .map(purpose -> new ConsentRecord(
                                pseudonyms.recordId("consent", List.of(subject, purpose.name())),
                                subject,
                                purpose,
                                ConsentStatus.GRANTED,
                                terms.lawfulBasis(),
                                terms.from(),
                                terms.from(),
                                terms.until(),
                                new ConsentEvidence(
                                        source.name(),
                                        terms.reference(),
                                        "",
                                        "",
                                        List.of(),
                                        "supply agreement",
                                        terms.reference(),
                                        false),
                                source.name(),
                                recordedAt)))
                .toList();
    }
}
