package dev.identitygraph.privacy;

import dev.identitygraph.audit.Actor;
import dev.identitygraph.client.Authority;
import dev.identitygraph.client.Client;
import dev.identitygraph.decision.Effect;
import dev.identitygraph.decision.LinkDecision;
import dev.identitygraph.decision.LinkExplanation;
import dev.identitygraph.decision.LinkExplanations;
import dev.identitygraph.identity.Namespace;
import dev.identitygraph.identity.Provenance;
import dev.identitygraph.retraction.UnknownEvidenceException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Explains to clients why identities are linked. To ask is an act that is recorded, before anything is read. The chain
 * leads through our identities only: what a partner knows would close the circle, and joins nobody.
 */
@Component
public class LinkExplanationDesk {
    private static final LinkExplanation NOTHING = new LinkExplanation(false, List.of(), List.of(), Set.of(), Set.of());

    private final GivenIdentities identities;
    private final LinkExplanations explanations;
    private final ObservationHandles handles;
    private final ActDisclosures disclosures;
    private final TimedTransactions transactions;

    LinkExplanationDesk(
            GivenIdentities identities,
            LinkExplanations explanations,
            ObservationHandles handles,
            ActDisclosures disclosures,
            TimedTransactions transactions) {
        this.transactions = transactions;
        this.disclosures = disclosures;
        this.identities = identities;
        this.explanations = explanations;
        this.handles = handles;
    }

    /** Explains why two identities are of one person or not; of those that the graph does not know, nothing. */
    public Outcome<ShownLinks> explain(Client client, GivenIdentity one, GivenIdentity other) {
        return identities.two(client, one, other).then(two -> {
            var explanation = explained(client, two);
            if (!explanation.linked()) {
                identities.missed(client, two);
            }
            disclosures.record(
                    client, Authority.EXPLAIN_LINKS, "explainLink", "", explanation.nodes(), explanation.edges());
            return new Outcome.Done<>(new ShownLinks(
                    explanation.linked(),
                    explanation.chain().stream()
                            .map(step -> shown(client, step))
                            .toList(),
                    explanation.decisions().stream()
                            .map(decision -> shown(client, decision))
                            .toList()));
        });
    }

    private LinkExplanation explained(Client client, Two two) {
        try {
            return transactions.read(
                    () -> explanations.explain(Actor.of(client.id()), two.one(), two.other(), Namespace::speaks));
        } catch (UnknownEvidenceException _) {
            return NOTHING;
        }
    }

    private ShownLinks.Step shown(Client client, LinkExplanation.Step step) {
        return new ShownLinks.Step(
                step.type(),
                step.from().namespace(),
                step.to().namespace(),
                step.supersededBy().map(by -> shown(client, by)),
                step.evidence().stream()
                        .map(provenance -> shown(client, provenance))
                        .toList());
    }

    private ShownLinks.Superseded shown(Client client, LinkExplanation.Rule by) {
        return new ShownLinks.Superseded(
                by.name(),
                by.namespace(),
                by.decisions().stream().map(id -> handles.handle(client, id)).toList());
    }

    private ShownLinks.Decision shown(Client client, LinkDecision decision) {
        return new ShownLinks.Decision(
                decision.joins(),
                day(decision.at()),
                handles.handle(client, decision.observation()),
                because(decision.effect()),
                decision.effect() instanceof Effect.Superseded(var by)
                        ? Optional.of(shown(client, by))
                        : Optional.empty());
    }

    private static Optional<ShownLinks.NotInForce> because(Effect effect) {
        return switch (effect) {
            case Effect.InForce _ -> Optional.empty();
            case Effect.Overruled _ -> Optional.of(ShownLinks.NotInForce.OVERRULED);
            case Effect.Superseded _ -> Optional.of(ShownLinks.NotInForce.SUPERSEDED);
            case Effect.KeptTogether _ -> Optional.of(ShownLinks.NotInForce.KEPT_TOGETHER);
        };
    }

    private ShownLinks.Evidence shown(Client client, Provenance provenance) {
        return new ShownLinks.Evidence(
                provenance.source(),
                provenance.method(),
                provenance.confidence(),
                day(provenance.observedAt()),
                day(provenance.recordedAt()),
                provenance.derivedFrom().stream()
                        .map(id -> handles.handle(client, id))
                        .toList());
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }
}
