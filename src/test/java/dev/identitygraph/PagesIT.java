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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Pages over HTTP, as a client turns them. What is on a page is the scenarios' to say. */
@IntegrationTest
class PagesIT {
    private static final String PAGE = """
            query ($first: Int, $after: String, $last: Int, $before: String) @purpose(is: RETARGETING) {
              segment(namespace: "segment", value: "winter-boots") {
                devices(first: $first, after: $after, last: $last, before: $before) {
                  edges { cursor node { key } }
                  pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
                }
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
    void forwardsAndBackwardsOneComesByTheSameEdgesInTheSameOrder() {
        var whole = keys(page(Map.of("first", 100)));
        assertThat(whole).hasSizeGreaterThan(10).doesNotHaveDuplicates();

        var forwards = new ArrayList<String>();
        var page = page(Map.of("first", 3));
        assertThat(page.at("/pageInfo/hasPreviousPage").asBoolean()).isFalse();
        forwards.addAll(keys(page));
        while (page.at("/pageInfo/hasNextPage").asBoolean()) {
            page = page(
                    Map.of("first", 3, "after", page.at("/pageInfo/endCursor").asString()));
            assertThat(page.at("/pageInfo/hasPreviousPage").asBoolean()).isTrue();
            forwards.addAll(keys(page));
        }
        assertThat(forwards).isEqualTo(whole);

        var backwards = new ArrayList<String>();
        page = page(Map.of("last", 3));
        assertThat(page.at("/pageInfo/hasNextPage").asBoolean()).isFalse();
        backwards.addAll(keys(page));
        while (page.at("/pageInfo/hasPreviousPage").asBoolean()) {
            page = page(
                    Map.of("last", 3, "before", page.at("/pageInfo/startCursor").asString()));
            assertThat(page.at("/pageInfo/hasNextPage").asBoolean()).isTrue();
            backwards.addAll(0, keys(page));
        }
        assertThat(backwards).isEqualTo(whole);
    }

    @Test
    void aPageFromTheEndSaysThatTheListGoesOnAlsoIfADocumentBeforeDidNotAsk() {
        var cursor = page(Map.of("last", 1)).at("/pageInfo/startCursor").asString();
        var silent = PAGE.replace("hasNextPage", "");
        for (var document : List.of(silent, PAGE)) {
            var page = api.as("dmp")
                    .ask(document, Map.of("last", 1, "before", cursor))
                    .data()
                    .at("/segment/devices");
            assertThat(page.at("/edges")).hasSize(1);
            assertThat(page.at("/pageInfo/hasNextPage").asBoolean()).isEqualTo(document.equals(PAGE));
        }
    }

    @Test
    void bothEndsAtOnceAreRefusedWithWhatWouldBeRight() {
        var refused = ask(Map.of("first", 1, "last", 1));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo("ARGUMENT_INVALID");
        assertThat(refused.body().at("/errors/0/message").asString())
                .isEqualTo("Arguments first and last exclude each other: give one, and null or nothing for the other.");
    }

    @Test
    void aCursorIsGoodForItsClientPurposeAndFieldOnly() {
        var own = page(Map.of("first", 1)).at("/pageInfo/endCursor").asString();
        assertThat(ask(Map.of("first", 1, "after", own)).status()).isEqualTo(200);
        var ofAnotherPurpose = firstCursor("""
                query @purpose(is: AUDIENCE_TARGETING) {
                  segment(namespace: "adnet-audience", value: "luxury-travel") { devices(first: 1) { edges { cursor } } }
                }
                """);
        var ofAnotherField = firstCursor("""
                query @purpose(is: RETARGETING) {
                  segment(namespace: "segment", value: "winter-boots") {
                    devices(first: 100) { edges { node { syncedWith(first: 1) { edges { cursor } } } } }
                  }
                }
                """);
        var changed = own.substring(0, own.length() - 2) + (own.endsWith("AA") ? "BB" : "AA");
        for (var cursor : List.of(ofAnotherPurpose, ofAnotherField, changed, own.substring(1), "", "0")) {
            for (var argument : List.of("after", "before")) {
                var refused = ask(Map.of("first", 1, argument, cursor));
                assertThat(refused.status()).isEqualTo(400);
                assertThat(refused.code()).isEqualTo("CURSOR_INVALID");
                assertThat(refused.body().at("/errors/0/message").asString())
                        .startsWith("Argument " + argument + " must be a cursor that you got from this field");
            }
        }
    }

    private String firstCursor(String document) {
        return api.as("dmp")
                .ask(document, Map.of())
                .data()
                .findValuesAsString("cursor")
                .getFirst();
    }

    private JsonNode page(Map<String, ?> variables) {
        return ask(variables).data().at("/segment/devices");
    }

    private GraphQlApi.Reply ask(Map<String, ?> variables) {
        return api.as("dmp").ask(PAGE, new HashMap<>(variables));
    }

    private static List<String> keys(JsonNode page) {
        return page.findValuesAsString("key");
    }
}
