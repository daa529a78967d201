package dev.identitygraph.store;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.identitygraph.identity.Purpose;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.data.neo4j.core.Neo4jClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Keeps which memberships the last release of segment sizes counted, and how many members that made. */
@Component
@Transactional
public class ReleaseStore {
    private final Neo4jClient client;
    private final WriteTurn turn;

    ReleaseStore(Neo4jClient client, WriteTurn turn) {
        this.client = client;
        this.turn = turn;
    }

    /**
     * Takes the turn to release a purpose's sizes, if they were last released no later than a given instant. Of several
     * instances, one gets it.
     */
    public boolean takeTurn(Purpose purpose, Instant ifNotSince, Instant now) {
        return client.query("""
                        MERGE (release:Release {purpose: $purpose})
                        SET release.lock = true
                        WITH release, release.at AS last
                        SET release.at = CASE WHEN last IS NULL OR last <= $ifNotSince THEN $now ELSE last END
                        REMOVE release.lock
                        RETURN release.at = $now
                        """)
                .bindAll(Map.of(
                        "purpose",
                        purpose.name(),
                        "ifNotSince",
                        EdgeProperties.time(ifNotSince),
                        "now",
                        EdgeProperties.time(now)))
                .fetchAs(Boolean.class)
                .one()
                .orElse(false);
    }

    /** The pseudonyms of all segments. */
    public Collection<String> segments() {
        return client.query("MATCH (segment:Segment) RETURN segment.digest ORDER BY segment.digest")
                .fetchAs(String.class)
                .all();
    }

    /** The pseudonyms of the members that the last release counted, less those who have withdrawn since. */
    public Set<String> released(Purpose purpose, String segment) {
        return client
                .query("""
                        MATCH (segment:Segment {digest: $segment})<-[r:IN_SEGMENT]-(member)
                        WHERE r.%s RETURN DISTINCT member.digest
                        """.formatted(EdgeProperties.released(purpose)))
                .bind(segment)
                .to("segment")
                .fetchAs(String.class)
                .all()
                .stream()
                .collect(toUnmodifiableSet());
    }

    /**
     * Publishes a segment's size: how many members the memberships are of that were counted, less those who have
     * withdrawn since they were.
     *
     * @param edgeIds the memberships that were counted
     */
    public void publish(Purpose purpose, String segment, List<String> edgeIds) {
        turn.take();
        var released = EdgeProperties.released(purpose);
        client.query("""
                        MATCH (:Segment {digest: $segment})<-[r:IN_SEGMENT]-() WHERE r.%1$s
                        REMOVE r.%1$s
                        """.formatted(released)).bind(segment).to("segment").run();
        client.query("""
                        UNWIND $edgeIds AS edgeId
                        MATCH ()-[r:IN_SEGMENT {edgeId: edgeId}]->()
                        WHERE r.%s = 'GRANTED'
                        SET r.%s = true
                        """.formatted(EdgeProperties.status(purpose), released))
                .bind(edgeIds)
                .to("edgeIds")
                .run();
        client.query("""
                        MATCH (segment:Segment {digest: $segment})
                        OPTIONAL MATCH (segment)<-[r:IN_SEGMENT]-(member) WHERE r.%s
                        WITH segment, count(DISTINCT member) AS members
                        SET segment.%s = members
                        """.formatted(released, NodeProperties.members(purpose)))
                .bind(segment)
                .to("segment")
                .run();
    }
}
