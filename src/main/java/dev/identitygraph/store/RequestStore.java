package dev.identitygraph.store;

import java.util.Map;
import java.util.Optional;
import org.springframework.data.neo4j.core.Neo4jClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Keeps what clients have asked under ids of their own, so that the same request is done once. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class RequestStore {
    private final Neo4jClient client;

    RequestStore(Neo4jClient client) {
        this.client = client;
    }

    /** What a client has asked under an id, if it has. */
    public Optional<ConsentRequest> find(String id) {
        return client.query("""
                        MATCH (r:ConsentRequest {consentRequestId: $id})
                        RETURN r.fingerprint AS fingerprint, r.effectiveAt AS effectiveAt
                        """)
                .bind(id)
                .to("id")
                .fetch()
                .one()
                .map(row -> new ConsentRequest(
                        id, Returned.text(row, "fingerprint"), Returned.instant(row, "effectiveAt")));
    }

    public void add(ConsentRequest request) {
        client.query("""
                CREATE (:ConsentRequest {consentRequestId: $id, fingerprint: $fingerprint, effectiveAt: $effectiveAt})
                """)
                .bindAll(Map.of(
                        "id", request.id(),
                        "fingerprint", request.fingerprint(),
                        "effectiveAt", EdgeProperties.time(request.effectiveAt())))
                .run();
    }
}
