package dev.identitygraph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.identitygraph.ingest.FolderImport;
import dev.identitygraph.testing.GraphQlApi;
import dev.identitygraph.testing.IntegrationTest;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Handles go on from where a walk led, and open nothing else. */
@IntegrationTest
class HandlesIT {
    private static final String ANNA = """
            query @purpose(is: PERSONALIZATION) {
              customer(namespace: "crm", value: "1001") {
                id key devices { edges { node { id key segments { edges { node { id key name } } } } } }
              }
            }
            """;
    private static final String RESUME = """
            query ($id: ID!) @purpose(is: PERSONALIZATION) {
              node(id: $id) {
                __typename id key
                ... on Customer { segments { edges { node { name } } } }
                ... on Device { segments { edges { node { name } } } }
              }
            }
            """;

    @Autowired
    private GraphQlApi api;

    @BeforeAll
    static void importSeedData(@Autowired FolderImport folders) {
        folders.run(Path.of("seed-data"));
    }

    @Test
    void aHandleGoesOnFromItsNode() {
        var anna = api.ask(ANNA, Map.of()).data().path("customer");
        var device = anna.at("/devices/edges/0/node");
        var resumed = api.ask(RESUME, Map.of("id", device.path("id").asString()))
                .data()
                .path("node");
        assertThat(resumed.path("__typename").asString()).isEqualTo("Device");
        assertThat(resumed.path("id").asString()).isEqualTo(device.path("id").asString());
        assertThat(resumed.path("key").asString()).isEqualTo(device.path("key").asString());
        assertThat(resumed.findValuesAsString("name")).isNotEmpty().isEqualTo(device.findValuesAsString("name"));

        var customer =
                api.ask(RESUME, Map.of("id", anna.path("id").asString())).data().path("node");
        assertThat(customer.findValuesAsString("name")).containsExactly("loyalty-gold");
    }

    @Test
    void severalHandlesAreResumedInTheirOrderInOneField() {
        var anna = api.ask(ANNA, Map.of()).data().path("customer");
        var ids = List.of(
                anna.at("/devices/edges/1/node/id").asString(),
                "unknown",
                anna.path("id").asString(),
                anna.at("/devices/edges/0/node/id").asString());
        var nodes = api.ask("""
                query ($ids: [ID!]!) @purpose(is: PERSONALIZATION) {
                  nodes(ids: $ids) { id __typename ... on Device { segments { edges { node { name } } } } }
                }
                """, Map.of("ids", ids)).data().path("nodes");
        assertThat(nodes.valueStream().map(node -> node.path("id").asString("")))
                .containsExactly(ids.getFirst(), "", ids.get(2), ids.get(3));
        assertThat(nodes.get(1).isNull()).isTrue();
        assertThat(nodes.get(2).path("__typename").asString()).isEqualTo("Customer");
    }

    @Test
    void aWalkGoesNoFurtherByItsHandle() {
        var segment = api.ask(ANNA, Map.of())
                .data()
                .at("/customer/devices/edges/0/node/segments/edges/0/node/id")
                .asString();
        assertThat(api.ask(RESUME, Map.of("id", segment))
                        .data()
                        .at("/node/__typename")
                        .asString())
                .isEqualTo("Segment");
        var retargeted =
                api.as("dmp").ask("""
                        query @purpose(is: RETARGETING) {
                          segment(namespace: "segment", value: "winter-boots") {
                            devices(first: 100) { edges { node { syncedWith { edges { node { id } } } } } }
                          }
                        }
                        """, Map.of()).data().findValuesAsString("id").getFirst();
        var refused = api.as("dmp").ask("""
                        query ($id: ID!) @purpose(is: RETARGETING) {
                          node(id: $id) { ... on Device { syncedWith { edges { cursor } } } }
                        }
                        """, Map.of("id", retargeted));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo("HOP_NOT_PERMITTED");
    }

