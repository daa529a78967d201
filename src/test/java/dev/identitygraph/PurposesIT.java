package dev.identitygraph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.identitygraph.ingest.FolderImport;
import dev.identitygraph.query.Releases;
import dev.identitygraph.testing.GraphQlApi;
import dev.identitygraph.testing.IntegrationTest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.neo4j.core.Neo4jClient;
import tools.jackson.databind.JsonNode;

/** The stories of {@code seed-data/README.md} under the purposes that {@link StoriesIT} does not ask for. */
@IntegrationTest
class PurposesIT {
    @Autowired
    private GraphQlApi api;

    @BeforeAll
    static void importSeedData(
            @Autowired FolderImport folders, @Autowired Neo4jClient client, @Autowired Releases releases) {
        folders.run(Path.of("seed-data"));
        // ANALYTICS sees the segments of the last release, and the next one is due a day later.
        client.query("MATCH (release:Release) DELETE release").run();
        releases.releaseWhatIsDue();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
        Anna, the ordinary case            | 1001 | 1 | app-anna-phone ck-anna-laptop |
        Ben, of the family tablet          | 1002 | 1 | app-ben-phone                 |
        Clara, of the family tablet        | 1003 | 1 | app-clara-phone               |
        Goran, a guest who registers later | 1007 | 1 | ck-goran-laptop               |
        Hana, of a shared inbox            | 1008 | 1 | ck-hana-laptop                |
        Ivo, of a shared inbox             | 1009 | 1 | ck-ivo-laptop                 |
        Jonas, the first record            | 1010 | 1 | ck-jonas-laptop               | 1011
        Jonas, the second record           | 1011 | 1 | app-jonas-phone               | 1010
        Kira, personalization only         | 1012 | 1 | ck-kira-laptop                |
        Lena, whose device says no         | 1013 | 1 |                               |
        Nora, with a malformed address     | 1015 | 0 | ck-nora-laptop                |
        Omar, whose contract starts later  | 1016 | 1 | ck-omar-laptop                |
        """)
    void firstPartyMatchingShowsOneProfile(
            String story, String crm, int emails, @Nullable String devices, @Nullable String otherRecords) {
        var customer = ask("first-party-matching", "ref", crm, "cdp").data().path("customer");
        assertThat(customer.path("value").asString()).isEqualTo(crm);
        assertThat(nodes(customer.path("emails")))
                .hasSize(emails)
                .allSatisfy(
                        email -> assertThat(email.path("namespace").asString()).isEqualTo("email"));
        assertThat(values(customer.path("devices"))).isEqualTo(words(devices));
        assertThat(values(customer.path("sameAs"))).isEqualTo(words(otherRecords));
    }

    @ParameterizedTest(name = "crm:{0}")
    @ValueSource(strings = {"1004", "1005", "1006", "1014", "no-such-customer"})
    void firstPartyMatchingFindsNobodyWhoWithdrewExpiredDeniedOrWasNeverAsked(String crm) {
        assertThat(ask("first-party-matching", "ref", crm, "cdp").body().toString())
                .isEqualTo("{\"data\":{\"customer\":null}}");
    }

    @Test
    void firstPartyMatchingGoesOnFromTheOtherRecord() {
        var other = nodes(
                        ask("first-party-matching", "ref", "1010", "cdp").data().at("/customer/sameAs"))
                .getFirst();
        assertThat(values(other.path("devices"))).containsExactly("app-jonas-phone");
    }

    @Test
    void firstPartyMatchingNamesASharedInboxByOneKeyAndShowsNoAddress() {
        assertThat(emailKeys("1008")).hasSize(1).isEqualTo(emailKeys("1009"));
        var refused = api.as("cdp").ask("""
            query @purpose(is: FIRST_PARTY_MATCHING) {
              customer(namespace: "crm", value: "1001") { emails { edges { node { address } } } }
            }
            """, Map.of());
        assertRefused(refused, "PROPERTY_NOT_REVEALED", "Email.address");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"ck-anna-laptop, anna.berghof@example.com", "ck-pia-laptop, pia.quellgrund@example.org"})
    void reIdentificationShowsTheAddressOfWhoConsentedExplicitly(String cookie, String address) {
        var emails = ask("re-identification", "cookie", cookie, "cdp").data().at("/device/emails");
        assertThat(emails.findValuesAsString("address")).containsExactly(address);
        assertThat(emails.findValuesAsString("lawfulBasis")).containsExactly("EXPLICIT_CONSENT");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
        ck-goran-laptop | whose consent is not explicit
        ck-hana-laptop  | since only one of the two who have the address consented
        ck-milo-laptop  | on which nobody clicked
        """)
    void reIdentificationTellsNobodyBehindADevice(String cookie, String why) {
        assertThat(ask("re-identification", "cookie", cookie, "cdp").body().toString())
                .isEqualTo("{\"data\":{\"device\":null}}");
    }

