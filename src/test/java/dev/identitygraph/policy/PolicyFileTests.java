package dev.identitygraph.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.identitygraph.identity.Purpose;
import dev.identitygraph.identity.Quadrant;
import dev.identitygraph.yaml.InvalidFileException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyFileTests {
    private static final String SHIPPED = PolicyFixtures.file("policy/policy.yaml");

    @Test
    void thePolicyThatShipsCoversEveryPurposeOfTheSchema() {
        assertThat(PolicyFixtures.POLICY.purposes().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        PolicyFixtures.SCHEMA.purposes().all());
    }

    @Test
    void whatIsNotListedIsDenied() {
        var personalization = PolicyFixtures.POLICY.of(new Purpose("PERSONALIZATION"));
        assertThat(personalization.hop("Device.syncedWith", Set.of(Quadrant.B1)))
                .isEmpty();
        assertThat(personalization.hop("Device.segments", Set.of(Quadrant.B3))).isEmpty();
        assertThat(personalization.reveals("Device.value", Set.of(Quadrant.B1))).isFalse();
    }

    @Test
    void aPropertyIsRevealedOnlyInTheQuadrantsThatSaySo() {
        var retargeting = PolicyFixtures.POLICY.of(new Purpose("RETARGETING"));
        assertThat(retargeting.reveals("Device.value", Set.of(Quadrant.B3))).isTrue();
        assertThat(retargeting.reveals("Device.value", Set.of(Quadrant.B1))).isFalse();
        assertThat(retargeting.reveals("Device.value", Set.of(Quadrant.B1, Quadrant.B3)))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            Customer.segments:            | Customer.segment:           | 'Customer.segment' is unknown here; known are Customer.devices
            walks: [P1 -> B1]             | walks: [P1 -> P3]           | so it cannot walk P1 -> P3
            walks: [P1 -> B1]             | walks: [P1]                 | 'P1' is no walk; right would be, for example, P1 -> B1
            walks: [P1 -> B1]             | walks: []                   | at least one is needed here
            methods: [DETERMINISTIC]      | methods: [GUESSED]          | 'GUESSED' is unknown here; known are DECLARED
            minConfidence: 0.9            | minConfidence: 1.9          | '1.9' is no number from 0.0 to 1.0
            party: [FIRST]                | party: [FIRST, FIRST]       | 'FIRST' stands twice; once is right
            party: [FIRST]                | partys: [FIRST]             | 'partys' is unknown here
            namespaces: [crm]             | namespaces: [cookie]        | 'cookie' is unknown here; known are crm
            Query.customer:               | Query.person:               | 'Query.person' is unknown here
            Customer.namespace            | Customer.name               | 'Customer.name' is unknown here; known are Customer.namespace
            RETARGETING:                  | REMARKETING:                | 'REMARKETING' is unknown here; known are PERSONALIZATION
            maxHops: 2                    | maxHops: many               | 'many' is no whole number from 0 to 10
            """)
    void aFaultNamesFileAndLineAndWhatWouldBeRight(String right, String wrong, String message) {
        var line = SHIPPED.substring(0, SHIPPED.indexOf(right)).lines().count();
        assertThatThrownBy(() -> PolicyFixtures.policy(SHIPPED.replaceFirst(
                        java.util.regex.Pattern.quote(right), java.util.regex.Matcher.quoteReplacement(wrong))))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining(message)
                .hasMessageMatching("policy\\.yaml:(%d|%d):.*".formatted(line, line + 1));
    }

    @Test
    void aPolicyThatLeavesOutAPurposeIsNotServed() {
        assertThatThrownBy(() -> PolicyFixtures.policy(SHIPPED.substring(0, SHIPPED.indexOf("SUBJECT_ACCESS:"))))
                .hasMessageContaining("purpose SUBJECT_ACCESS of the schema is missing");
    }

    @Test
    void aClientWithAPurposeThatDoesNotExistIsNotServed() {
        assertThatThrownBy(() -> PolicyFixtures.READER.clients(
                        PolicyFixtures.yaml("clients.yaml", "shop:\n  operator: shop\n  purposes: [SPYING]\n")))
                .hasMessage(
                        "clients.yaml:3:14: 'SPYING' is unknown here; known are PERSONALIZATION, RETARGETING, FIRST_PARTY_MATCHING, "
                                + "RE_IDENTIFICATION, ONBOARDING, AUDIENCE_TARGETING, ANALYTICS, SUBJECT_ACCESS");
    }
}
