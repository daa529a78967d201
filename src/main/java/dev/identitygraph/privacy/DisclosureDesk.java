package dev.identitygraph.privacy;

import dev.identitygraph.audit.Actor;
import dev.identitygraph.audit.Acts;
import dev.identitygraph.audit.Disclosures;
import dev.identitygraph.client.Client;
import dev.identitygraph.store.NodeRef;
import dev.identitygraph.store.Pseudonyms;
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
    private final Acts acts;
    private final GivenIdentities identities;
    private final Pseudonyms pseudonyms;

    DisclosureDesk(
            Disclosures disclosures,
            SubjectNodes subjects,
            Acts acts,
            GivenIdentities identities,
            Pseudonyms pseudonyms) {
        this.disclosures = disclosures;
        this.subjects = subjects;
        this.acts = acts;
        this.identities = identities;
        this.pseudonyms = pseudonyms;
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
        acts.record(Actor.of(asking.id()), "disclosures", to.orElse(""), subject);
    }
}
