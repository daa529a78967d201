package dev.identitygraph.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.identitygraph.client.Authority;
import dev.identitygraph.identity.Direction;
import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.identity.Kind;
import org.junit.jupiter.api.Test;

class GraphSchemaTests {
    private final GraphSchema schema = GraphSchema.of(PolicyFixtures.file("schema/identity-graph.graphqls"));

    @Test
    void aFieldOfQueryThatReturnsAKindIsAnEntry() {
        assertThat(schema.entryCoordinates())
                .containsExactly("Query.customer", "Query.device", "Query.email", "Query.segment", "Query.viewer");
        assertThat(schema.entry("Query.device")).contains(Kind.DEVICE);
        assertThat(schema.entry("Query.node")).isEmpty();
    }

    @Test
    void anEntryWithoutAValueIsTheSubjects() {
        assertThat(schema.bindings("Query.viewer")).containsExactly(BoundTo.SUBJECT);
        assertThat(schema.bindings("Query.customer")).containsExactly(BoundTo.ANY);
        assertThat(schema.bindings("Query.device")).containsExactlyInAnyOrder(BoundTo.SUBJECT, BoundTo.ANY);
    }

    @Test
    void aFieldForAnAuthorityIsNoEntry() {
        assertThat(schema.authority("Query.explain")).contains(Authority.EXPLAIN);
        assertThat(schema.authority("Query.customer")).isEmpty();
    }

    @Test
    void aHopLeadsFromItsTypeToTheKindOfItsConnection() {
        assertThat(schema.hop("Segment.devices"))
                .contains(new Hop("Segment.devices", Kind.SEGMENT, EdgeType.IN_SEGMENT, Direction.IN, Kind.DEVICE));
        assertThat(schema.hop("Customer.value")).isEmpty();
        assertThat(schema.hopCoordinates())
                .hasSize(17)
                .contains("Customer.sameAs")
                .doesNotContain("Customer.value");
    }

    @Test
    void whatHasToBeRevealedIsAPropertyOfAKindOrOfAnEdge() {
        assertThat(schema.propertyCoordinates())
                .containsExactly(
                        "Consent.lawfulBasis",
                        "Consent.status",
                        "Consent.validFrom",
                        "Consent.validUntil",
                        "Customer.namespace",
                        "Customer.value",
                        "Device.namespace",
                        "Device.value",
                        "Email.address",
                        "Email.namespace",
                        "Provenance.confidence",
                        "Provenance.method",
                        "Provenance.observedAt",
                        "Provenance.party",
                        "Provenance.recordedAt",
                        "Provenance.source",
                        "Provenance.standing",
                        "PurposeConsent.lawfulBasis",
                        "PurposeConsent.purpose",
                        "PurposeConsent.serves",
                        "PurposeConsent.status",
                        "PurposeConsent.validFrom",
                        "PurposeConsent.validUntil",
                        "Segment.name",
                        "Segment.namespace",
                        "Segment.size");
    }

    @Test
    void aPropertyHasTheGraphsNameWhereItIsBoundToOne() {
        assertThat(schema.property("Email.address")).contains("encryptedValue");
        assertThat(schema.property("Email.namespace")).contains("namespace");
        assertThat(schema.coordinate(Kind.EMAIL, "encryptedValue")).isEqualTo("Email.address");
        assertThat(schema.coordinate(Kind.SEGMENT, "value")).isEqualTo("Segment.name");
        assertThat(schema.coordinate(Kind.SEGMENT, "namespace")).isEqualTo("Segment.namespace");
        assertThatThrownBy(() -> schema.coordinate(Kind.CUSTOMER, "encryptedValue"))
                .hasMessage("Customer has no property encryptedValue");
    }

    @Test
    void aHopFromWhatIsNoKindIsRefused() {
        assertThatThrownBy(() -> withType("""
            type Shelf { devices: DeviceConnection @hop(edge: USES, direction: OUT) }
            """))
                .hasMessage("Shelf.devices has @hop, so it must lead from a kind to a connection of one");
    }

    @Test
    void aHopThatItsEdgeCannotMakeIsRefused() {
        assertThatThrownBy(() -> GraphSchema.of(PolicyFixtures.file("schema/identity-graph.graphqls")
                        .replace("@hop(edge: USES, direction: OUT)", "@hop(edge: USES, direction: IN)")))
                .hasMessage("Customer.devices cannot walk USES IN: that edge leads from [CUSTOMER] to DEVICE");
    }

    private static GraphSchema withType(String type) {
        return GraphSchema.of(PolicyFixtures.file("schema/identity-graph.graphqls") + "\n" + type);
    }
}
