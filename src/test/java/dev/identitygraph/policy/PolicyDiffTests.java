package dev.identitygraph.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.identitygraph.client.Clients;
import dev.identitygraph.yaml.YamlText;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyDiffTests {
    private static final String SHIPPED = PolicyFixtures.file("policy/policy.yaml");
    private static final Clients CLIENTS = PolicyFixtures.READER.clients(
            PolicyFixtures.yaml("clients.yaml", PolicyFixtures.file("policy/clients.yaml")));

    @Test
    void aPolicyDoesNotDifferFromItself() {
        assertThat(diff(SHIPPED, SHIPPED).isEmpty()).isTrue();
    }

    @Test
    void aTextThatSaysWhyMakesNoDifference() {
        assertThat(lines("why: The addresses that the customer gave us (CDP).", "why: Other words."))
                .isEmpty();
    }

    @Test
    void anEntryMoreReachesItsQuadrantForThePurposeAndTheOperator() {
        assertThat(lines(
                        "Query.device: {namespaces: [cookie, app], boundTo: ANY}",
                        "Query.device: {namespaces: [cookie, adnet], boundTo: ANY}"))
                .containsExactly(
                        "+ RE_IDENTIFICATION entry Query.device(adnet)",
                        "- RE_IDENTIFICATION entry Query.device(app)",
                        "+ RE_IDENTIFICATION quadrant B3 by Query.device(adnet) (B3)",
                        "+ operator shop quadrant B3",
                        "! purpose RE_IDENTIFICATION joins a first-party person (P1) with third-party behaviour (B3),"
                                + " by\n"
                                + "  RE_IDENTIFICATION: Query.device(cookie) (B1) -> Device.emails (P1)\n"
                                + "  RE_IDENTIFICATION: Query.device(adnet) (B3)",
                        "! operator shop joins a first-party person (P1) with third-party behaviour (B3), by\n"
                                + "  PERSONALIZATION: Query.customer(crm) (P1)\n"
                                + "  RE_IDENTIFICATION: Query.device(adnet) (B3)");
    }

    @Test
    void fewerHopsTakeAwayWhatTheyReached() {
        assertThat(lines("    Query.segment: {namespaces: [segment], boundTo: ANY}\n  maxHops: 2\n", """
                Query.segment: {namespaces: [segment], boundTo: ANY}
              maxHops: 1
            """))
                .contains(
                        "- RETARGETING maxHops 2 -> 1",
                        "- RETARGETING hop Device.syncedWith B1 -> B3",
                        "- RETARGETING reveal B3 Device.value",
                        "- RETARGETING quadrant B3 by Query.segment(segment) (B1) -> Segment.devices (B1) ->"
                                + " Device.syncedWith (B3)",
                        "! purpose RETARGETING lists the hop Device.syncedWith, but no walk from an entry can take it")
                .noneMatch(line -> line.startsWith("+"));
    }

    @Test
    void eachGuardIsWidenedOrNarrowedOnItsOwn() {
        assertThat(lines("""
                  walks: [P1 -> P3]
                  party: [THIRD]
                  lawfulBasis: [CONSENT]
                  methods: [DETERMINISTIC]
                  minConfidence: 0.8
            """, """
                  walks: [P1 -> P3]
                  party: [FIRST, THIRD]
                  lawfulBasis: [EXPLICIT_CONSENT]
                  methods: [DETERMINISTIC]
                  minConfidence: 0.7
                  oldest: P400D
            """))
                .containsExactly(
                        "- ONBOARDING guard Email.onboardedAs lawfulBasis CONSENT (narrowed)",
                        "+ ONBOARDING guard Email.onboardedAs lawfulBasis EXPLICIT_CONSENT (widened)",
                        "+ ONBOARDING guard Email.onboardedAs minConfidence 0.8 -> 0.7 (widened)",
                        "- ONBOARDING guard Email.onboardedAs oldest any -> P400D (narrowed)",
                        "+ ONBOARDING guard Email.onboardedAs party FIRST (widened)");
    }

    @Test
    void aNewHopIsShownWithItsGuards() {
        var analytics = SHIPPED.indexOf("\nANALYTICS:");
        var hops = SHIPPED.indexOf("  hops:\n", analytics) + "  hops:\n".length();
        var later = SHIPPED.substring(0, hops) + """
                Device.syncedWith:
                  why: To be seen.
                  walks: [B1 -> B3]
                  party: [FIRST, THIRD]
                  lawfulBasis: [CONSENT]
                  methods: [DETERMINISTIC]
                  minConfidence: 0.9
            """ + SHIPPED.substring(hops);
        assertThat(diff(SHIPPED, later).changes())
                .extracting(PolicyChange::toString)
                .startsWith(
                        "+ ANALYTICS hop Device.syncedWith B1 -> B3",
                        "+ ANALYTICS guard Device.syncedWith party FIRST, THIRD; lawfulBasis CONSENT; "
                                + "methods DETERMINISTIC; minConfidence 0.9");
        assertThat(diff(later, SHIPPED).changes())
                .extracting(PolicyChange::toString)
                .contains("- ANALYTICS hop Device.syncedWith B1 -> B3");
    }

    @Test
    void aPropertyIsShownByItsQuadrantAndWhetherAWalkComesThere() {
        assertThat(lines(
                        "P1: [Email.namespace, Email.address,",
                        "P3: [Email.namespace]\n    P1: [Email.namespace, Customer.value,"))
                .containsExactly(
                        "+ RE_IDENTIFICATION reveal P1 Customer.value (no walk comes there)",
                        "- RE_IDENTIFICATION reveal P1 Email.address",
                        "+ RE_IDENTIFICATION reveal P3 Email.namespace (no walk comes there)");
    }

    @Test
    void aSmallerGroupIsMore() {
        assertThat(lines("minGroup: 10", "minGroup: 5")).containsExactly("+ ANALYTICS minGroup 10 -> 5");
        assertThat(lines("ONBOARDING:\n", "ONBOARDING:\n  minGroup: 5\n"))
                .containsExactly("- ONBOARDING minGroup none -> 5");
    }

    @Test
    void aReasonToCrossPeopleIsShown() {
        assertThat(lines("ONBOARDING:\n", "ONBOARDING:\n  crossesPeople: Households are wanted.\n"))
                .containsExactly(
                        "+ ONBOARDING crossesPeople Households are wanted.",
                        "! purpose ONBOARDING says crossesPeople, but none of its walks can; take it away");
    }

    @Test
    void anEarlierPolicyNeedNotKnowAPurposeOfTheSchema() {
        assertThat(diff(SHIPPED.substring(0, SHIPPED.indexOf("SUBJECT_ACCESS:")), SHIPPED)
                        .lines())
                .contains("+ SUBJECT_ACCESS entry Query.viewer(crm) of the SUBJECT", "+ SUBJECT_ACCESS maxHops 0 -> 3")
                .allMatch(line -> line.startsWith("+ SUBJECT_ACCESS "));
    }

    @Test
    void aDifferenceIsNotEmpty() {
        assertThat(diff(SHIPPED, PolicyFixtures.shippedWith("minGroup: 10", "minGroup: 5"))
                        .isEmpty())
                .isFalse();
    }

    @Test
    void whatAnEdgeShowsIsReachedWhereSomeHopLeads() {
        assertThat(lines(
                        "    B3: [Device.namespace, Device.value, Consent.lawfulBasis,",
                        "    P3: [Consent.validFrom]\n"
                                + "    B3: [Device.namespace, Device.value, Consent.validFrom,"
                                + " Consent.lawfulBasis,"))
                .containsExactly(
                        "+ RETARGETING reveal B3 Consent.validFrom",
                        "+ RETARGETING reveal P3 Consent.validFrom (no walk comes there)");
    }

    @Test
    void theWholeViewIsShownWithItsReason() {
        var without = SHIPPED.replaceAll("(?m)^  wholeView: .*\n", "").replaceAll("PurposeConsent\\.\\w+(, *)?", "");
        assertThat(diff(SHIPPED, without).lines())
                .contains(
                        "- SUBJECT_ACCESS wholeView The view is the person's own, of nobody else, and on nobody else's"
                                + " request.");
    }

    @Test
    void aMethodMoreIsShown() {
        assertThat(lines("methods: [DETERMINISTIC]", "methods: [DETERMINISTIC, PROBABILISTIC]"))
                .containsExactly("+ PERSONALIZATION guard Customer.devices methods PROBABILISTIC (widened)");
    }

    @ParameterizedTest
    @CsvSource({"P400D, P14M, widened, +", "P400D, P13M, narrowed, -", "P1M, P1M1D, widened, +", "P2M, P1M, narrowed, -"
    })
    void agesAreComparedByTheirLength(String before, String after, String how, String sign) {
        assertThat(diff(oldest(before), oldest(after)).lines())
                .containsExactly("%s PERSONALIZATION guard Customer.devices oldest %s -> %s (%s)"
                        .formatted(sign, before, after, how));
    }

    @Test
    void aNewHopShowsItsAgeToo() {
        var withAge = oldest("P30D");
        var withoutHop = withAge.replaceFirst("(?s)    Customer.devices:.*?oldest: P30D\n", "");
        assertThat(diff(withoutHop, withAge).lines())
                .contains("+ PERSONALIZATION guard Customer.devices party FIRST; lawfulBasis CONSENT; "
                        + "methods DETERMINISTIC; minConfidence 0.9; oldest P30D");
    }

    private static String oldest(String age) {
        return PolicyFixtures.shippedWith(
                        "methods: [DETERMINISTIC]\n", "methods: [DETERMINISTIC]\n      oldest: " + age + "\n")
                .replaceFirst("(      oldest: .*\n)(      minConfidence: .*\n)", "$2$1");
    }

    private static List<String> lines(String right, String other) {
        return diff(SHIPPED, PolicyFixtures.shippedWith(right, other)).lines();
    }

    private static PolicyDiff diff(String earlier, String later) {
        return PolicyDiff.between(
                PolicyFixtures.READER.past(new YamlText("earlier.yaml", earlier)),
                PolicyFixtures.policy(later),
                PolicyFixtures.NAMESPACES,
                CLIENTS);
    }
}
