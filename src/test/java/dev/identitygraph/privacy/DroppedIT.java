package dev.identitygraph.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.identitygraph.audit.Actor;
import dev.identitygraph.retraction.Retractable;
import dev.identitygraph.retraction.Retraction;
import dev.identitygraph.testing.GraphQlApi;
import dev.identitygraph.testing.IntegrationTest;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.neo4j.core.Neo4jClient;
import tools.jackson.databind.JsonNode;

/** A client is told what it was given and must drop, and nobody is told of anything else. */
@IntegrationTest
class DroppedIT {
    private static final String PAGE = """
            query ($ref: String!) @purpose(is: PERSONALIZATION) {
              customer(namespace: "crm", value: $ref) { key segments { edges { node { key } } } }
            }
            """;

    @Autowired
    private InventedPeople people;

    @Autowired
    private GraphQlApi api;

    @Test
    void aClientPullsWhatItWasGivenAndWasClosedSince() {
        var arrived = people.arrive("d" + UUID.randomUUID().toString().substring(0, 8), 2);
        var shown = api.ask(PAGE, Map.of("ref", arrived.getFirst())).data().path("customer");
        var start = end("shop");
        var others = end("cdp");
        for (var person : arrived) {
            people.say("withdrawConsent", Map.of("requestId", UUID.randomUUID().toString(), "value", person));
        }
        var dropped = pull("shop", start);
        assertThat(dropped.findValuesAsString("from"))
                .as("of the person who was shown, and not of the other")
                .hasSize(2)
                .containsOnly(shown.path("key").asString());
        assertThat(dropped.findValuesAsString("to"))
                .containsExactlyInAnyOrderElementsOf(shown.path("segments").findValuesAsString("key"));
        assertThat(pull("cdp", others).path("edges").size()).isZero();
        assertThat(pull("shop", dropped.path("cursor").asString()).path("edges").size())
                .as("what was told is not told again")
                .isZero();
    }

    @Test
    void whatRestsOnNothingAnyMoreIsDroppedToo(@Autowired Retraction retraction, @Autowired Neo4jClient graph) {
        var person = people.arrive("d" + UUID.randomUUID().toString().substring(0, 8), 1)
                .getFirst();
        var shown = api.ask(PAGE, Map.of("ref", person)).data().path("customer");
        var start = end("shop");
        var said = graph.query("MATCH (:Customer {value: $person})-[r:IN_SEGMENT]->() RETURN r.derivedFrom[0] LIMIT 1")
                .bind(person)
                .to("person")
                .fetchAs(String.class)
                .one()
                .orElseThrow();
        retraction.retract(Actor.of("test"), new Retractable.OneObservation(said));
        var dropped = pull("shop", start);
        assertThat(dropped.findValuesAsString("from"))
                .containsExactly(shown.path("key").asString());
        assertThat(shown.path("segments").findValuesAsString("key")).containsAll(dropped.findValuesAsString("to"));
    }

    @Test
    void aForeignCursorAndAClientWithoutTheAuthorityAreRefused() {
        var cursor = end("shop");
        assertThat(ask("cdp", cursor).code()).isEqualTo("CURSOR_INVALID");
        assertThat(ask("privacy-office", "").code()).isEqualTo("AUTHORITY_MISSING");
    }

    /** The cursor behind all that was closed so far. */
    private String end(String client) {
        var cursor = "";
        JsonNode page;
        do {
            page = pull(client, cursor);
            cursor = page.path("cursor").asString();
        } while (page.path("hasMore").asBoolean());
        return cursor;
    }

    private JsonNode pull(String client, String after) {
        return ask(client, after).data().path("dropped");
    }

    private GraphQlApi.Reply ask(String client, String after) {
        var variables = new HashMap<String, Object>();
        if (!after.isEmpty()) {
            variables.put("after", after);
        }
        return api.as(client)
                .ask(
                        "query ($after: String) { dropped(after: $after) { cursor hasMore edges { purpose from to day } } }",
                        variables);
    }
}
