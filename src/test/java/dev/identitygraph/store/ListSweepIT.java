package dev.identitygraph.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.identitygraph.identity.Kind;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.testing.IntegrationTest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.neo4j.core.Neo4jClient;

@IntegrationTest
class ListSweepIT {
    private static final Purpose PURPOSE = new Purpose("RETARGETING");

    @Autowired
    private ListSweep sweep;

    @Autowired
    private ListIndexes indexes;

    @Autowired
    private Neo4jClient client;

    @Autowired
    private Clock clock;

    @AfterEach
    void clear() {
        client.query("MATCH (n) WHERE n.sweep DETACH DELETE n").run();
    }

    @Test
    void aMembershipWhoseValidityHasEndedLeavesItsListAndNoOtherDoes() {
        write("long over", Duration.ofDays(-2), "GRANTED", true);
        write("just over", Duration.ofHours(-1), "GRANTED", true);
        write("valid", Duration.ofDays(1), "GRANTED", true);
        sweep.sweep();
        assertThat(listed()).containsExactlyInAnyOrder("just over", "valid");
    }

    @Test
    void aNewIndexPutsOlderEdgesIntoTheirListsIfTheyAreOpen() {
        write("open", Duration.ofDays(1), "GRANTED", false);
        write("denied", Duration.ofDays(1), "DENIED", false);
        assertThat(listed()).isEmpty();
        client.query("DROP INDEX " + ListIndexes.name(PURPOSE)).run();
        indexes.create();
        assertThat(listed()).containsExactly("open");
        assertThat(client.query("MATCH (:Segment {sweep: true})<-[r {edgeId: 'open'}]-() RETURN r."
                                + EdgeProperties.list(PURPOSE))
                        .fetchAs(String.class)
                        .one())
                .contains(EdgeProperties.listOf("sweep", Kind.DEVICE));
    }

    private void write(String edgeId, Duration until, String status, boolean listed) {
        client.query("""
                        MERGE (segment:Segment {digest: 'sweep'}) SET segment.sweep = true
                        CREATE (segment)<-[r:IN_SEGMENT {edgeId: $edgeId, standing: 'ACTIVE'}]-(:Device {sweep: true})
                        SET r += $properties
                        """)
                .bindAll(Map.of(
                        "edgeId",
                        edgeId,
                        "properties",
                        Map.of(
                                EdgeProperties.status(PURPOSE),
                                status,
                                EdgeProperties.validUntil(PURPOSE),
                                EdgeProperties.time(clock.instant().plus(until)),
                                EdgeProperties.position(PURPOSE),
                                edgeId,
                                listed ? EdgeProperties.list(PURPOSE) : "unlisted",
                                EdgeProperties.listOf("sweep", Kind.DEVICE))))
                .run();
    }

    private List<String> listed() {
        return client
                .query("MATCH ({sweep: true})-[r]->() WHERE r.%s IS NOT NULL RETURN r.edgeId"
                        .formatted(EdgeProperties.list(PURPOSE)))
                .fetchAs(String.class)
                .all()
                .stream()
                .toList();
    }
}
