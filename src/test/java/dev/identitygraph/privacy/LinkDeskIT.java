package dev.identitygraph.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.identitygraph.ingest.FolderImport;
import dev.identitygraph.retraction.Retraction;
import dev.identitygraph.testing.GraphQlApi;
import dev.identitygraph.testing.IntegrationTest;
import dev.identitygraph.testing.StoredChain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.neo4j.core.Neo4jClient;
import tools.jackson.databind.JsonNode;

/** Who belongs together is explained and decided over the API, and what was said is taken back. */
@IntegrationTest
class LinkDeskIT {
    @TempDir
    private Path folder;

    @Autowired
    private FolderImport folders;

    @Autowired
    private GraphQlApi shop;

    @Autowired
    private Neo4jClient client;

    @Autowired
    private StoredChain chain;

    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private final String one = "one-" + run;
    private final String two = "two-" + run;
    private final String laptop = "laptop-" + run;

    private GraphQlApi officer() {
        return shop.as("privacy-office");
    }

    @BeforeEach
    void twoPeopleShareALaptop() {
        write("crm-changes.csv", """
            crm_id,updated_at,duplicate_of,email,loyalty_tier
            %s,2026-01-01T08:00:00Z,,%s@example.com,
            %s,2026-01-01T08:00:00Z,,,
            """.formatted(one, one, two));
        logins(Stream.of(one + ",2026-02-01T08:00:00Z," + laptop, two + ",2026-02-02T08:00:00Z," + laptop));
    }

    private void logins(Stream<String> rows) {
        write(
                "webshop-logins.csv",
                rows.map(row -> row + ",")
                        .collect(Collectors.joining("\n", "crm_id,logged_in_at,cookie,app_install\n", "\n")));
        folders.run(folder);
    }

