package dev.identitygraph.privacy;

import dev.identitygraph.client.Client;
import dev.identitygraph.consent.Ledger;
import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.ingest.Decisions;
import dev.identitygraph.ingest.GraphChanges;
import dev.identitygraph.ingest.Retraction;
import dev.identitygraph.ingest.UnknownEvidenceException;
import dev.identitygraph.policy.Fault;
import dev.identitygraph.store.ConsentRequest;
import dev.identitygraph.store.Consistency;
import dev.identitygraph.store.Pseudonyms;
import dev.identitygraph.store.Transactions;
import dev.identitygraph.store.WriteTurn;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Does acts on links, each in one transaction, recorded before it takes place, and once for each request. */
@Component
class LinkActs {
    private final Decisions decisions;
    private final Retraction retraction;
    private final Ledger ledger;
    private final Transactions transactions;
    private final WriteTurn turn;
    private final Pseudonyms pseudonyms;
    private final Namespaces namespaces;
    private final Consistency consistency;
    private final ObservationHandles handles;

    LinkActs(
            Decisions decisions,
            Retraction retraction,
            Ledger ledger,
            Transactions transactions,
            WriteTurn turn,
            Pseudonyms pseudonyms,
            Namespaces namespaces,
            Consistency consistency,
            ObservationHandles handles) {
        this.decisions = decisions;
        this.retraction = retraction;
        this.ledger = ledger;
        this.transactions = transactions;
        this.turn = turn;
        this.pseudonyms = pseudonyms;
        this.namespaces = namespaces;
        this.consistency = consistency;
        this.handles = handles;
    }

    /** What came of it at the graph: when, and what changed, if it was done now. */
    private record Effect(Instant at, Optional<GraphChanges> changes) {}

    Outcome<LinkChange> once(Client client, String requestId, LinkAct act) {
        var request = new ConsentRequest(
                pseudonyms.recordId("request", List.of(client.id(), requestId)),
                pseudonyms.recordId("link-act", words(act)),
                Instant.MAX);
        try {
            return transactions
                    .write(() -> effect(client, request, act))
                    .then(effect -> new Outcome.Done<>(change(client, act, effect)));
        } catch (UnknownEvidenceException _) {
            return unknownEvidence();
        }
    }

    static <T> Outcome<T> unknownEvidence() {
        return Outcome.refused(
                Fault.Code.EVIDENCE_UNKNOWN,
                "The graph does not know what this is about: it has not both identities, or no such source, file or observation.");
    }

    private Outcome<Effect> effect(Client client, ConsentRequest request, LinkAct act) {
        var now = turn.take();
        var first = ledger.request(request.id());
        if (first.isPresent()) {
            return first.get().fingerprint().equals(request.fingerprint())
                    ? new Outcome.Done<>(new Effect(first.get().effectiveAt(), Optional.empty()))
                    : Outcome.requestIdReused();
        }
        return act(client, act, now).then(effect -> {
            ledger.add(new ConsentRequest(request.id(), request.fingerprint(), effect.at()));
            return new Outcome.Done<>(effect);
        });
    }

    private Outcome<Effect> act(Client client, LinkAct act, Instant now) {
        return switch (act) {
            case LinkAct.Join(var two) -> decided(decisions.join(client.id(), two.one(), two.other()));
            case LinkAct.Split(var two) -> decided(decisions.split(client.id(), two.one(), two.other()));
            case LinkAct.Retract(var what) ->
                retraction
                        .retractAtOnce(client.id(), what)
                        .<Outcome<Effect>>map(changes -> new Outcome.Done<>(new Effect(now, Optional.of(changes))))
                        .orElseGet(() -> Outcome.refused(
                                Fault.Code.RETRACTION_LIMIT,
                                "It is more than %d statements, which is the most that is taken back at once. Use the command retract."
                                        .formatted(Retraction.AT_ONCE)));
        };
    }

    private static Outcome<Effect> decided(Decisions.Decided decided) {
        return new Outcome.Done<>(new Effect(decided.at(), Optional.of(decided.changes())));
    }

    private LinkChange change(Client client, LinkAct act, Effect effect) {
        var changes = PersonGraph.ours(effect.changes().orElse(GraphChanges.NONE), namespaces);
        return new LinkChange(
                effect.at(),
                consistency.token(),
                observation(act, effect.at()).map(id -> handles.handle(client, id)),
                effect.changes().isEmpty(),
                PersonGraph.of(changes.before(), namespaces),
                PersonGraph.of(changes.after(), namespaces));
    }

    /** The observation that the act is, if it is one. It follows from the act and its instant. */
    private Optional<String> observation(LinkAct act, Instant at) {
        return switch (act) {
            case LinkAct.Join(var two) ->
                Optional.of(decisions.observation(Decisions.JOIN, two.one(), two.other(), at));
            case LinkAct.Split(var two) ->
                Optional.of(decisions.observation(Decisions.SPLIT, two.one(), two.other(), at));
            case LinkAct.Retract _ -> Optional.empty();
        };
    }

    private List<String> words(LinkAct act) {
        return switch (act) {
            case LinkAct.Join(var two) -> words(Decisions.JOIN, two);
            case LinkAct.Split(var two) -> words(Decisions.SPLIT, two);
            case LinkAct.Retract(var what) -> List.of("retract", what.getClass().getSimpleName(), what.id());
        };
    }

    private List<String> words(String decision, Two two) {
        return Stream.of(decision, pseudonyms.of(two.one()), pseudonyms.of(two.other()))
                .toList();
    }
}
