package dev.identitygraph.privacy;

import dev.identitygraph.client.Client;
import dev.identitygraph.identity.Provenance;
import dev.identitygraph.ingest.LinkExplanation;
import dev.identitygraph.ingest.LinkExplanations;
import dev.identitygraph.ingest.UnknownEvidenceException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Explains to clients why identities are linked. To ask is an act that is recorded, before anything is read. The chain
 * leads through our identities only: what a partner knows would close the circle, and joins nobody.
 */
@Component
public class LinkExplanationDesk {
    private static final LinkExplanation NOTHING = new LinkExplanation(false, List.of());

    private final GivenIdentities identities;
    private final LinkExplanations explanations;
    private final ObservationHandles handles;

    LinkExplanationDesk(GivenIdentities identities, LinkExplanations explanations, ObservationHandles handles) {
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
            return new Outcome.Done<>(new ShownLinks(
                    explanation.linked(),
                    explanation.chain().stream()
                            .map(step -> shown(client, step))
                            .toList()));
        });
    }

    private LinkExplanation explained(Client client, Two two) {
        try {
            return explanations.explain(client.id(), two.one(), two.other(), GivenIdentities::isOurs);
        } catch (UnknownEvidenceException _) {
            return NOTHING;
        }
    }

    private ShownLinks.Step shown(Client client, LinkExplanation.Step step) {
        return new ShownLinks.Step(
                step.type(),
                step.from().namespace(),
                step.to().namespace(),
                step.supersededBy().map(by -> new ShownLinks.Superseded(by.name(), by.namespace())),
                step.evidence().stream()
                        .map(provenance -> shown(client, provenance))
                        .toList());
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
