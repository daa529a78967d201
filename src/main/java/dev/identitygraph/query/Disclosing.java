package dev.identitygraph.query;

import dev.identitygraph.audit.AuditLog;
import dev.identitygraph.audit.AuditRecord;
import dev.identitygraph.client.Client;
import dev.identitygraph.identity.Kind;
import dev.identitygraph.policy.Plan;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Collects what an operation's answer reveals of subjects, and has it recorded before the answer leaves. */
final class Disclosing {
    private final AuditLog audit;
    private final Client client;
    private final Plan plan;
    private final DocumentForm document;
    private final Instant at;
    private final Set<String> nodes = ConcurrentHashMap.newKeySet();
    private final Set<String> edges = ConcurrentHashMap.newKeySet();

    Disclosing(AuditLog audit, Client client, Plan plan, DocumentForm document, Instant at) {
        this.audit = audit;
        this.client = client;
        this.plan = plan;
        this.document = document;
        this.at = at;
    }

    /** A node is in the answer. A segment is nobody's. */
    void node(Kind kind, String digest) {
        if (kind != Kind.SEGMENT) {
            nodes.add(digest);
        }
    }

    void edge(String edgeId) {
        edges.add(edgeId);
    }

    /** Done when the answer may leave; whether it may. */
    CompletableFuture<Boolean> recorded() {
        return nodes.isEmpty() && edges.isEmpty()
                ? CompletableFuture.completedFuture(true)
                : audit.disclosing(
                        new AuditRecord.Disclosure(
                                at,
                                client.id(),
                                plan.purpose().name(),
                                plan.policyVersion(),
                                document.digest(),
                                nodes.stream().sorted().toList(),
                                edges.stream().sorted().toList()),
                        document.text());
    }
}
