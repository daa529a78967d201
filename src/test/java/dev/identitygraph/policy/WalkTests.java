package dev.identitygraph.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.identitygraph.identity.Kind;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.identity.Quadrant;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class WalkTests {
    @Test
    void walksAreOrderedByWhereTheyStartAndThenByWhereTheyLead() {
        var back = new Walk(Quadrant.B1, Quadrant.P1);
        var onwards = new Walk(Quadrant.P1, Quadrant.B1);
        var along = new Walk(Quadrant.P1, Quadrant.P1);
        assertThat(new TreeSet<>(Set.of(back, onwards, along))).containsExactly(along, onwards, back);
    }

    @Test
    void aHopIsNotOfferedInAQuadrantThatItCannotLeave() {
        var audience = PolicyFixtures.POLICY.of(new Purpose("AUDIENCE_TARGETING"));
        assertThat(audience.hopsFrom(Kind.SEGMENT, Set.of(Quadrant.B1))).isEmpty();
        assertThat(audience.hopsFrom(Kind.SEGMENT, Set.of(Quadrant.B3)))
                .extracting(hop -> hop.hop().coordinate())
                .containsExactly("Segment.devices");
        assertThat(audience.hopsFrom(Kind.DEVICE, Set.of(Quadrant.B3))).isEmpty();
    }
}
