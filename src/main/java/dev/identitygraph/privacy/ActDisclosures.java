package dev.identitygraph.privacy;

import dev.identitygraph.audit.AuditLog;
import dev.identitygraph.audit.AuditRecord;
import dev.identitygraph.client.Authority;
import dev.identitygraph.client.Client;
import dev.identitygraph.identity.Kind;
import dev.identitygraph.identity.Party;
import dev.identitygraph.store.NodeRef;
import java.time.Clock;
import java.util.Collection;
import org.springframework.stereotype.Component;

/** Records whose links a client was shown, or has changed, by an authority: on disk before the answer leaves. */
@Component
class ActDisclosures {
    private final AuditLog audit;
    private final Clock clock;

    ActDisclosures(AuditLog audit, Clock clock) {
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Records what is shown, if it is anything of ours: of partners' identities nothing is.
     *
     * @param request a digest of the client's id of the request; blank where it has none
     * @throws dev.identitygraph.audit.UnrecordedException if it cannot be recorded: then it must not be shown
     */
    void record(
            Client client,
            Authority authority,
            String act,
            String request,
            Collection<NodeRef> nodes,
            Collection<String> edges) {
        var ours = nodes.stream()
                .filter(node -> node.party() == Party.FIRST && node.kind() != Kind.SEGMENT)
                .map(NodeRef::digest)
                .distinct()
                .sorted()
                .toList();
        if (!ours.isEmpty()) {
            audit.record(new AuditRecord.ActDisclosure(
                    clock.instant(),
                    client.id(),
                    authority,
                    act,
                    request,
                    ours,
                    edges.stream().sorted().toList()));
        }
    }
}
