package dev.identitygraph.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.identitygraph.client.Authority;
import dev.identitygraph.identity.Kind;
import dev.identitygraph.identity.Namespace;
import dev.identitygraph.identity.Party;
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
                        "'Query.gadget' is un",
                        "'Email.adress' is un",
                        "'30' is no whole num");
    }

    @Test
    void aFaultOfTheCheckStandsAtThePurposeOrTheClient() {
        var policy =
                new YamlText("policy.yaml", SHIPPED.replace("ONBOARDING:\n", "ONBOARDING:\n  crossesPeople: So.\n"));
        var clients = new YamlText("clients.yaml", """
            web: {operator: shop, type: CONFIDENTIAL, purposes: [PERSONALIZATION]}
            ads: {operator: shop, type: CONFIDENTIAL, purposes: [RETARGETING]}
            all: {operator: self, type: CONFIDENTIAL, purposes: [SUBJECT_ACCESS, ANALYTICS]}
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
        assertThatThrownBy(() -> PolicyFixtures.READER.clients(PolicyFixtures.yaml(
                        "clients.yaml", "shop:\n  operator: shop\n  type: CONFIDENTIAL\n  purposes: [SPYING]\n")))
                .hasMessage("clients.yaml:4:14: 'SPYING' is unknown here; known are PERSONALIZATION, RETARGETING,"
                        + " FIRST_PARTY_MATCHING, RE_IDENTIFICATION, ONBOARDING, AUDIENCE_TARGETING, ANALYTICS,"
                        + " SUBJECT_ACCESS");
    }

    @Test
    void whatIsReadInPartIsNotCheckedToo() {
        var policy = new YamlText("policy.yaml", PolicyFixtures.shippedWith("walks: [P1 -> B1]", "walks: [P1]"));
        var clients = new YamlText("clients.yaml", PolicyFixtures.file("policy/clients.yaml"));
        assertThat(faults(() -> PolicyFixtures.READER.checked(policy, clients)))
                .singleElement()
                .satisfies(fault -> assertThat(fault).contains("'P1' is no walk"));
    }

    @Test
    void anOperatorsFaultStandsAtItsOwnFirstClient() {
        var policy = new YamlText("policy.yaml", SHIPPED);
        var clients = new YamlText("clients.yaml", """
            audience: {operator: dmp, type: CONFIDENTIAL, purposes: [RETARGETING]}
            mobile: {operator: shop, type: CONFIDENTIAL, purposes: [PERSONALIZATION]}
            web: {operator: shop, type: CONFIDENTIAL, purposes: [RETARGETING]}
            """);
        assertThat(faults(() -> PolicyFixtures.READER.checked(policy, clients)))
                .singleElement()
                .satisfies(fault -> assertThat(fault).startsWith("clients.yaml:2:1: operator shop joins"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        RETARGETING:     | RETARGETING:\\n  retention: none             | 'retention' is unknown here
        ONBOARDING:      | ONBOARDING:\\n  wholeView: Why not.         | a purpose with wholeView may enter at the SUBJECT only
        minGroup: 10     | crossesPeople: Never.                      | Segment.size may be shown only with a minGroup
        {namespaces: [crm], boundTo: ANY}     | {namespaces: [crm], boundTo: ANY, since: 1} | 'since' is unknown here
        {namespaces: [crm], boundTo: ANY}     | {namespaces: [crm], boundTo: SUBJECT} | Query.customer needs a value, so it is bound to ANY
        {namespaces: [crm], boundTo: SUBJECT} | {namespaces: [crm], boundTo: ANY}     | Query.viewer takes no value, so it is bound to the SUBJECT
        P3: [Email.namespace, Consent.lawfulBasis | P3: [PurposeConsent.status, Consent.lawfulBasis | PurposeConsent may be shown by a purpose with wholeView only
        P3: [Email.namespace, Provenance.source | P3: [Consent.status, Provenance.source | a purpose with wholeView shows PurposeConsent in place of Consent
        Device.syncedWith:\\n      why: To which | Segment.devices:\\n      why: To which | a purpose with wholeView may not list the members of a segment: they are other people
        P3: [Email.namespace, | P9: [Email.namespace,                 | 'P9' is unknown here
        """)
    void aPurposeThatContradictsItselfOrTheSchemaIsNotServed(String right, String wrong, String message) {
        var policy = PolicyFixtures.shippedWith(right.replace("\\n", "\n"), wrong.replace("\\n", "\n"));
        assertThat(faults(() -> PolicyFixtures.policy(policy)))
                .anySatisfy(fault -> assertThat(fault).contains(message));
    }

    @Test
    void aPurposeWithAMinGroupMayShowSizesAndOneWithTheWholeViewMayEnterAtTheSubject() {
        assertThat(PolicyFixtures.POLICY.of(new Purpose("ANALYTICS")).minGroup())
                .contains(10);
        assertThat(PolicyFixtures.policy(SHIPPED)
                        .of(new Purpose("SUBJECT_ACCESS"))
                        .wholeView())
                .isPresent();
    }

    @Test
    void aClientHasTheAuthoritiesThatItIsGranted() {
        var clients = PolicyFixtures.READER.clients(PolicyFixtures.yaml("clients.yaml", """
            shop: {operator: shop, type: CONFIDENTIAL, purposes: [PERSONALIZATION]}
            privacy-office: {operator: shop, type: CONFIDENTIAL, purposes: [], authorities: [EXPLAIN]}
            """));
        assertThat(clients.all())
                .containsExactly(
                        PolicyFixtures.client("privacy-office", "shop", Set.of(), Set.of(Authority.EXPLAIN)),
                        PolicyFixtures.client("shop", "shop", Set.of(new Purpose("PERSONALIZATION")), Set.of()));
        assertThat(faults(() -> PolicyFixtures.READER.clients(PolicyFixtures.yaml(
                        "clients.yaml",
                        "shop: {operator: shop, type: CONFIDENTIAL, purposes: [], authorities: [RULE]}\n"))))
                .singleElement()
                .satisfies(fault -> assertThat(fault).contains("'RULE' is unknown here; known are EXPLAIN"));
    }

    @Test
    void namespacesAreReadInTheirOrder() {
        var namespaces = PolicyFile.namespaces(PolicyFixtures.yaml("namespaces.yaml", """
            partner: {about: Theirs., kind: Email, party: THIRD, storage: DIGEST}
            crm: {about: Ours., kind: Customer, party: FIRST, storage: CLEAR}
            """));
        assertThat(namespaces.names()).containsExactly("partner", "crm");
        assertThat(namespaces.find("partner"))
                .contains(new Namespace("partner", Kind.EMAIL, Party.THIRD, Namespace.Storage.DIGEST));
        assertThat(namespaces.find("crm"))
                .contains(new Namespace("crm", Kind.CUSTOMER, Party.FIRST, Namespace.Storage.CLEAR));
    }

    @Test
    void onlyTheValueOfAnEmailAddressMayBeHidden() {
        assertThat(faults(() -> PolicyFile.namespaces(PolicyFixtures.yaml("namespaces.yaml", """
            crm: {kind: Customer, party: FIRST, storage: DIGEST}
            cookie: {kind: Device, party: OURS, storage: CLEAR}
            email: {kind: Email, party: FIRST, storage: ENCRYPTED}
            """))))
                .satisfiesExactly(
                        fault -> assertThat(fault)
                                .startsWith("namespaces.yaml:1:")
                                .contains("the schema shows the value of every Customer, so CLEAR is right here"),
                        fault -> assertThat(fault)
                                .startsWith("namespaces.yaml:2:")
                                .contains("'OURS' is unknown here"));
    }

    private static List<String> faults(ThrowingCallable reading) {
        return catchThrowableOfType(InvalidFileException.class, reading).faults();
    }
}
