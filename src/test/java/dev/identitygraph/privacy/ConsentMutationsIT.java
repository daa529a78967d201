package dev.identitygraph.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.identitygraph.ingest.FolderImport;
import dev.identitygraph.testing.GraphQlApi;
import dev.identitygraph.testing.IntegrationTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.neo4j.core.Neo4jClient;
import tools.jackson.databind.JsonNode;

/** What subjects say takes effect at once, and as the ledger has it. */
@IntegrationTest
class ConsentMutationsIT {
    private static final String PAGE = """
            query ($ref: String!) @purpose(is: PERSONALIZATION) {
              customer(namespace: "crm", value: $ref) {
                id
                segments { edges { cursor node { name } consent { validUntil } } }
                devices { edges { node { segments { edges { node { name } } } } } }
              }
            }
            """;

    @Autowired
    private InventedPeople people;

    @Autowired
    private GraphQlApi api;

    @Autowired
    private Neo4jClient client;

    @Autowired
    private ConsentsThatBegin consentsThatBegin;

    @Autowired
    private FolderImport folders;

    @TempDir
    private Path folder;

    private String anna = "";

    @BeforeEach
    void annaArrives() {
        anna = people.arrive("m" + UUID.randomUUID().toString().substring(0, 8), 1)
                .getFirst();
    }

    @Test
    void aWithdrawalClosesEveryEdgeAtOnceHandlesIncluded() {
        var before = api.ask(PAGE, Map.of("ref", anna)).data().path("customer");
        assertThat(before.findValuesAsString("name")).hasSize(3);
        var reply = say("withdrawConsent", Map.of());
        assertThat(reply.code()).isEmpty();
        assertThat(Instant.parse(reply.data().at("/withdrawConsent/effectiveAt").asString()))
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
        assertThat(customer().isNull()).isTrue();
        var byHandle = api.ask(
                "query ($id: ID!) @purpose(is: PERSONALIZATION) { node(id: $id) { id } }",
                Map.of("id", before.path("id").asString()));
        assertThat(byHandle.body().toString()).isEqualTo("{\"data\":{\"node\":null}}");
    }

    @Test
    void aConsentGivenLaterLiftsItAndOneGivenBeforeDoesNot() {
        say("withdrawConsent", Map.of());
        say("recordConsent", Map.of("givenAt", "2026-03-01T00:00:00Z"));
        assertThat(customer().isNull()).isTrue();
        say("recordConsent", Map.of("lawfulBasis", "LEGITIMATE_INTERESTS"));
        assertThat(customer().isNull()).as("another basis is no consent").isTrue();
        say("recordConsent", Map.of());
        assertThat(customer().findValuesAsString("name")).hasSize(3);
    }

    @Test
    void aConsentThatIsDatedInTheFutureLiftsNoWithdrawalThatComesBeforeItsTime() {
        say("recordConsent", Map.of("givenAt", "2040-01-01T00:00:00Z"));
        say("withdrawConsent", Map.of());
        assertThat(customer().isNull()).isTrue();
    }

    @Test
    void aGrantOfAFileThatIsDatedAheadOfItsRecordingLiftsNoWithdrawalAfterItHoweverOftenItIsImported()
            throws IOException {
        var ahead = Instant.now().plus(12, ChronoUnit.HOURS);
        var rows = "namespace,value,purpose,status,lawful_basis,signed_at,starts_at,ends_at,notice,proof\n"
                + "crm,%s,PERSONALIZATION,GRANTED,CONSENT,%s,2026-01-01T00:00:00Z,,notice-2,form\n"
                        .formatted(anna, ahead);
        var file = Files.writeString(folder.resolve("contracts.csv"), rows);
        assertThat(folders.run(folder).accepted()).as("within the tolerance").isOne();
        say("withdrawConsent", Map.of());
        assertThat(customer().isNull()).isTrue();
        folders.run(folder);
        Files.writeString(file, rows + "crm,nobody,PERSONALIZATION,GRANTED,CONSENT,2026-01-01T00:00:00Z,,,n,p\n");
        folders.run(folder);
        assertThat(customer().isNull()).isTrue();
        say("recordConsent", Map.of());
        assertThat(customer().isNull()).as("a consent after it does").isFalse();
    }

    @Test
    void anObjectionAndARefusalClose() {
        say("objectToProcessing", Map.of());
        assertThat(customer().isNull()).isTrue();
        assertThat(records("objection")).contains("true");
        say("recordConsent", Map.of());
        assertThat(customer().isNull()).isFalse();
        say("recordConsent", Map.of("refused", true));
        assertThat(customer().isNull()).isTrue();
    }

