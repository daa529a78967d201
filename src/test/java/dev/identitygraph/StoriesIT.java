package dev.identitygraph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.identitygraph.ingest.FolderImport;
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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** The stories of {@code seed-data/README.md}, asked over HTTP. */
@IntegrationTest
class StoriesIT {
    @Autowired
    private GraphQlApi api;

    @BeforeAll
    static void importSeedData(@Autowired FolderImport folders) {
        folders.run(Path.of("seed-data"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
            Anna, the ordinary case            | 1001 | loyalty-gold     | espresso-machines trail-running winter-boots
            Ben, of the family tablet          | 1002 | loyalty-silver   | road-bikes
            Clara, of the family tablet        | 1003 |                  | yoga-mats
            Goran, a guest who registers later | 1007 |                  | camping-tents rain-jackets
            Hana, of a shared inbox            | 1008 | loyalty-silver   | cookware
            Ivo, of a shared inbox             | 1009 |                  | desk-lamps
            Jonas, the first record            | 1010 | loyalty-platinum | coffee-beans
            Jonas, the second record           | 1011 |                  | wall-paints
            Kira, personalization only         | 1012 | loyalty-gold     | bed-linen
            Lena, whose device says no         | 1013 | loyalty-silver   |
            Nora, with a malformed address     | 1015 | loyalty-silver   | picture-books
            """)
    void personalizationShowsWhatThePersonPermits(String story, String crm, String own, String seenOnDevices) {
        var customer =
                api.askNamed("personalization", Map.of("ref", crm)).data().path("customer");
        assertThat(names(customer.path("segments"))).isEqualTo(words(own));
        assertThat(customer.path("devices")
                        .path("edges")
                        .valueStream()
                        .flatMap(edge -> names(edge.path("node").path("segments")).stream()))
                .containsExactlyInAnyOrderElementsOf(words(seenOnDevices));
    }

    @ParameterizedTest(name = "crm:{0}")
    @ValueSource(strings = {"1004", "1005", "1006", "1014", "1016", "no-such-customer", ""})
    void whoWithdrewExpiredDeniedWasNeverAskedOrIsNotYetValidLooksLikeNobody(String crm) {
        var reply = api.askNamed("personalization", Map.of("ref", crm));
        assertThat(reply.body().toString()).isEqualTo("{\"data\":{\"customer\":null}}");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            winter-boots     | ad-anna-laptop ad-omar-laptop | ad-dora-laptop
            trail-running    | ad-anna-laptop                | ad-lena-laptop
            board-games      | ad-family-tablet              | ad-stranger
            baby-clothes     | ad-family-tablet              | ad-stranger
            garden-furniture |                               | ad-dora-laptop
            power-tools      |                               | ad-emil-laptop
            headphones       |                               | ad-farah-laptop
            coffee-beans     |                               | ad-jonas-laptop
            bed-linen        |                               | ad-kira-laptop
            dog-food         |                               | ad-milo-laptop
            camping-tents    | ad-goran-laptop               | ad-stranger
            cookware         | ad-hana-laptop                | ad-ivo-laptop
            picture-books    | ad-nora-laptop                | ad-stranger
            """)
    void retargetingReachesTheDevicesThatPermitIt(String segment, String reached, String notReached) {
        var adIds = new TreeSet<>(retargeting(segment));
        assertThat(adIds).containsAll(words(reached)).doesNotContainAnyElementsOf(words(notReached));
    }

    @Test
    void pagesTogetherAreTheWholeListEachEdgeOnce() {
        var whole = cursors(askDmp(Map.of("segment", "winter-boots")).data());
        assertThat(whole).hasSizeGreaterThan(7).doesNotHaveDuplicates();
        var paged = new ArrayList<String>();
        var variables = new HashMap<String, Object>(Map.of("segment", "winter-boots", "first", 3));
        JsonNode page;
        do {
            var data = askDmp(variables).data();
            paged.addAll(cursors(data));
            page = data.at("/segment/devices/pageInfo");
            variables.put("after", page.path("endCursor").asString());
        } while (page.path("hasNextPage").asBoolean());
        assertThat(paged).isEqualTo(whole);
    }

    @Test
    void aCursorOfAnotherFieldOrPurposeOrAForgedOneIsRefused() {
        var cursor = cursors(askDmp(Map.of("segment", "winter-boots")).data()).getFirst();
        var other = api.ask("""
                query ($after: String) @purpose(is: PERSONALIZATION) {
                  customer(namespace: "crm", value: "1001") { devices(after: $after) { edges { cursor } } }
                }
                """, Map.of("after", cursor));
        assertThat(other.status()).isEqualTo(400);
        assertThat(other.code()).isEqualTo("CURSOR_INVALID");
        assertThat(askDmp(Map.of("segment", "winter-boots", "after", "forged")).code())
                .isEqualTo("CURSOR_INVALID");
    }

    @Test
    void twoPurposesShareNoCursorOfOneEdge() {
        var device = "{ devices(first: 100) { edges { cursor } } }";
        var retargeting = api.as("dmp")
                .ask(
                        "query @purpose(is: RETARGETING) { segment(namespace: \"segment\", value: \"winter-boots\") "
                                + device + " }",
                        Map.of());
        var personalization = api.ask(
                "query @purpose(is: PERSONALIZATION) { customer(namespace: \"crm\", value: \"1001\") " + device + " }",
                Map.of());
        assertThat(cursors(retargeting.data()))
                .isNotEmpty()
                .doesNotContainAnyElementsOf(personalization.data().findValuesAsString("cursor"));
    }

    @Test
    void thePageSizeHasALimit() {
        assertThat(askDmp(Map.of("segment", "winter-boots", "first", 101)).code())
                .isEqualTo("ARGUMENT_INVALID");
    }

    @Test
    void thePurposeMayBeNamedByTheHeader() {
        var document = "{ customer(namespace: \"crm\", value: \"1001\") { value } }";
        assertThat(api.ask(document, Map.of()).code()).isEqualTo("PURPOSE_MISSING");
        assertThat(api.ask(document, Map.of(), "Identity-Purpose", "PERSONALIZATION")
                        .data()
                        .at("/customer/value")
                        .asString())
                .isEqualTo("1001");
    }

    @Test
    void oneFieldMayBeAskedTwiceWithDifferentArguments() {
        var data = api.ask("""
                query @purpose(is: PERSONALIZATION) {
                  customer(namespace: "crm", value: "1001") {
                    one: devices(first: 1) { edges { node { segments(first: 1) { edges { node { name } } } } } }
                    all: devices { edges { node { segments { edges { n: node { label: name } m: node { name } } } } } }
                  }
                }
                """, Map.of()).data();
        assertThat(data.at("/customer/one/edges").size()).isEqualTo(1);
        assertThat(data.at("/customer/all/edges").size()).isEqualTo(2);
        assertThat(data.at("/customer/all").findValuesAsString("label"))
                .containsExactlyInAnyOrder("espresso-machines", "trail-running", "winter-boots")
                .isEqualTo(data.at("/customer/all").findValuesAsString("name"));
    }

    /** The advertising ids of all pages. */
    private Set<String> retargeting(String segment) {
        var adIds = new TreeSet<String>();
        var variables = new HashMap<String, Object>(Map.of("segment", segment));
        JsonNode page;
        do {
            var data = askDmp(variables).data();
            adIds.addAll(data.findValuesAsString("value"));
            page = data.at("/segment/devices/pageInfo");
            variables.put("after", page.path("endCursor").asString());
        } while (page.path("hasNextPage").asBoolean());
        return adIds;
    }

    private GraphQlApi.Reply askDmp(Map<String, ?> variables) {
        return api.as("dmp").askNamed("retargeting", variables);
    }

    private static List<String> cursors(JsonNode data) {
        return data.findValuesAsString("cursor");
    }

    private static Set<String> names(JsonNode connection) {
        return new TreeSet<>(connection.findValuesAsString("name"));
    }

    private static Set<String> words(@org.jspecify.annotations.Nullable String text) {
        return text == null
                ? Set.of()
                : new TreeSet<>(Stream.of(text.split(" ")).toList());
    }
}
