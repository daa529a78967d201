package dev.identitygraph.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.identitygraph.testing.GraphQlApi;
import dev.identitygraph.testing.IntegrationTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** To decide that two records are of one person gives neither what was said under the other one. */
@IntegrationTest
class JoinedConsentIT {
    private static final String PERSONALIZATION = """
            query ($ref: String!) @purpose(is: PERSONALIZATION) {
              customer(namespace: "crm", value: $ref) { segments { edges { node { name } } } }
            }
            """;

    @Autowired
    private InventedPeople people;

    @Autowired
    private GraphQlApi api;

    private String one = "";
    private String two = "";

    @BeforeEach
    void twoRecordsArrive() {
        var records = people.arrive("j" + UUID.randomUUID().toString().substring(0, 8), 2);
        one = records.getFirst();
        two = records.getLast();
    }

    @Test
    void aLaterYesUnderOneRecordLiftsNoWithdrawalUnderTheOther() {
        say("withdrawConsent", one, "PERSONALIZATION");
        say("recordConsent", two, "PERSONALIZATION");
        assertThat(personalized(one)).isEmpty();
        assertThat(personalized(two)).hasSize(2);
        join();
        assertThat(personalized(one)).isEmpty();
        assertThat(personalized(two)).as("a no counts for both").isEmpty();
        say("recordConsent", two, "PERSONALIZATION");
        assertThat(personalized(one)).as("said again where it was said before").isEmpty();
        say("recordConsent", one, "PERSONALIZATION");
        assertThat(personalized(one)).hasSize(2);
        assertThat(personalized(two)).hasSize(2);
    }

    @Test
    void aYesUnderOneRecordOpensNothingOfOneThatIsSilent() {
        say("recordConsent", two, "FIRST_PARTY_MATCHING");
        join();
        assertThat(matched(one).isNull()).isTrue();
        assertThat(matched(two).at("/devices/edges")).hasSize(1);
        assertThat(matched(two).at("/sameAs/edges"))
                .as("what joins both needs both")
                .isEmpty();
        say("recordConsent", one, "FIRST_PARTY_MATCHING");
        assertThat(matched(one).at("/devices/edges")).hasSize(1);
        for (var record : List.of(one, two)) {
            assertThat(matched(record).at("/sameAs/edges")).hasSize(1);
        }
    }

    private void say(String mutation, String record, String purpose) {
        var reply = people.say(
                mutation,
                Map.of("requestId", UUID.randomUUID().toString(), "value", record, "purposes", List.of(purpose)));
        assertThat(reply.code()).isEmpty();
    }

    private void join() {
        var input = Map.of("requestId", UUID.randomUUID().toString(), "one", record(one), "other", record(two));
        var reply = api.as("privacy-office").askNamed("join", Map.of("input", input));
        assertThat(reply.data().at("/join/after")).hasSize(1);
    }

    private static Map<String, String> record(String value) {
        return Map.of("namespace", "crm", "value", value);
    }

    private List<String> personalized(String record) {
        return api.ask(PERSONALIZATION, Map.of("ref", record)).data().findValuesAsString("name");
    }

    private JsonNode matched(String record) {
        return api.as("cdp")
                .askNamed("first-party-matching", Map.of("ref", record))
                .data()
                .path("customer");
    }
}
