package dev.identitygraph.privacy;

import dev.identitygraph.audit.AuditLog;
import dev.identitygraph.audit.AuditRecord;
import dev.identitygraph.audit.Disclosures;
import dev.identitygraph.client.Client;
import dev.identitygraph.store.NodeRef;
import dev.identitygraph.store.Pseudonyms;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Says what this instance has disclosed of whom to whom. To ask is an act that is recorded itself. A subject goes by an
 * identity of ours: whether somebody was shown what a partner knows would tell, by the instant of an answer, whose it
 * is.
 */
@Component
public class DisclosureDesk {
    private final Disclosures disclosures;
    private final SubjectNodes subjects;
    private final AuditLog audit;
    private final GivenIdentities identities;
    private final Pseudonyms pseudonyms;
    private final Clock clock;

    DisclosureDesk(
            Disclosures disclosures,
            SubjectNodes subjects,
            AuditLog audit,
            GivenIdentities identities,
            Pseudonyms pseudonyms,
            Clock clock) {
        this.disclosures = disclosures;
        this.subjects = subjects;
        this.audit = audit;
        this.identities = identities;
        this.pseudonyms = pseudonyms;
        this.clock = clock;
    }

    /**
     * Some disclosures.
     *
     * @param asking who asks
     * @param to the client that they were made to; any, if left out
     * @param of an identity that the subject goes by; any subject, if left out
     * @param after where a page before ended
     * @throws IllegalArgumentException if that is no such place
     */
    public Outcome<Disclosures.Page> read(
            Client asking, Optional<String> to, Optional<GivenIdentity> of, Optional<String> after, int first) {
        return of.isEmpty()
                ? read(asking, to, after, first)
                : identities.read(of.get()).then(subject -> of(asking, to, pseudonyms.ref(subject), after, first));
    }

    private Outcome<Disclosures.Page> read(Client asking, Optional<String> to, Optional<String> after, int first) {
        record(asking, to, "");
        return new Outcome.Done<>(disclosures.read(to, Optional.empty(), after, first));
    }

    private Outcome<Disclosures.Page> of(
            Client asking, Optional<String> to, NodeRef subject, Optional<String> after, int first) {
        record(asking, to, subject.digest());
        return new Outcome.Done<>(disclosures.read(to, Optional.of(subjects.of(subject)), after, first));
    }

    private void record(Client asking, Optional<String> to, String subject) {
        audit.record(
                new AuditRecord.Act(clock.instant(), asking.id(), "disclosures", "", subject, List.of(), to.orElse("")),
                false);
    }
}