    @Test
    void reIdentificationDoesNotTakeTheDevicesLogins() {
        var refused = api.as("cdp").ask("""
            query @purpose(is: RE_IDENTIFICATION) {
              device(namespace: "cookie", value: "ck-anna-laptop") { customers { edges { node { value } } } }
            }
            """, Map.of());
        assertRefused(refused, "HOP_NOT_PERMITTED", "Device.customers");
    }

    @ParameterizedTest
    @ValueSource(strings = {"anna.berghof@example.com", "pia.quellgrund@example.org"})
    void onboardingShowsThatThereIsAMatchUntilTheAgreementEnds(String address) {
        var edges = ask("onboarding", "address", address, "onboarding-partner")
                .data()
                .at("/email/onboardedAs/edges");
        assertThat(edges.toString()).isEqualTo("""
            [{"node":{"namespace":"onboarding"},\
            "consent":{"lawfulBasis":"CONSENT","validUntil":"2031-01-01"},\
            "provenance":{"source":"onboarding"}}]\
            """);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
        atelier@example.com          | one of the two who have the address said no
        dora.eichgraben@example.net  | its owner withdrew
        goran.hollerbach@example.net | its owner was not asked, and its own yes is from before it had one
        milo.nusshain@example.com    | without a match
        """)
    void onboardingDoesNotKnowAnAddress(String address, String why) {
        assertThat(ask("onboarding", "address", address, "onboarding-partner")
                        .body()
                        .toString())
                .isEqualTo("{\"data\":{\"email\":null}}");
    }

    @Test
    void onboardingNeverLeadsBack() {
        var refused = api.as("onboarding-partner").ask("""
            query @purpose(is: ONBOARDING) {
              email(namespace: "email", value: "anna.berghof@example.com") {
                onboardedAs { edges { node { address onboardedFrom { edges { node { namespace } } } } } }
              }
            }
            """, Map.of());
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().path("errors").findValuesAsString("coordinate"))
                .containsExactlyInAnyOrder("Email.address", "Email.onboardedFrom");
    }

    @Test
    void audienceTargetingReachesTheNetworksDevicesAndNothingOfOurs() {
        var segment = ask("audience-targeting", "audience", "luxury-travel", "dmp")
                .data()
                .path("segment");
        assertThat(segment.path("name").asString()).isEqualTo("luxury-travel");
        assertThat(segment.at("/devices/pageInfo/hasNextPage").asBoolean()).isFalse();
        // Kira's denial is of what we do with her laptop. That the network has its own device in its own audience rests
        // on the supply agreement.
        assertThat(values(segment.path("devices")))
                .contains("ad-stranger", "ad-anna-laptop", "ad-kira-laptop")
                .doesNotContain("ad-dora-laptop")
                .allSatisfy(id -> assertThat(id).startsWith("ad-"));
        assertThat(segment.path("devices").findValuesAsString("namespace")).containsOnly("adnet");
    }

    @Test
    void audienceTargetingDoesNotLeadToOurDevicesOrStartAtOurSegments() {
        var back = api.as("dmp").ask("""
            query @purpose(is: AUDIENCE_TARGETING) {
              segment(namespace: "adnet-audience", value: "luxury-travel") {
                devices { edges { node { syncedFrom { edges { node { value } } } } } }
              }
            }
            """, Map.of());
        assertRefused(back, "HOP_NOT_PERMITTED", "Device.syncedFrom");
        var ours = api.as("dmp").ask("""
            query @purpose(is: AUDIENCE_TARGETING) {
              segment(namespace: "segment", value: "winter-boots") { name }
            }
            """, Map.of());
        assertRefused(ours, "NAMESPACE_NOT_PERMITTED", "Query.segment");
        assertThat(ask("audience-targeting", "audience", "no-such-audience", "dmp")
                        .body()
                        .toString())
                .isEqualTo("{\"data\":{\"segment\":null}}");
    }

    /** No other device of the seed data that permits it has just these two interests. */
    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        winter-boots     | trail-running | 1 | Anna's laptop
        board-games      | baby-clothes  | 1 | the family tablet: nobody's, but its own banner said yes
        camping-tents    | rain-jackets  | 1 | Goran's laptop
        garden-furniture | sun-hats      | 0 | Dora's laptop, since the last of its people withdrew
        """)
    void analyticsShowsWhatElseTheDevicesOfASegmentShowed(String segment, String other, int devices, String whose) {
        var interests = analytics(segment);
        assertThat(interests)
                .hasSizeGreaterThan(10)
                .allSatisfy(shown -> assertThat(shown).contains(segment));
        assertThat(interests)
                .filteredOn(shown -> shown.equals(Set.of(segment, other)))
                .hasSize(devices);
    }