    @Test
    void aHandleWhoseWalkHasNoHopLeftSaysSo() {
        var twoHops = api.as("cdp").ask("""
                        query @purpose(is: FIRST_PARTY_MATCHING) {
                          customer(namespace: "crm", value: "1010") {
                            sameAs { edges { node { value sameAs { edges { node { id value } } } } } }
                          }
                        }
                        """, Map.of()).data().at("/customer/sameAs/edges/0/node");
        assertThat(twoHops.path("value").asString()).isEqualTo("1011");
        var back = twoHops.at("/sameAs/edges/0/node");
        assertThat(back.path("value").asString()).isEqualTo("1010");
        var refused = api.as("cdp").ask("""
                        query ($id: ID!) @purpose(is: FIRST_PARTY_MATCHING) {
                          node(id: $id) { ... on Customer { value emails { edges { cursor } } } }
                        }
                        """, Map.of("id", back.path("id").asString()));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo("HOP_LIMIT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "forged", "ARNGPYkmjKV1D64f5qmATviOj7JYUoY1FxBTw9eSWH0c5p9sbVfx3O"})
    void aForgedHandleReadsLikeAnUnknownOne(String id) {
        assertThat(api.ask(RESUME, Map.of("id", id)).body().toString()).isEqualTo("{\"data\":{\"node\":null}}");
    }

    @Test
    void aTruncatedOneAndAnotherPurposesOrClientsToo() {
        var own = api.ask(ANNA, Map.of()).data().at("/customer/id").asString();
        var analytics = api.as("analyst")
                .ask(
                        "query @purpose(is: ANALYTICS) { segment(namespace: \"segment\", value: \"winter-boots\") { id } }",
                        Map.of())
                .data()
                .at("/segment/id")
                .asString();
        for (var id : Arrays.asList(own.substring(0, own.length() - 2), analytics)) {
            assertThat(api.ask(RESUME, Map.of("id", id)).body().toString()).isEqualTo("{\"data\":{\"node\":null}}");
        }
    }

    @Test
    void aKeyOpensNothing() {
        var key = api.ask(ANNA, Map.of()).data().at("/customer/key").asString();
        assertThat(api.ask(RESUME, Map.of("id", key)).body().toString()).isEqualTo("{\"data\":{\"node\":null}}");
    }

    @Test
    void theSameNodeHasTheSameKeyByAnyWalkAndAnotherHandle() {
        var byBoots = annasLaptop("winter-boots");
        var byTrails = annasLaptop("trail-running");
        assertThat(byBoots.path("key").asString())
                .isEqualTo(byTrails.path("key").asString());
        assertThat(byBoots.path("id").asString())
                .isNotEqualTo(byTrails.path("id").asString());
    }

    /** Her laptop's node at the advertising network, as reached from a segment. */
    private JsonNode annasLaptop(String segment) {
        var variables = new HashMap<String, Object>(Map.of("segment", segment));
        while (true) {
            var devices = api.as("dmp").ask("""
                    query ($segment: String!, $after: String) @purpose(is: RETARGETING) {
                      segment(namespace: "segment", value: $segment) {
                        devices(first: 100, after: $after) {
                          pageInfo { endCursor }
                          edges { node { syncedWith { edges { node { id key value } } } } }
                        }
                      }
                    }
                    """, variables).data().at("/segment/devices");
            for (var device : devices.findParents("value")) {
                if (device.path("value").asString().equals("ad-anna-laptop")) {
                    return device;
                }
            }
            variables.put("after", devices.at("/pageInfo/endCursor").asString());
        }
    }

    @Test
    void whatNoPlaceOfThePurposePermitsIsRefusedBeforeTheHandleIsKnown() {
        var refused = api.ask("""
                query ($id: ID!) @purpose(is: PERSONALIZATION) { node(id: $id) { ... on Email { address } ... on Device { value } } }
                """, Map.of("id", "unknown"));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().path("errors").findValuesAsString("coordinate"))
                .containsExactlyInAnyOrder("Email.address", "Device.value");
    }
}