    @Test
    void theDevicesNoClosesWhatIsTheDevices() {
        people.say(
                "withdrawConsent",
                Map.of("requestId", UUID.randomUUID().toString(), "namespace", "cookie", "value", "ck-" + anna));
        assertThat(customer().findValuesAsString("name")).hasSize(2).allMatch(name -> name.startsWith("tier-"));
    }

    @Test
    void aConsentForLaterHidesNoneThatIsValidNowAndCountsOnceItsTimeHasCome() {
        var soon = Instant.now().plusMillis(1_500).truncatedTo(ChronoUnit.MILLIS);
        say("recordConsent", Map.of("validFrom", soon.toString(), "validUntil", "2035-01-01T00:00:00Z"));
        assertThat(ends()).containsExactly("2041-02-03");
        while (Instant.now().isBefore(soon)) {
            Thread.onSpinWait();
        }
        consentsThatBegin.count();
        assertThat(ends()).containsExactly("2035-01-01");
    }

    @Test
    void theSameRequestIsRecordedOnceAndItsIdIsGoodForNoOther() {
        var input = Map.of("requestId", UUID.randomUUID().toString());
        var first = say("withdrawConsent", input).data().path("withdrawConsent");
        say("recordConsent", Map.of());
        var again = say("withdrawConsent", input).data().path("withdrawConsent");
        assertThat(again.path("effectiveAt")).isEqualTo(first.path("effectiveAt"));
        assertThat(customer().isNull())
                .as("sent again, it takes no effect again")
                .isFalse();
        var other =
                say("withdrawConsent", Map.of("requestId", input.get("requestId"), "purposes", List.of("RETARGETING")));
        assertThat(other.code()).isEqualTo("REQUEST_ID_REUSED");
        assertThat(records("status")).hasSize(3);
    }

    @Test
    void theLedgerHasTheFieldsOfIso27560() {
        say(
                "recordConsent",
                Map.of("noticeVersion", "v7", "jurisdiction", "AT", "recipients", List.of("adnet"), "proof", "form-1"));
        assertThat(client.query("""
                        MATCH (c:ConsentRecord {proof: 'form-1', noticeVersion: 'v7'})
                        RETURN [c.controller, c.jurisdiction, c.recipients, c.howGiven, c.notice, c.source]
                        """).fetch().first().orElseThrow())
                .containsValue(List.of("shop", "AT", List.of("adnet"), "test", "notice", "client:consent-platform"));
    }