    @Test
    void analyticsTellsNoDeviceAndNoPerson() {
        var refused = api.as("analyst").ask("""
            query @purpose(is: ANALYTICS) {
              segment(namespace: "segment", value: "winter-boots") {
                devices { edges { node { value } } }
              }
            }
            """, Map.of());
        assertRefused(refused, "PROPERTY_NOT_REVEALED", "Device.value");
        var people = api.as("analyst").ask("""
            query @purpose(is: ANALYTICS) {
              segment(namespace: "segment", value: "winter-boots") { customers { edges { cursor } } }
            }
            """, Map.of());
        assertRefused(people, "HOP_NOT_PERMITTED", "Segment.customers");
    }

    @Test
    void subjectAccessShowsAPersonTheirWholeViewAndNobodyElses() {
        var document = """
            query @purpose(is: SUBJECT_ACCESS) {
              viewer {
                value
                emails { edges { node { address } } }
                segments { edges { node { name } consents { purpose status serves } } }
                devices { edges { node { value segments { edges { node { name } } } } provenance { standing } } }
              }
            }
            """;
        var dora = api.as("self-service", "1004").ask(document, Map.of()).data().path("viewer");
        assertThat(dora.path("value").asString()).isEqualTo("1004");
        assertThat(dora.toString()).contains("garden-furniture", "WITHDRAWN");
        var ben = api.as("self-service", "1002").ask(document, Map.of()).data().path("viewer");
        assertThat(ben.findValuesAsString("value")).contains("app-ben-phone", "ck-family-tablet");
        assertThat(ben.findValuesAsString("name")).contains("road-bikes").doesNotContain("board-games", "baby-clothes");
        assertThat(ben.toString()).contains("SUPERSEDED").doesNotContain("1003", "app-clara-phone");
        var milo = api.as("self-service", "1014").ask(document, Map.of()).data().path("viewer");
        assertThat(milo.findValuesAsString("value")).contains("1014", "ck-milo-laptop");
    }

    @Test
    void subjectAccessShowsNothingWhereNobodySignedIn() {
        var document = "query @purpose(is: SUBJECT_ACCESS) { viewer { value devices { edges { node { value } } } } }";
        assertThat(api.as("self-service").ask(document, Map.of()).body().toString())
                .isEqualTo("{\"data\":{\"viewer\":null}}");
    }

    @Test
    void subjectAccessIsNotForARecordNumber() {
        var refused = api.as("self-service").ask("""
            query @purpose(is: SUBJECT_ACCESS) { customer(namespace: "crm", value: "1001") { value } }
            """, Map.of());
        assertRefused(refused, "ENTRY_NOT_PERMITTED", "Query.customer");
    }

    @ParameterizedTest
    @CsvSource({
        "first-party-matching, ref, shop",
        "re-identification, cookie, shop",
        "onboarding, address, cdp",
        "audience-targeting, audience, shop",
        "analytics, segment, dmp"
    })
    void aClientAsksForNoPurposeThatItWasNotGranted(String document, String variable, String client) {
        assertThat(ask(document, variable, "any", client).code()).isEqualTo("PURPOSE_NOT_GRANTED");
    }

    private GraphQlApi.Reply ask(String document, String variable, String value, String client) {
        return api.as(client).askNamed(document, Map.of(variable, value));
    }

    private Set<String> emailKeys(String crm) {
        return new TreeSet<>(ask("first-party-matching", "ref", crm, "cdp")
                .data()
                .at("/customer/emails")
                .findValuesAsString("key"));
    }

    /** The segments of each device, from all pages. */
    private List<Set<String>> analytics(String segment) {
        var interests = new ArrayList<Set<String>>();
        var variables = new HashMap<String, Object>(Map.of("segment", segment));
        JsonNode devices;
        do {
            devices = api.as("analyst").askNamed("analytics", variables).data().at("/segment/devices");
            nodes(devices).forEach(device -> interests.add(new TreeSet<>(device.findValuesAsString("name"))));
            variables.put("after", devices.at("/pageInfo/endCursor").asString());
        } while (devices.at("/pageInfo/hasNextPage").asBoolean());
        return interests;
    }

    private static void assertRefused(GraphQlApi.Reply reply, String code, String coordinate) {
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo(code);
        assertThat(reply.body().at("/errors/0/extensions/coordinate").asString())
                .isEqualTo(coordinate);
    }

    private static List<JsonNode> nodes(JsonNode connection) {
        return connection
                .path("edges")
                .valueStream()
                .map(edge -> edge.path("node"))
                .toList();
    }

    private static Set<String> values(JsonNode connection) {
        var values = new TreeSet<String>();
        nodes(connection).forEach(node -> values.add(node.path("value").asString()));
        return values;
    }

    private static Set<String> words(@Nullable String text) {
        return text == null
                ? Set.of()
                : new TreeSet<>(Stream.of(text.split(" ")).toList());
    }
}
