package dev.identitygraph.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.identitygraph.identity.Direction;
import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.identity.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HopTests {
    @ParameterizedTest
    @CsvSource({
        "CUSTOMER, HAS_EMAIL, OUT, EMAIL",
        "EMAIL, HAS_EMAIL, IN, CUSTOMER",
        "EMAIL, IN_SEGMENT, OUT, SEGMENT",
        "SEGMENT, IN_SEGMENT, IN, EMAIL",
        "CUSTOMER, SAME_AS, BOTH, CUSTOMER",
    })
    void aHopFollowsItsEdge(Kind from, EdgeType edge, Direction direction, Kind to) {
        assertThat(new Hop("Some.field", from, edge, direction, to).to()).isEqualTo(to);
    }

    @ParameterizedTest
    @CsvSource({
        "CUSTOMER, HAS_EMAIL, IN, EMAIL",
        "EMAIL, HAS_EMAIL, OUT, CUSTOMER",
        "DEVICE, HAS_EMAIL, OUT, EMAIL",
        "CUSTOMER, HAS_EMAIL, OUT, DEVICE",
        "EMAIL, HAS_EMAIL, IN, DEVICE",
        "CUSTOMER, HAS_EMAIL, BOTH, EMAIL",
        "CUSTOMER, IN_SEGMENT, BOTH, SEGMENT",
    })
    void aHopThatItsEdgeCannotMakeIsRefused(Kind from, EdgeType edge, Direction direction, Kind to) {
        assertThatThrownBy(() -> new Hop("Some.field", from, edge, direction, to))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Some.field cannot walk " + edge + " " + direction);
    }
}