    @Test
    void whoeverLacksTheAuthorityIsRefusedAndNothingIsRecorded() {
        for (var mutation : List.of("recordConsent", "withdrawConsent", "objectToProcessing")) {
            var reply = people.sayAs("privacy-office", mutation, Map.of("requestId", "x" + anna, "value", anna));
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.code()).isEqualTo("AUTHORITY_MISSING");
        }
        assertThat(records("status")).hasSize(1);
    }

    @Test
    void aNamespaceThatDoesNotSpeakForItselfAndAValueThatIsNoneAreRefused() {
        assertThat(say("withdrawConsent", Map.of("namespace", "adnet")).code()).isEqualTo("NAMESPACE_UNKNOWN");
        assertThat(say("withdrawConsent", Map.of("namespace", "segment")).code())
                .isEqualTo("NAMESPACE_UNKNOWN");
        assertThat(say("withdrawConsent", Map.of("purposes", List.of())).code()).isEqualTo("ARGUMENT_INVALID");
        var invalid = say("withdrawConsent", Map.of("namespace", "email", "value", "secret-no-address"));
        assertThat(invalid.code()).isEqualTo("IDENTITY_INVALID");
        assertThat(invalid.body().toString()).doesNotContain("secret-no-address");
    }

    @Test
    void aSubjectWhoIsNotInTheGraphYetHasSpokenAllTheSame() {
        var late = "late" + anna;
        assertThat(say("withdrawConsent", Map.of("value", late + "0")).code()).isEmpty();
        people.arrive(late, 1);
        assertThat(api.ask(PAGE, Map.of("ref", late + "0"))
                        .data()
                        .path("customer")
                        .isNull())
                .isTrue();
    }

    @Test
    void aGpcSignalIsStoredAndClosesWhatThePolicySaysItBlocks() {
        var retargeting = """
                query ($segment: String!) @purpose(is: RETARGETING) {
                  segment(namespace: "segment", value: $segment) { devices { edges { cursor } } }
                }
                """;
        var segment = Map.of("segment", "interest-" + anna.substring(0, anna.length() - 1));
        assertThat(api.as("dmp").ask(retargeting, segment).data().findValues("cursor"))
                .hasSize(1);
        assertThat(signal("GPC", "1").code()).isEmpty();
        assertThat(api.as("dmp").ask(retargeting, segment).body().toString())
                .isEqualTo("{\"data\":{\"segment\":null}}");
        assertThat(customer().findValuesAsString("name"))
                .as("personalization is not blocked by it")
                .hasSize(3);
    }

    @Test
    void onlyAConsentThatSaysSoTakesAnOptOutBack() {
        var retargeting = """
                query ($segment: String!) @purpose(is: RETARGETING) {
                  segment(namespace: "segment", value: $segment) { devices { edges { cursor } } }
                }
                """;
        var segment = Map.of("segment", "interest-" + anna.substring(0, anna.length() - 1));
        assertThat(signal("GPC", "1").code()).isEmpty();
        var device = Map.of("namespace", "cookie", "value", "ck-" + anna);
        var back = new HashMap<String, Object>(device);
        back.put("optOutsTakenBack", List.of("GPC"));
        assertThat(say("recordConsent", with(device, "purposes", List.of("RETARGETING")))
                        .code())
                .isEmpty();
        assertThat(say("recordConsent", with(back, "refused", true)).code()).isEqualTo("ARGUMENT_INVALID");
        assertThat(say("recordConsent", with(back, "lawfulBasis", "LEGITIMATE_INTERESTS"))
                        .code())
                .isEqualTo("ARGUMENT_INVALID");
        assertThat(say("recordConsent", with(back, "validUntil", "2035-01-01T00:00:00Z"))
                        .code())
                .isEqualTo("ARGUMENT_INVALID");
        assertThat(say("recordConsent", with(device, "optOutsTakenBack", List.of("DNT")))
                        .body()
                        .at("/errors/0/extensions/permitted/0")
                        .asString())
                .isEqualTo("GPC");
        assertThat(api.as("dmp").ask(retargeting, segment).body().toString())
                .isEqualTo("{\"data\":{\"segment\":null}}");
        assertThat(say("recordConsent", with(back, "purposes", List.of())).code())
                .isEmpty();
        assertThat(api.as("dmp").ask(retargeting, segment).data().findValues("cursor"))
                .hasSize(1);
        assertThat(signal("GPC", "1").code()).isEmpty();
        assertThat(api.as("dmp").ask(retargeting, segment).data().findValues("cursor"))
                .as("and may opt out again")
                .isEmpty();
    }

    private static Map<String, Object> with(Map<String, ?> input, String name, Object value) {
        var whole = new HashMap<String, Object>(input);
        whole.put(name, value);
        return whole;
    }

    @Test
    void aSignalThatIsNoGoodIsRefusedWithItsReasonAndChangesNothing() {
        for (var kind : List.of("TCF", "GPP", "GPC")) {
            var refused = signal(kind, "no-such-signal");
            assertThat(refused.code()).isEqualTo("SIGNAL_INVALID");
            assertThat(refused.body().toString()).doesNotContain("no-such-signal");
        }
        assertThat(customer().findValuesAsString("name")).hasSize(3);
    }

    private GraphQlApi.Reply signal(String kind, String text) {
        return api.as("consent-platform")
                .ask(
                        "mutation ($input: RecordSignalInput!) { recordSignal(input: $input) { effectiveAt } }",
                        Map.of(
                                "input",
                                Map.of(
                                        "requestId",
                                        UUID.randomUUID().toString(),
                                        "namespace",
                                        "cookie",
                                        "value",
                                        "ck-" + anna,
                                        "kind",
                                        kind,
                                        "text",
                                        text)));
    }

    @Test
    void aRequestMayPresentTheTokenOfAnAcknowledgementAndNoOther() {
        var token = say("withdrawConsent", Map.of())
                .data()
                .at("/withdrawConsent/consistencyToken")
                .asString();
        assertThat(api.ask(PAGE, Map.of("ref", anna), "Identity-Consistency", token)
                        .body()
                        .toString())
                .isEqualTo("{\"data\":{\"customer\":null}}");
        assertThat(api.ask(PAGE, Map.of("ref", anna), "Identity-Consistency", "forged")
                        .code())
                .isEqualTo("CONSISTENCY_TOKEN_INVALID");
    }

    private GraphQlApi.Reply say(String mutation, Map<String, ?> input) {
        var whole = new HashMap<String, Object>(
                Map.of("requestId", UUID.randomUUID().toString(), "value", anna));
        whole.putAll(input);
        return people.say(mutation, whole);
    }

    private JsonNode customer() {
        return api.ask(PAGE, Map.of("ref", anna)).data().path("customer");
    }

    private Set<String> ends() {
        return new TreeSet<>(customer().path("segments").findValuesAsString("validUntil"));
    }

    /** A field of all records about her. */
    private List<String> records(String field) {
        return List.copyOf(client.query("""
                        MATCH (n:Customer {value: $value})
                        MATCH (c:ConsentRecord {subject: n.digest})
                        RETURN toString(c[$field]) AS field
                        """)
                .bindAll(Map.of("value", anna, "field", field))
                .fetchAs(String.class)
                .all());
    }
}
