package dev.identitygraph.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.identitygraph.identity.Purpose;
import dev.identitygraph.identity.Quadrant;
import dev.identitygraph.yaml.InvalidFileException;
import dev.identitygraph.yaml.YamlText;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
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
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = PolicyFixtures.FAULTS)
    void aFaultNamesFileAndLineAndWhatWouldBeRight(String right, String wrong, String message) {
        var line = SHIPPED.substring(0, SHIPPED.indexOf(right)).lines().count();
        assertThat(faults(() -> PolicyFixtures.policy(PolicyFixtures.shippedWith(right, wrong))))
                .anySatisfy(fault -> assertThat(fault)
                        .contains(message)
                        .matches("policy\\.yaml:(%d|%d):.*".formatted(line, line + 1)));
    }

    @Test
    void everyFaultIsSaidAtOnce() {
        var text = SHIPPED.replaceFirst("walks: \\[B1 -> B3]", "walks: [B1 -> P3, B1 -> B3]")
                .replace("methods: [DECLARED]", "methods: [DECLARED, GUESSED]")
                .replace("Query.device:", "Query.gadget:")
                .replaceFirst("Email.address, ", "Email.adress, ")
                .replace("maxHops: 3", "maxHops: 30")
                .replace("ONBOARDING:", "ON_BOARDING:");
        assertThat(faults(() -> PolicyFixtures.policy(text)))
                .allSatisfy(fault -> assertThat(fault).matches("policy\\.yaml:\\d+:\\d+: .+"))
                .extracting(fault -> fault.replaceFirst("policy\\.yaml:\\d+:\\d+: (.{20}).*", "$1"))
                .containsExactlyInAnyOrder(
                        "'ON_BOARDING' is unk",
                        "purpose ONBOARDING o",
                        "Device.syncedWith le",
                        "'GUESSED' is unknown",
                        "'Query.gadget' is un",
                        "'Email.adress' is un",
                        "'30' is no whole num");
    }

    @Test
    void aFaultOfTheCheckStandsAtThePurposeOrTheClient() {
        var policy =
                new YamlText("policy.yaml", SHIPPED.replace("ONBOARDING:\n", "ONBOARDING:\n  crossesPeople: So.\n"));
        var clients = new YamlText("clients.yaml", """
                web: {operator: shop, purposes: [PERSONALIZATION]}
                ads: {operator: shop, purposes: [RETARGETING]}
                all: {operator: self, purposes: [SUBJECT_ACCESS, ANALYTICS]}
                """);
        var line = SHIPPED.substring(0, SHIPPED.indexOf("\nONBOARDING:") + 1)
                        .lines()
                        .count()
                + 1;
        assertThat(faults(() -> PolicyFixtures.READER.checked(policy, clients)))
                .satisfiesExactly(
                        fault -> assertThat(fault).startsWith("policy.yaml:" + line + ":1: purpose ONBOARDING says"),
                        fault -> assertThat(fault).startsWith("clients.yaml:2:1: operator shop joins"),
                        fault -> assertThat(fault).startsWith("clients.yaml:3:1: client all holds"));
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

    private static List<String> faults(ThrowingCallable reading) {
        return catchThrowableOfType(InvalidFileException.class, reading).faults();
    }
}
