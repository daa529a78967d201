package dev.identitygraph.privacy;

import dev.identitygraph.audit.AuditLog;
import dev.identitygraph.audit.AuditRecord;
import dev.identitygraph.client.Client;
import dev.identitygraph.consent.Ledger;
import dev.identitygraph.derivation.Relinker;
import dev.identitygraph.identity.ConsentRecord;
import dev.identitygraph.identity.Identity;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.policy.Fault;
import dev.identitygraph.store.ConsentRequest;
import dev.identitygraph.store.Consistency;
import dev.identitygraph.store.NodeRef;
import dev.identitygraph.store.Pseudonyms;
import dev.identitygraph.store.Transactions;
import dev.identitygraph.store.WriteTurn;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/**
 * Takes what subjects say: each statement is one transaction over the ledger and all edges that it concerns. Whether
 * the client may report it has been decided before.
 */
@Component
public class ConsentDesk {
    private final GivenIdentities identities;
    private final Pseudonyms pseudonyms;
    private final Transactions transactions;
    private final TimedTransactions timed;
    private final WriteTurn turn;
    private final Ledger ledger;
    private final Relinker relinker;
    private final Consistency consistency;
    private final AuditLog audit;
    private final GivenRequests requests;

    ConsentDesk(
            GivenIdentities identities,
            Pseudonyms pseudonyms,
            Transactions transactions,
            TimedTransactions timed,
            WriteTurn turn,
            Ledger ledger,
            Relinker relinker,
            Consistency consistency,
            AuditLog audit,
            GivenRequests requests) {
        this.requests = requests;
        this.identities = identities;
        this.pseudonyms = pseudonyms;
        this.transactions = transactions;
        this.timed = timed;
        this.turn = turn;
        this.ledger = ledger;
        this.relinker = relinker;
        this.consistency = consistency;
        this.audit = audit;
    }

    /** Records a statement, or says why not. */
    public Outcome<Acknowledgement> record(Client client, SubjectStatement statement) {
        return identities
                .read(new GivenIdentity(statement.namespace(), statement.value()))
                .then(subject -> statement.words().isEmpty()
                        ? Outcome.refused(Fault.Code.ARGUMENT_INVALID, "A statement is about one purpose at least.")
                        : record(client, subject, statement));
    }

    private Outcome<Acknowledgement> record(Client client, Identity subject, SubjectStatement statement) {
        var request = request(client, subject, statement);
        // What closes something is never given up for taking long.
        var first = statement.closes()
                ? transactions.write(() -> first(client, subject, statement, request))
                : timed.write(() -> first(client, subject, statement, request));
        return first.fingerprint().equals(request.fingerprint())
                ? new Outcome.Done<>(new Acknowledgement(first.effectiveAt(), consistency.token()))
                : Outcome.requestIdReused();
    }

    private ConsentRequest request(Client client, Identity subject, SubjectStatement statement) {
        return requests.request(
                client,
                statement.requestId(),
                "statement",
                List.of(
                        pseudonyms.of(subject),
                        statement.act(),
                        new TreeMap<>(statement.words()).toString(),
                        statement.givenAt().toString(),
                        statement.validFrom().toString(),
                        statement.validUntil().toString(),
                        statement.evidence().toString()));
    }

    /** The first request with this id: the one that was recorded before, or else this one, which is now. */
    private ConsentRequest first(Client client, Identity subject, SubjectStatement statement, ConsentRequest request) {
        var now = turn.take();
        return requests.first(request).orElseGet(() -> {
            var node = pseudonyms.ref(subject);
            ledger.record(statement.words().keySet().stream()
                    .sorted()
                    .map(purpose -> record(client, node, statement, request, purpose, now))
                    .toList());
            relinker.relink(Set.of(node));
            var taken = requests.done(request, now);
            recordAct(client, statement, node, taken);
            return taken;
        });
    }

    /** A statement that closes something is never held up by a disk that cannot be written. */
    private void recordAct(Client client, SubjectStatement statement, NodeRef subject, ConsentRequest taken) {
        var act = new AuditRecord.Act(
                taken.effectiveAt(),
                client.id(),
                statement.act(),
                taken.id(),
                subject.digest(),
                statement.words().keySet().stream().map(Purpose::name).sorted().toList(),
                "");
        audit.record(act, statement.closes());
    }

    private ConsentRecord record(
            Client client,
            NodeRef subject,
            SubjectStatement statement,
            ConsentRequest request,
            Purpose purpose,
            Instant now) {
        var word = Objects.requireNonNull(statement.words().get(purpose));
        return new ConsentRecord(
                pseudonyms.recordId("consent", List.of(request.id(), purpose.name())),
                subject.digest(),
                purpose,
                word.status(),
                word.lawfulBasis(),
                statement.givenAt().orElse(now),
                statement.validFrom().or(statement::givenAt).orElse(now),
                statement.validUntil().orElse(ConsentRecord.UNTIL_FURTHER_NOTICE),
                statement.evidence(),
                "client:" + client.id(),
                now);
    }
}
