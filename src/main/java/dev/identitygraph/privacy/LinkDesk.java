package dev.identitygraph.privacy;

import dev.identitygraph.client.Client;
import dev.identitygraph.decision.Decisions;
import dev.identitygraph.policy.Fault;
import dev.identitygraph.retraction.Retractable;
import org.springframework.stereotype.Component;

/**
 * Has clients decide who is one person, and take back what was said. Whether the client may has been decided before.
 * Each act has an id that the client gave its request: the same one is done once.
 */
@Component
public class LinkDesk {
    private final GivenIdentities identities;
    private final ObservationHandles handles;
    private final LinkActs acts;
    private final Decisions decisions;

    LinkDesk(GivenIdentities identities, ObservationHandles handles, LinkActs acts, Decisions decisions) {
        this.decisions = decisions;
        this.identities = identities;
        this.handles = handles;
        this.acts = acts;
    }

    /** Decides that two customer records are of one person. */
    public Outcome<LinkChange> join(Client client, String requestId, GivenIdentity one, GivenIdentity other) {
        return identities
                .two(client, one, other)
                .then(two -> Decisions.canBeJoined(two.one(), two.other())
                        ? decided(client, requestId, new LinkAct.Join(two), two)
                        : Outcome.refused(Fault.Code.ARGUMENT_INVALID, Decisions.NOT_JOINED));
    }

    /** Decides that two identities are not of one person. */
    public Outcome<LinkChange> split(Client client, String requestId, GivenIdentity one, GivenIdentity other) {
        return identities
                .two(client, one, other)
                .then(two -> decisions.canBeSplit(two.one(), two.other())
                        ? decided(client, requestId, new LinkAct.Split(two), two)
                        : Outcome.refused(Fault.Code.ARGUMENT_INVALID, Decisions.NOT_SPLIT));
    }

    /** Takes back what was decided about two identities, whoever decided it. */
    public Outcome<LinkChange> undecide(Client client, String requestId, GivenIdentity one, GivenIdentity other) {
        return identities
                .two(client, one, other)
                .then(two -> decided(client, requestId, new LinkAct.Undecide(two), two));
    }

    /** A decision about what the graph does not know has told that much. */
    private Outcome<LinkChange> decided(Client client, String requestId, LinkAct act, Two two) {
        var outcome = acts.once(client, requestId, act);
        if (outcome instanceof Outcome.Refused<LinkChange>(var fault) && fault.code() == Fault.Code.EVIDENCE_UNKNOWN) {
            identities.missed(client, two);
        }
        return outcome;
    }

    /**
     * Takes one observation back.
     *
     * @param handle what the client was told that it is called
     */
    public Outcome<LinkChange> retractObservation(Client client, String requestId, String handle) {
        return handles.open(client, handle)
                .map(id -> acts.once(client, requestId, new LinkAct.Retract(new Retractable.OneObservation(id))))
                .orElseGet(LinkActs::unknownEvidence);
    }

    /**
     * Takes back what is known from a file only, if it is not too much for one transaction.
     *
     * @param id the SHA-256 digest of its content, or what a batch was called
     */
    public Outcome<LinkChange> retractFile(Client client, String requestId, String id) {
        return acts.once(client, requestId, new LinkAct.Retract(new Retractable.OfFile(id)));
    }

    /** Takes back what a source said, if it is not too much for one transaction. */
    public Outcome<LinkChange> retractSource(Client client, String requestId, String source) {
        return acts.once(client, requestId, new LinkAct.Retract(new Retractable.OfSource(source)));
    }
}
