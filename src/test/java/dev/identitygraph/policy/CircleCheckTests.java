package dev.identitygraph.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.identitygraph.client.Clients;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.identity.Quadrant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CircleCheckTests {
    private static final String SHIPPED = PolicyFixtures.file("policy/policy.yaml");
    private static final Clients CLIENTS = clients(PolicyFixtures.file("policy/clients.yaml"));

    @Test
    void whatShipsClosesNoCircle() {
        assertThat(faults(SHIPPED, CLIENTS)).isEmpty();
    }

    @Test
    void anOperatorThatHoldsPersonAndThirdPartyBehaviourIsRefusedWithBothWalks() {
        var joined = clients("""
            web: {operator: shop, type: CONFIDENTIAL, purposes: [PERSONALIZATION]}
            ads: {operator: shop, type: CONFIDENTIAL, purposes: [RETARGETING]}
            """);
        assertThat(faults(SHIPPED, joined))
                .singleElement()
                .satisfies(fault -> assertThat(fault)
                        .contains(
                                "operator shop joins a first-party person (P1) with third-party behaviour (B3)",
                                "PERSONALIZATION: Query.customer(crm) (P1)",
                                "RETARGETING: Query.segment(segment) (B1) -> Segment.devices (B1) ->"
                                        + " Device.syncedWith (B3)"));
    }

    @Test
    void anOperatorThatTouchesAllFourQuadrantsIsRefused() {
        var joined = clients("""
            one: {operator: shop, type: CONFIDENTIAL, purposes: [ONBOARDING]}
            two: {operator: shop, type: CONFIDENTIAL, purposes: [RETARGETING]}
            """);
        assertThat(faults(SHIPPED, joined).getFirst())
                .contains(
                        "operator shop closes the circle",
                        "ONBOARDING: Query.email(email) (P1) -> Email.onboardedAs (P3)");
    }

    @Test
    void aPurposeThatWalksTheWholeCircleIsRefused() {
        var closed = withHop("PERSONALIZATION", "Device.syncedWith", "B1 -> B3");
        assertThat(faults(closed, clients("shop: {operator: shop, type: CONFIDENTIAL, purposes: [PERSONALIZATION]}\n")))
                .anySatisfy(fault -> assertThat(fault)
                        .startsWith("purpose PERSONALIZATION joins a first-party person")
                        .contains("Query.customer(crm) (P1)", "Query.device(cookie) (B1) -> Device.syncedWith (B3)"));
    }

    @Test
    void aWalkToASecondPersonNeedsAReason() {
        var crossing = withHop("FIRST_PARTY_MATCHING", "Device.customers", "B1 -> P1");
        assertThat(faults(crossing, CLIENTS))
                .singleElement()
                .satisfies(fault -> assertThat(fault)
                        .contains(
                                "purpose FIRST_PARTY_MATCHING can come to a second person",
                                "Query.customer(crm) (P1) -> Customer.devices (B1) -> Device.customers (P1)"));
        var reasoned = crossing.replace(
                "FIRST_PARTY_MATCHING:\n", "FIRST_PARTY_MATCHING:\n  crossesPeople: Households are wanted.\n");
        assertThat(faults(reasoned, CLIENTS)).isEmpty();
    }

    @Test
    void aReasonThatNoWalkNeedsIsRefused() {
        var reasoned = SHIPPED.replace("ONBOARDING:\n", "ONBOARDING:\n  crossesPeople: Just in case.\n");
        assertThat(faults(reasoned, CLIENTS))
                .singleElement()
                .satisfies(fault ->
                        assertThat(fault).contains("purpose ONBOARDING says crossesPeople, but none of its walks can"));
    }

    @Test
    void aHopThatNoWalkCanTakeIsRefused() {
        var unreachable = SHIPPED.replaceFirst("(?s)(\nRETARGETING:.*?)maxHops: 2", "$1maxHops: 1");
        assertThat(faults(unreachable, CLIENTS))
                .containsExactly(
                        "purpose RETARGETING lists the hop Device.syncedWith, but no walk from an entry can take it");
    }

    @Test
    void theWholeViewIsGrantedAlone() {
        assertThat(faults(
                        SHIPPED,
                        clients("all: {operator: shop, type: CONFIDENTIAL, purposes: [SUBJECT_ACCESS, ANALYTICS]}\n")))
                .singleElement()
                .satisfies(fault -> assertThat(fault).contains("granted alone"));
    }

    @Test
    void whoIsToldOfLinksKnowsPeopleAndMayTouchNoThirdPartyBehaviour() {
        for (var authority : List.of("EXPLAIN_LINKS", "SPLIT_AND_JOIN", "RETRACT", "READ_AUDIT")) {
            assertThat(faults(SHIPPED, clients("""
                    ads: {operator: dmp, type: CONFIDENTIAL, purposes: [AUDIENCE_TARGETING]}
                    desk: {operator: dmp, type: CONFIDENTIAL, purposes: [], authorities: [%s]}
                    """.formatted(authority))))
                    .singleElement()
                    .satisfies(fault -> assertThat(fault)
                            .contains(
                                    "operator dmp joins a first-party person (P1) with third-party behaviour (B3)",
                                    "authority " + authority,
                                    "AUDIENCE_TARGETING: Query.segment(adnet-audience) (B3)"));
        }
    }

    @Test
    void anAuthorityThatTellsOfNobodyClosesNoCircle() {
        assertThat(faults(SHIPPED, clients("""
                ads: {operator: dmp, type: CONFIDENTIAL, purposes: [AUDIENCE_TARGETING],
                  authorities: [EXPLAIN, RECORD_CONSENT, BE_TOLD]}
                """))).isEmpty();
    }

    @Test
    void whoBringsLinksInMayNotAskByThemWhoIsBehindADevice() {
        assertThat(faults(SHIPPED, clients("""
                cdp: {operator: shop, type: CONFIDENTIAL, purposes: [FIRST_PARTY_MATCHING, RE_IDENTIFICATION],
                  authorities: [INGEST], sources: [cdp]}
                """)))
                .containsExactly(
                        "client cdp holds INGEST and purpose RE_IDENTIFICATION, which leads from behaviour to a"
                                + " person by Device.emails (B1 -> P1); whoever brings links in may not ask by them who is"
                                + " behind a device");
        for (var authority : List.of("EXPLAIN_LINKS", "SPLIT_AND_JOIN", "RETRACT", "READ_AUDIT")) {
            assertThat(faults(SHIPPED, clients("""
                    desk: {operator: shop, type: CONFIDENTIAL, purposes: [], authorities: [INGEST, %s], sources: [desk]}
                    """.formatted(authority))))
                    .singleElement()
                    .satisfies(
                            fault -> assertThat(fault).contains("client desk holds INGEST and authority " + authority));
        }
        assertThat(faults(SHIPPED, clients("""
                shop: {operator: shop, type: CONFIDENTIAL, purposes: [PERSONALIZATION], authorities: [INGEST],
                  sources: [web]}
                """)))
                .as("no hop leads from behaviour to a person")
                .isEmpty();
    }

    @Test
    void aSourceIsOneClientsOwnAndGoesWithTheAuthorityToIngest() {
        assertThat(faults(SHIPPED, clients("""
                a: {operator: shop, type: CONFIDENTIAL, purposes: [], authorities: [INGEST], sources: [web, till]}
                b: {operator: shop, type: CONFIDENTIAL, purposes: [], authorities: [INGEST], sources: [till]}
                c: {operator: shop, type: CONFIDENTIAL, purposes: [], authorities: [INGEST]}
                d: {operator: shop, type: CONFIDENTIAL, purposes: [], sources: [app]}
                """)))
                .containsExactly(
                        "client b has the source till, which is client a's; a source is one client's own",
                        "client c holds INGEST, but has no sources; name those that are its own",
                        "client d has sources, but does not hold INGEST; take them away, or grant it");
    }

    @Test
    void aClientThatKeepsNoSecretHoldsNoAuthority() {
        assertThat(faults(
                        SHIPPED,
                        clients("app: {operator: shop, type: PUBLIC, purposes: [], authorities: [RECORD_CONSENT]}\n")))
                .containsExactly("client app is PUBLIC and holds authorities; these are for clients that can keep a"
                        + " secret");
    }

    @Test
    void theTableShowsWhatEachPurposeAndOperatorReaches() {
        var table = new CircleCheck(PolicyFixtures.POLICY, PolicyFixtures.NAMESPACES).table(CLIENTS);
        assertThat(table.lines().map(line -> line.replaceAll(" +", " ")))
                .contains(
                        "PERSONALIZATION P1 B1 -- --",
                        "RETARGETING -- B1 -- B3",
                        "ONBOARDING P1 -- P3 --",
                        "AUDIENCE_TARGETING -- -- -- B3",
                        "ANALYTICS -- B1 -- --",
                        "SUBJECT_ACCESS P1 B1 P3 B3",
                        "operator dmp -- B1 -- B3",
                        "operator shop P1 B1 -- --");
    }

    @Test
    void eachQuadrantIsShownByItsShortestWalk() {
        var retargeting = Reach.of(PolicyFixtures.POLICY.of(new Purpose("RETARGETING")), PolicyFixtures.NAMESPACES);
        assertThat(retargeting.touched())
                .containsOnlyKeys(Quadrant.B1, Quadrant.B3)
                .containsEntry(Quadrant.B1, "Query.segment(segment) (B1)");
    }

    @Test
    void theTableIsAligned() {
        var table = new CircleCheck(PolicyFixtures.POLICY, PolicyFixtures.NAMESPACES).table(CLIENTS);
        assertThat(table.lines())
                .contains("operator onboarding-partner  P1  --  P3  --", "RETARGETING                  --  B1  --  B3");
    }

    @Test
    void whatEachPurposeReachesIsKept() {
        var check = new CircleCheck(PolicyFixtures.POLICY, PolicyFixtures.NAMESPACES);
        assertThat(check.reaches())
                .containsOnlyKeys(PolicyFixtures.SCHEMA.purposes().all());
        assertThat(check.reaches().get(new Purpose("ONBOARDING")))
                .extracting(Reach::knowsPerson)
                .isEqualTo(Optional.of("Query.email(email) (P1)"));
    }

    @Test
    void aMinGroupWhoseMembersAreListedIsWorthAThought() {
        assertThat(new CircleCheck(PolicyFixtures.POLICY, PolicyFixtures.NAMESPACES).warnings())
                .containsExactly(
                        "purpose ANALYTICS has a minGroup, but lists members by Segment.devices, so that rounding"
                                + " hides nothing");
    }

    @Test
    void aPersonIsKnownByAPropertyOfTheirsAndNotByTheWalkAlone() {
        assertThat(reach(SHIPPED, "RE_IDENTIFICATION").knowsPerson())
                .contains("Query.device(cookie) (B1) -> Device.emails (P1)");
        var blind = PolicyFixtures.shippedWith("P1: [Email.namespace, Email.address, ", "P1: [Customer.value, ");
        assertThat(reach(blind, "RE_IDENTIFICATION").knowsPerson()).isEmpty();
        assertThat(reach(SHIPPED, "RETARGETING").knowsPerson()).isEmpty();
    }

    @Test
    void aCustomerOfTheSameAddressIsASecondPerson() {
        var crossing = withHop("FIRST_PARTY_MATCHING", "Email.customers", "P1 -> P1");
        assertThat(reach(crossing, "FIRST_PARTY_MATCHING").crossesPeople())
                .contains("Query.customer(crm) (P1) -> Customer.emails (P1) -> Email.customers (P1)");
    }

    @Test
    void theCustomerOfAnAddressIsNoSecondPersonAndAnotherOneIs() {
        var owner = withHop("ONBOARDING", "Email.customers", "P1 -> P1");
        assertThat(reach(owner, "ONBOARDING").crossesPeople()).isEmpty();
        var back = withHop("ONBOARDING", "Customer.emails", "P1 -> P1", owner);
        assertThat(reach(maxHops(back, "ONBOARDING", 2), "ONBOARDING").crossesPeople())
                .isEmpty();
        assertThat(reach(maxHops(back, "ONBOARDING", 3), "ONBOARDING").crossesPeople())
                .contains("Query.email(email) (P1) -> Email.customers (P1) -> Customer.emails (P1) -> Email.customers"
                        + " (P1)");
    }

    @Test
    void aCustomerIsRememberedByWayOfAPartnersAddress() {
        var away = withHop("FIRST_PARTY_MATCHING", "Email.onboardedAs", "P1 -> P3");
        var back = withHop("FIRST_PARTY_MATCHING", "Email.onboardedFrom", "P3 -> P1", away);
        assertThat(reach(maxHops(back, "FIRST_PARTY_MATCHING", 4), "FIRST_PARTY_MATCHING")
                        .crossesPeople())
                .isEmpty();
        var customers = withHop("FIRST_PARTY_MATCHING", "Email.customers", "P3 -> P1", back);
        assertThat(reach(maxHops(customers, "FIRST_PARTY_MATCHING", 3), "FIRST_PARTY_MATCHING")
                        .crossesPeople())
                .contains(
                        "Query.customer(crm) (P1) -> Customer.emails (P1) -> Email.onboardedAs (P3) -> Email.customers"
                                + " (P1)");
    }

    @Test
    void thePersonBehindADeviceIsNoSecondOneAndWhoeverElseUsesTheirDevicesIs() {
        var owner = withHop("RE_IDENTIFICATION", "Device.customers", "B1 -> P1");
        assertThat(reach(owner, "RE_IDENTIFICATION").crossesPeople()).isEmpty();
        var devices = withHop("RE_IDENTIFICATION", "Email.devices", "P1 -> B1", owner);
        assertThat(reach(maxHops(devices, "RE_IDENTIFICATION", 2), "RE_IDENTIFICATION")
                        .crossesPeople())
                .isEmpty();
        assertThat(reach(maxHops(devices, "RE_IDENTIFICATION", 3), "RE_IDENTIFICATION")
                        .crossesPeople())
                .contains("Query.device(cookie) (B1) -> Device.emails (P1) -> Email.devices (B1) -> Device.customers"
                        + " (P1)");
    }

    private static Reach reach(String policy, String purpose) {
        return Reach.of(PolicyFixtures.policy(policy).of(new Purpose(purpose)), PolicyFixtures.NAMESPACES);
    }

    private static String maxHops(String policy, String purpose, int most) {
        var limit = policy.indexOf("maxHops: ", policy.indexOf("\n" + purpose + ":")) + "maxHops: ".length();
        return policy.substring(0, limit) + most + policy.substring(limit + 1);
    }

    private static String withHop(String purpose, String coordinate, String walk) {
        return withHop(purpose, coordinate, walk, SHIPPED);
    }

    private static String withHop(String purpose, String coordinate, String walk, String policy) {
        var hops = policy.indexOf("  hops:\n", policy.indexOf("\n" + purpose + ":")) + "  hops:\n".length();
        return policy.substring(0, hops) + """
                %s:
                  why: To be seen.
                  walks: [%s]
                  party: [FIRST, THIRD]
                  lawfulBasis: [CONSENT]
                  methods: [DETERMINISTIC]
                  minConfidence: 0.9
            """.formatted(coordinate, walk) + policy.substring(hops);
    }

    private static List<String> faults(String policy, Clients clients) {
        return new CircleCheck(PolicyFixtures.policy(policy), PolicyFixtures.NAMESPACES)
                .faults(clients).stream().map(CheckFault::message).toList();
    }

    private static Clients clients(String text) {
        return PolicyFixtures.READER.clients(PolicyFixtures.yaml("clients.yaml", text));
    }
}
