package dev.identitygraph.privacy;

import dev.identitygraph.audit.AuditLog;
import dev.identitygraph.audit.AuditRecord;
import dev.identitygraph.audit.Disclosures;
import dev.identitygraph.client.Client;
import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.identity.Normalised;
import dev.identitygraph.identity.Normaliser;
import dev.identitygraph.store.NodeRef;
import dev.identitygraph.store.Pseudonyms;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Says what this instance has disclosed of whom to whom. To ask is an act that is recorded itself. */
@Component
public class DisclosureDesk {
    private final Disclosures disclosures;
    private final SubjectNodes subjects;
    private final AuditLog audit;
    private final Namespaces namespaces;
    private final Pseudonyms pseudonyms;
    private final Clock clock;

    DisclosureDesk(
            Disclosures disclosures,
            SubjectNodes subjects,
            AuditLog audit,
            Namespaces namespaces,
            Pseudonyms pseudonyms,
            Clock clock) {
        this.disclosures = disclosures;
        this.subjects = subjects;
        this.audit = audit;
        this.namespaces = namespaces;
        this.pseudonyms = pseudonyms;
        this.clock = clock;
    }

    /**
     * Some disclosures.
     *
     * @param asking who asks
     * @param to the client that they were made to; any, if left out
     * @param namespace of the identity that the subject goes by; any subject, if left out
     * @param after where a page before ended
     * @throws IllegalArgumentException if that is no such place
     */
    public Disclosures.Page read(
            Client asking,
            Optional<String> to,
            Optional<String> namespace,
            String value,
            Optional<String> after,
            int first) {
        var subject = namespace.flatMap(name -> subject(name, value));
        var act = new AuditRecord.Act(
                clock.instant(),
                asking.id(),
                "disclosures",
                to.orElse(""),
                subject.map(NodeRef::digest).orElse(""),
                List.of());
        audit.record(act, false);
        var nodes = namespace.map(_ -> subject.map(subjects::of).orElseGet(Set::of));
        return disclosures.read(to, nodes, after, first);
    }

    private Optional<NodeRef> subject(String namespace, String value) {
        return namespaces.find(namespace).flatMap(known -> switch (Normaliser.normalise(known, value)) {
            case Normalised.Value(var identity) -> Optional.of(pseudonyms.ref(identity));
            case Normalised.Invalid _ -> Optional.<NodeRef>empty();
        });
    }
}