    private void write(String file, String content) {
        try {
            Files.writeString(folder.resolve(file), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whatIsNotLinkedIsExplainedByTheRuleThatSupersededIt() {
        var why = why(officer(), "crm", one, "cookie", laptop);
        assertThat(why.path("linked").asBoolean()).isFalse();
        var step = why.at("/chain/0");
        assertThat(step.path("edge").asString()).isEqualTo("USES");
        assertThat(step.path("from").asString() + " " + step.path("to").asString())
                .isEqualTo("crm cookie");
        assertThat(step.at("/supersededBy/rule").asString()).isEqualTo("SHARED");
        assertThat(step.at("/supersededBy/namespace").asString()).isEqualTo("cookie");
        var evidence = step.at("/evidence/0");
        assertThat(evidence.path("source").asString()).isEqualTo("webshop-logins");
        assertThat(evidence.path("method").asString()).isEqualTo("DETERMINISTIC");
        assertThat(evidence.path("confidence").asDouble()).isEqualTo(1);
        assertThat(evidence.path("observedAt").asString()).isEqualTo("2026-02-01");
        assertThat(LocalDate.parse(evidence.path("recordedAt").asString())).isAfter(LocalDate.parse("2026-02-01"));
    }

    @Test
    void nothingOfWhatLiesBetweenIsNamed() {
        var why = why(officer(), "crm", one, "crm", two);
        assertThat(why.path("chain")).hasSize(2);
        assertThat(why.toString()).doesNotContain(run);
    }

    @Test
    void whatTheGraphDoesNotKnowLooksLikeWhatNothingLeadsTo() {
        logins(Stream.of("third-" + run + ",2026-02-01T08:00:00Z,phone-" + run));
        var nothing = why(officer(), "crm", one, "cookie", "phone-" + run);
        assertThat(nothing.toString()).isEqualTo("{\"linked\":false,\"chain\":[],\"decisions\":[]}");
        assertThat(why(officer(), "crm", one, "cookie", "none-" + run)).isEqualTo(nothing);
    }

    @Test
    void aChainLeadsThroughNoPartnersIdentity() {
        var tablet = "tablet-" + run;
        var phone = "phone-" + run;
        logins(Stream.of(
                "third-" + run + ",2026-02-01T08:00:00Z," + tablet,
                "fourth-" + run + ",2026-02-02T08:00:00Z," + phone));
        write("adnetwork-audience.csv", """
            ad_id,cookie,audience,observed_at
            ad-%1$s,%2$s,,2026-02-03T08:00:00Z
            ad-%1$s,%3$s,,2026-02-03T08:00:00Z
            """.formatted(run, tablet, phone));
        folders.run(folder);
        assertThat(count("MATCH (:Device {value: '" + tablet + "'})-->(:Device {party: 'THIRD'})<--(:Device {value: '"
                        + phone + "'}) RETURN count(*)"))
                .as("the network knows both devices as one")
                .isOne();
        assertThat(why(officer(), "crm", "third-" + run, "cookie", phone).toString())
                .isEqualTo("{\"linked\":false,\"chain\":[],\"decisions\":[]}");
    }

    @Test
    void aPartnersIdentityIsNoneThatAnExplanationIsGivenOf() {
        for (var namespace : List.of("adnet", "onboarding", "segment")) {
            var reply = officer()
                    .askNamed(
                            "explain-link",
                            Map.of("one", identity("crm", one), "other", identity(namespace, "some-" + run)));
            assertThat(reply.code()).isEqualTo("NAMESPACE_UNKNOWN");
            assertThat(reply.body().at("/errors/0/extensions/permitted").toString())
                    .contains("crm", "email", "cookie")
                    .doesNotContain("adnet");
        }
    }

    @Test
    void aJoinAndASplitTakeEffectAndSayWhoseGraphsChanged() {
        var joined = decide("join", "j-" + run);
        assertThat(joined.path("after")).hasSize(1);
        assertThat(joined.at("/after/0/customers").findValuesAsString("value")).containsExactlyInAnyOrder(one, two);
        assertThat(joined.at("/after/0/others").toString())
                .as("the laptop is theirs again, and is counted, not named")
                .isEqualTo("[{\"namespace\":\"cookie\",\"count\":1},{\"namespace\":\"email\",\"count\":1}]");
        assertThat(joined.toString()).doesNotContain(laptop, "@example.com");
        assertThat(why(officer(), "crm", one, "crm", two).path("linked").asBoolean())
                .isTrue();

        var split = decide("split", "s-" + run);
        assertThat(split.path("before")).isEqualTo(joined.path("after"));
        var why = why(officer(), "crm", one, "crm", two);
        assertThat(why.path("linked").asBoolean()).isFalse();
        assertThat(why.at("/chain/0/supersededBy/rule").asString()).isEqualTo("SPLIT");
    }

    @Test
    void aDecisionIsTakenBackByItsHandleWhichIsNobodyElses() {
        var joined = decide("join", "j-" + run);
        var handle = joined.path("observation").asString();
        assertThat(why(officer(), "crm", one, "crm", two)
                        .at("/chain/0/evidence/0/observations/0")
                        .asString())
                .isEqualTo(handle);
        assertThat(client.query("MATCH (o:Observation {observationId: $id}) RETURN count(o)")
                        .bind(handle)
                        .to("id")
                        .fetchAs(Long.class)
                        .one())
                .as("it is not what the graph calls it")
                .contains(0L);
        assertThat(retract("f-" + run, "observation", handle + "x").code()).isEqualTo("EVIDENCE_UNKNOWN");
        var undone = data(retract("r-" + run, "observation", handle), "retract");
        assertThat(undone.path("before")).isEqualTo(joined.path("after"));
        assertThat(undone.path("after")).isEqualTo(joined.path("before"));
        assertThat(undone.path("observation").isNull()).isTrue();
        assertThat(why(officer(), "crm", one, "crm", two).path("linked").asBoolean())
                .isFalse();
    }

    @Test
    void aFileIsTakenBackByTheDigestOfItsContentAtOnce() {
        var file = fileId("webshop-logins.csv");
        data(retract("r-" + run, "file", file), "retract");
        assertThat(count("MATCH (n:Device {value: '" + laptop + "'}) RETURN count(n)"))
                .isZero();
        assertThat(retract("again-" + run, "file", file).code()).isEqualTo("EVIDENCE_UNKNOWN");
    }

    @Test
    void whatIsTooMuchForOneTransactionIsLeftToTheCommand() {
        logins(IntStream.rangeClosed(0, Retraction.AT_ONCE)
                .mapToObj(i -> one + ",2026-03-01T08:00:00Z,many-" + i + "-" + run));
        var before = count("MATCH (o:Observation) RETURN count(o)");
        for (var what : Map.of("file", fileId("webshop-logins.csv"), "source", "webshop-logins")
                .entrySet()) {
            var reply = retract("r-" + what.getKey() + run, what.getKey(), what.getValue());
            assertThat(reply.code()).isEqualTo("RETRACTION_LIMIT");
            assertThat(reply.body().toString()).contains("100", "command retract");
        }
        assertThat(count("MATCH (o:Observation) RETURN count(o)")).isEqualTo(before);
    }

    @Test
    void asMuchAsOneTransactionTakesIsTakenBackAtOnce() {
        logins(IntStream.range(0, Retraction.AT_ONCE)
                .mapToObj(i -> one + ",2026-03-01T08:00:00Z,most-" + i + "-" + run));
        var most = "MATCH (n:Device) WHERE n.value =~ 'most-.*-%s' RETURN count(n)".formatted(run);
        assertThat(count(most)).isEqualTo(Retraction.AT_ONCE);
        data(retract("r-" + run, "file", fileId("webshop-logins.csv")), "retract");
        assertThat(count(most)).isZero();
    }

    @Test
    void grantsCountForWhatIsTooMuchForOneTransaction() {
        write(
                "consents.csv",
                IntStream.rangeClosed(0, Retraction.AT_ONCE)
                        .mapToObj(i -> "crm,many-%d-%s,PERSONALIZATION,GRANTED,CONSENT,2026-01-01T08:00:00Z,,n,f"
                                .formatted(i, run))
                        .collect(Collectors.joining(
                                "\n",
                                "namespace,value,purpose,status,lawful_basis,given_at,valid_until,notice,proof\n",
                                "\n")));
        folders.run(folder);
        var before = count("MATCH (c:ConsentRecord) RETURN count(c)");
        assertThat(retract("r-" + run, "file", fileId("consents.csv")).code()).isEqualTo("RETRACTION_LIMIT");
        assertThat(count("MATCH (c:ConsentRecord) RETURN count(c)")).isEqualTo(before);
    }

    @Test
    void aRetractionIsOfOneThing() {
        for (var evidence : List.of(Map.of(), Map.of("file", "f", "source", "crm"))) {
            var reply = officer()
                    .askNamed("retract", Map.of("input", Map.of("requestId", "r-" + run, "evidence", evidence)));
            assertThat(reply.code()).isEqualTo("VARIABLE_INVALID");
        }
        assertThat(retract("s-" + run, "source", "no-such-source").code()).isEqualTo("EVIDENCE_UNKNOWN");
        assertThat(chain.text()).as("it may be anything that was typed").doesNotContain("no-such-source");
    }

    @Test
    void whomAPartnerKnowsIsNotToldByWhatIsTakenBack() {
        var phone = "phone-" + run;
        logins(Stream.of(one + ",2026-02-03T08:00:00Z," + phone));
        write(
                "adnetwork-audience.csv",
                "cookie,ad_id,audience,observed_at\n%s,ad-%s,,2026-02-04T08:00:00Z\n".formatted(phone, run));
        folders.run(folder);
        assertThat(count("MATCH (:Device {value: '%s'})-[r:SYNCED_WITH]->() RETURN count(r)".formatted(phone)))
                .isEqualTo(1);
        var undone = data(retract("r-" + run, "file", fileId("adnetwork-audience.csv")), "retract");
        assertThat(undone.path("before")).isEmpty();
        assertThat(undone.path("after")).isEmpty();
    }

    @Test
    void whetherAnybodyHasOneIdentityIsNotToldByAskingForItTwice() {
        assertThat(officer()
                        .askNamed("explain-link", Map.of("one", identity("crm", one), "other", identity("crm", one)))
                        .code())
                .isEqualTo("ARGUMENT_INVALID");
    }

    @Test
    void theSameRequestIsDoneOnceAndItsIdIsGoodForNoOther() {
        var first = decide("join", "j-" + run);
        decide("split", "s-" + run);
        var again = decide("join", "j-" + run);
        assertThat(again.path("repeated").asBoolean()).isTrue();
        assertThat(first.path("repeated").asBoolean()).isFalse();
        assertThat(again.path("effectiveAt")).isEqualTo(first.path("effectiveAt"));
        assertThat(again.path("observation")).isEqualTo(first.path("observation"));
        assertThat(again.path("after")).isEmpty();
        assertThat(why(officer(), "crm", one, "crm", two).path("linked").asBoolean())
                .as("sent again, it takes no effect again")
                .isFalse();
        assertThat(decision("split", "j-" + run, "crm", one, "crm", two).code()).isEqualTo("REQUEST_ID_REUSED");
        assertThat(decision("split", "s-" + run, "crm", one, "cookie", laptop).code())
                .as("the same act about others")
                .isEqualTo("REQUEST_ID_REUSED");
        data(retract("r-" + run, "file", fileId("webshop-logins.csv")), "retract");
        assertThat(retract("r-" + run, "file", fileId("crm-changes.csv")).code())
                .isEqualTo("REQUEST_ID_REUSED");
    }

    @Test
    void aDecisionAboutWhatTheGraphDoesNotKnowIsRefusedAndNotQuoted() {
        for (var act : List.of("join", "split")) {
            var reply = decision(act, act + run, "crm", one, "crm", "none-" + run);
            assertThat(reply.code()).isEqualTo("EVIDENCE_UNKNOWN");
            assertThat(reply.body().toString()).doesNotContain(run);
        }
    }

    @Test
    void onlyRecordsAreJoinedAndNothingIsSplitFromItself() {
        assertThat(decision("join", "a" + run, "crm", one, "cookie", laptop).code())
                .isEqualTo("ARGUMENT_INVALID");
        assertThat(decision("split", "b" + run, "crm", one, "crm", one).code()).isEqualTo("ARGUMENT_INVALID");
        assertThat(decision("split", "c" + run, "crm", one, "email", "no-address-" + run)
                        .code())
                .isEqualTo("IDENTITY_INVALID");
    }

    @Test
    void whoeverLacksTheAuthorityIsRefusedAndNothingIsReadOrRecorded() {
        var before = chain.text();
        for (var other : List.of("shop", "cdp", "consent-platform")) {
            assertThat(shop.as(other)
                            .askNamed(
                                    "explain-link", Map.of("one", identity("crm", one), "other", identity("crm", two)))
                            .code())
                    .isEqualTo("AUTHORITY_MISSING");
            for (var act : List.of("join", "split")) {
                assertThat(shop.as(other)
                                .askNamed(act, Map.of("input", decision("x" + run, "crm", one, "crm", two)))
                                .code())
                        .isEqualTo("AUTHORITY_MISSING");
            }
            assertThat(shop.as(other)
                            .askNamed(
                                    "retract",
                                    Map.of("input", Map.of("requestId", run, "evidence", Map.of("source", "crm"))))
                            .code())
                    .isEqualTo("AUTHORITY_MISSING");
        }
        assertThat(chain.text()).isEqualTo(before);
    }

    @Test
    void everyActIsInTheChainWithItsClientAndWithoutAnyValue() {
        var before = chain.text();
        decide("join", "j-" + run);
        decide("split", "s-" + run);
        why(officer(), "crm", one, "crm", two);
        retract("r-" + run, "file", fileId("webshop-logins.csv"));
        decide("undecide", "u-" + run);
        assertThat(chain.text()).startsWith(before);
        var lines = chain.text().substring(before.length()).lines().toList();
        assertThat(lines).allSatisfy(line -> assertThat(line).doesNotContain(run));
        var acts =
                lines.stream().filter(line -> line.contains("\"kind\":\"act\"")).toList();
        assertThat(acts)
                .as("a decision is about two")
                .hasSize(8)
                .allSatisfy(act -> assertThat(act).contains("\"client\":\"privacy-office\""));
        for (var decision : List.of("join", "split", "undecide")) {
            assertThat(acts)
                    .filteredOn(act -> act.contains("\"act\":\"" + decision + "\""))
                    .hasSize(2);
        }
        assertThat(acts.get(4)).contains("\"act\":\"explainLink\"");
        assertThat(acts.get(5)).contains("\"act\":\"retract\"");
    }

    @Test
    void theTokenThatIsReturnedIsOneOfConsistency() {
        var token = decide("join", "j-" + run).path("consistencyToken").asString();
        assertThat(shop.ask(
                                "query @purpose(is: PERSONALIZATION) { customer(namespace: \"crm\", value: \"1\") { id } }",
                                Map.of(),
                                "Identity-Consistency",
                                token)
                        .code())
                .isEmpty();
    }

    private JsonNode decide(String act, String requestId) {
        return data(decision(act, requestId, "crm", one, "crm", two), act);
    }

    private GraphQlApi.Reply decision(
            String act, String requestId, String namespace, String value, String otherNamespace, String otherValue) {
        return officer()
                .askNamed(act, Map.of("input", decision(requestId, namespace, value, otherNamespace, otherValue)));
    }

    private static Map<String, Object> decision(
            String requestId, String namespace, String value, String otherNamespace, String otherValue) {
        return Map.of(
                "requestId",
                requestId,
                "one",
                identity(namespace, value),
                "other",
                identity(otherNamespace, otherValue));
    }

    private GraphQlApi.Reply retract(String requestId, String what, String which) {
        return officer()
                .askNamed("retract", Map.of("input", Map.of("requestId", requestId, "evidence", Map.of(what, which))));
    }

    private static JsonNode why(
            GraphQlApi api, String namespace, String value, String otherNamespace, String otherValue) {
        var variables = new HashMap<String, Object>();
        variables.put("one", identity(namespace, value));
        variables.put("other", identity(otherNamespace, otherValue));
        return data(api.askNamed("explain-link", variables), "explainLink");
    }

    private static JsonNode data(GraphQlApi.Reply reply, String field) {
        assertThat(reply.body().path("errors").toString()).isEmpty();
        return reply.data().path(field);
    }

    private static Map<String, String> identity(String namespace, String value) {
        return Map.of("namespace", namespace, "value", value);
    }

    private String fileId(String file) {
        try (var content = new DigestInputStream(
                Files.newInputStream(folder.resolve(file)), MessageDigest.getInstance("SHA-256"))) {
            content.readAllBytes();
            return HexFormat.of().formatHex(content.getMessageDigest().digest());
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private long count(String cypher) {
        return client.query(cypher).fetchAs(Long.class).one().orElseThrow();
    }
}
