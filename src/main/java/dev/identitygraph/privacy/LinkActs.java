package dev.identitygraph.privacy;

import dev.identitygraph.audit.Actor;
import dev.identitygraph.client.Client;
import dev.identitygraph.decision.Decisions;
import dev.identitygraph.decision.WithoutEffectException;
import dev.identitygraph.derivation.GraphChanges;
import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.policy.Fault;
import dev.identitygraph.retraction.Retraction;
import dev.identitygraph.retraction.UnknownEvidenceException;
import dev.identitygraph.store.ConsentRequest;
import dev.identitygraph.store.Consistency;
import dev.identitygraph.store.NodeRef;
import dev.identitygraph.store.Pseudonyms;
import dev.identitygraph.store.WriteTurn;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Does acts on links, each in one transaction, recorded before it takes place, and once for each request. Whose links
 * it changed is recorded before the transaction ends, so that an act whose answer cannot be recorded does not take
 * place.
 */
@Component
class LinkActs {
    private final Decisions decisions;
    private final Retraction retraction;
    private final TimedTransactions transactions;
    private final WriteTurn turn;
    private final Pseudonyms pseudonyms;
    private final Namespaces namespaces;
    private final Consistency consistency;
    private final ObservationHandles handles;
    private final GivenRequests requests;
    private final ActDisclosures disclosures;

    LinkActs(
            Decisions decisions,
            Retraction retraction,
            TimedTransactions transactions,
            WriteTurn turn,
            Pseudonyms pseudonyms,
            Namespaces namespaces,
            Consistency consistency,
            ObservationHandles handles,
            GivenRequests requests,
            ActDisclosures disclosures) {
        this.decisions = decisions;
        this.retraction = retraction;
        this.transactions = transactions;
        this.turn = turn;
        this.pseudonyms = pseudonyms;
        this.namespaces = namespaces;
        this.consistency = consistency;
        this.handles = handles;
        this.requests = requests;
        this.disclosures = disclosures;
    }

    /** What came of it at the graph: when, and what changed, if it was done now. */
    private record Effect(Instant at, Optional<GraphChanges> changes) {}

    Outcome<LinkChange> once(Client client, String requestId, LinkAct act) {
        var request = requests.request(client, requestId, "link-act", words(act));
        try {
            return transactions
                    .write(() -> effect(client, request, act))
                    .then(effect -> new Outcome.Done<>(change(client, act, effect)));
        } catch (UnknownEvidenceException _) {
            return unknownEvidence();
        } catch (WithoutEffectException e) {
            // That they are one person's all the same, or that one of them is generic, tells something of both.
            shown(client, request, act, GraphChanges.NONE);
            return Outcome.refused(Fault.Code.DECISION_WITHOUT_EFFECT, String.valueOf(e.getMessage()));
        }
    }

    static <T> Outcome<T> unknownEvidence() {
        return Outcome.refused(
                Fault.Code.EVIDENCE_UNKNOWN,
                "The graph does not know what this is about: it has not both identities, or no such source, file, observation or decision.");
    }

    private Outcome<Effect> effect(Client client, ConsentRequest request, LinkAct act) {
        var now = turn.take();
        var first = requests.first(request);
        if (first.isPresent()) {
            return first.get().fingerprint().equals(request.fingerprint())
                    ? new Outcome.Done<>(new Effect(first.get().effectiveAt(), Optional.empty()))
                    : Outcome.requestIdReused();
        }
        return act(new Actor(client.id(), request.id()), act, now).then(effect -> {
            requests.done(request, effect.at());
            shown(client, request, act, effect.changes().orElse(GraphChanges.NONE));
            return new Outcome.Done<>(effect);
        });
    }

    private void shown(Client client, ConsentRequest request, LinkAct act, GraphChanges changes) {
        var nodes = Stream.concat(changes.nodes().stream(), two(act).stream()).collect(Collectors.toSet());
        disclosures.record(client, act.authority(), act.field(), request.id(), nodes, List.of());
    }

    private Set<NodeRef> two(LinkAct act) {
        return switch (act) {
            case LinkAct.Join(var two) -> nodes(two);
            case LinkAct.Split(var two) -> nodes(two);
            case LinkAct.Undecide(var two) -> nodes(two);
            case LinkAct.Retract _ -> Set.of();
        };
    }

    private Set<NodeRef> nodes(Two two) {
        return Set.of(pseudonyms.ref(two.one()), pseudonyms.ref(two.other()));
    }

    private Outcome<Effect> act(Actor by, LinkAct act, Instant now) {
        return switch (act) {
            case LinkAct.Join(var two) -> decided(decisions.join(by, two.one(), two.other()));
            case LinkAct.Split(var two) -> decided(decisions.split(by, two.one(), two.other()));
            case LinkAct.Undecide(var two) -> done(now, decisions.undecide(by, two.one(), two.other()));
            case LinkAct.Retract(var what) ->
                retraction
                        .retractAtOnce(by, what)
                        .map(changes -> done(now, changes))
                        .orElseGet(() -> Outcome.refused(
                                Fault.Code.RETRACTION_LIMIT,
                                "It is more than %d statements, which is the most that is taken back at once. Use the command retract."
                                        .formatted(Retraction.AT_ONCE)));
        };
    }

    private static Outcome<Effect> decided(Decisions.Decided decided) {
        return done(decided.at(), decided.changes());
    }

    private static Outcome<Effect> done(Instant at, GraphChanges changes) {
        return new Outcome.Done<>(new Effect(at, Optional.of(changes)));
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
            case LinkAct.Undecide _, LinkAct.Retract _ -> Optional.empty();
        };
    }

    private List<String> words(LinkAct act) {
        return switch (act) {
            case LinkAct.Join(var two) -> words(act.field(), two);
            case LinkAct.Split(var two) -> words(act.field(), two);
            case LinkAct.Undecide(var two) -> words(act.field(), two);
            case LinkAct.Retract(var what) ->
                List.of(act.field(), what.getClass().getSimpleName(), what.id());
        };
    }

    private List<String> words(String field, Two two) {
        return List.of(field, pseudonyms.of(two.one()), pseudonyms.of(two.other()));
    }
}
