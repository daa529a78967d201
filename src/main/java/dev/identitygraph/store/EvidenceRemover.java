package dev.identitygraph.store;

import static java.util.stream.Collectors.groupingBy;

import dev.identitygraph.identity.EdgeType;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.data.neo4j.core.Neo4jClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Takes observations away, and what rests on them alone; what rests on others too is as these have it. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class EvidenceRemover {
    private final Neo4jClient client;
    private final WriteTurn turn;

    EvidenceRemover(Neo4jClient client, WriteTurn turn) {
        this.client = client;
        this.turn = turn;
    }

    /** Takes away edges that rest on nothing any more. */
    public void delete(Collection<StoredEdge> edges) {
        byType(edges)
                .forEach((type, ofType) -> client.query(
                                "UNWIND $ids AS id MATCH ()-[r:%s {edgeId: id}]->() DELETE r".formatted(type))
                        .bind(ofType.stream().map(StoredEdge::edgeId).toList())
                        .to("ids")
                        .run());
    }

    /** Lets edges rest on the observations that are left, and be as new, sure and lasting as these say. */
    public void reduce(Collection<StoredEdge> edges, Set<String> gone) {
        byType(edges)
                .forEach((type, ofType) -> client.query("""
                    UNWIND $ids AS id
                    MATCH ()-[r:%s {edgeId: id}]->()
                    SET r.derivedFrom = [known IN r.derivedFrom WHERE NOT known IN $gone]
                    WITH r
                    CALL (r) {
                      UNWIND r.derivedFrom AS known
                      MATCH (o:Observation {observationId: known})
                      WITH o, coalesce(o.confidence, r.confidence) AS confidence, coalesce(o.method, r.method) AS method
                      ORDER BY confidence DESC, method
                      RETURN max(o.observedAt) AS observedAt, min(o.recordedAt) AS recordedAt,
                             collect(confidence)[0] AS confidence, collect(method)[0] AS method,
                             CASE WHEN count(o.until) = count(o) THEN max(o.until) END AS until
                    }
                    SET r.observedAt = observedAt, r.recordedAt = recordedAt, r.confidence = confidence,
                        r.method = method, r.until = CASE WHEN type(r) = 'IN_SEGMENT' THEN until END
                    """.formatted(type))
                        .bindAll(Map.of(
                                "ids", ofType.stream().map(StoredEdge::edgeId).toList(), "gone", gone))
                        .run());
    }

    private static Map<EdgeType, List<StoredEdge>> byType(Collection<StoredEdge> edges) {
        return edges.stream().collect(groupingBy(StoredEdge::type));
    }

    /** Takes away observations, and those of the nodes that nothing names any more. */
    public void delete(Set<String> observations, Collection<NodeRef> nodes) {
        turn.takeAway();
        client.query("UNWIND $ids AS id MATCH (o:Observation {observationId: id}) DELETE o")
                .bind(observations)
                .to("ids")
                .run();
        nodes.stream()
                .collect(groupingBy(NodeRef::kind))
                .forEach((kind, ofKind) -> client.query("""
                    UNWIND $digests AS digest
                    MATCH (n:%s {digest: digest})
                    SET n.derivedFrom = CASE WHEN n.derivedFrom IS NULL THEN null
                          WHEN all(known IN n.derivedFrom WHERE known IN $gone) THEN null
                          ELSE [known IN n.derivedFrom WHERE NOT known IN $gone] END
                    WITH n WHERE n.derivedFrom IS NULL AND NOT EXISTS { (n)--() }
                    DELETE n
                    """.formatted(kind.label()))
                        .bindAll(Map.of(
                                "digests", ofKind.stream().map(NodeRef::digest).toList(), "gone", observations))
                        .run());
    }
}
