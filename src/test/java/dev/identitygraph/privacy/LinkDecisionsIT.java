package dev.identitygraph.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.identitygraph.ingest.FolderImport;
import dev.identitygraph.ingest.Imports;
import dev.identitygraph.source.Delivered;
import dev.identitygraph.testing.GraphQlApi;
import dev.identitygraph.testing.IntegrationTest;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.Driver;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.data.neo4j.core.Neo4jClient;
import org.springframework.test.context.TestPropertySource;

/**
 * What one privacy officer decides another one finds and undoes; what would not be in force is not decided; and
 * everybody whose links were shown or changed has it among their disclosures.
 */
@IntegrationTest
@TestPropertySource(
        properties = {
            "identity-graph.clients=classpath:link-acts/clients.yaml",
            "identity-graph.policy-archive=target/policies-of-link-acts",
            "identity-graph.limits.time=12s"
        })
@ExtendWith(OutputCaptureExtension.class)
class LinkDecisionsIT {
    private static final String LOGINS = "crm_id,logged_in_at,cookie,app_install";
    private static final String CEASED = "The split of two identities that observation ";

    @TempDir
    private Path folder;

    @Autowired
    private FolderImport folders;

    @Autowired
    private Imports imports;

    @Autowired
    private GraphQlApi api;

    @Autowired
    private Neo4jClient client;

    @Autowired
    private Driver driver;

    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private final String one = "crm:one-" + run;
    private final String two = "crm:two-" + run;
    private final String laptop = "cookie:laptop-" + run;
    private final String phone = "cookie:phone-" + run;
    private final String address = "email:one-" + run + "@example.com";

    private LinkOffice explaining() {
        return new LinkOffice(api.as("explaining-officer"));
    }

    private LinkOffice deciding() {
        return new LinkOffice(api.as("deciding-officer"));
    }

    @BeforeEach
    void twoPeopleShareALaptopAndOneHasAPhone() {
        records(Stream.of("one-%1$s,2026-01-01T08:00:00Z,,one-%1$s@example.com,", "two-%1$s,2026-01-01T08:00:00Z,,,")
                .map(row -> row.formatted(run)));
        logins(Stream.of(
                "one-%1$s,2026-02-01T08:00:00Z,laptop-%1$s,".formatted(run),
                "two-%1$s,2026-02-02T08:00:00Z,laptop-%1$s,".formatted(run),
                "one-%1$s,2026-02-03T08:00:00Z,phone-%1$s,".formatted(run)));
    }

    private void records(Stream<String> rows) {
        write("crm-changes.csv", "crm_id,updated_at,duplicate_of,email,loyalty_tier", rows);
        folders.run(folder);
    }

    private void logins(Stream<String> rows) {
        write("webshop-logins.csv", LOGINS, rows);
        folders.run(folder);
    }

    private Path write(String file, String header, Stream<String> rows) {
        try {
            return Files.writeString(folder.resolve(file), rows.collect(Collectors.joining("\n", header + "\n", "\n")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aSplitIsFoundAndTakenBackByAnOfficerWhoDidNotMakeIt() {
        deciding().decided("join", one, two);
        var theirs = deciding().decided("split", one, two).path("observation").asString();
        assertThat(explaining().retract(theirs).code())
                .as("what another client calls it")
                .isEqualTo("EVIDENCE_UNKNOWN");
        var why = explaining().why(one, two);
        assertThat(why.at("/chain/0/supersededBy/rule").asString()).isEqualTo("SPLIT");
        var named = why.at("/chain/0/supersededBy/decisions");
        assertThat(named).hasSize(1);
        assertThat(why.path("decisions").findValuesAsString("says")).containsExactly("SPLIT", "JOIN");
        assertThat(why.at("/decisions/0/observation")).isEqualTo(named.get(0));
        assertThat(why.at("/decisions/0/inForce").asBoolean()).isTrue();
        assertThat(why.at("/decisions/1/inForce").asBoolean()).isFalse();
        assertThat(why.at("/decisions/1/because").asString()).isEqualTo("OVERRULED");

        explaining().retracted(named.get(0).asString());
        var then = explaining().why(one, two);
        assertThat(then.path("linked").asBoolean()).as("the join counts again").isTrue();
        assertThat(then.at("/decisions/0/says").asString()).isEqualTo("JOIN");
        assertThat(then.at("/decisions/0/inForce").asBoolean()).isTrue();
    }

    @Test
    void aSplitOfARecordFromADeviceIsNamedWhereItWorksThroughAnotherRecord() {
        deciding().decided("join", one, two);
        deciding().decided("split", one, phone);
        var why = explaining().why(two, phone);
        assertThat(why.path("linked").asBoolean()).isFalse();
        assertThat(why.path("decisions")).hasSize(1);
        assertThat(why.at("/decisions/0/says").asString()).isEqualTo("SPLIT");
        explaining().retracted(why.at("/decisions/0/observation").asString());
        assertThat(explaining().why(two, phone).path("linked").asBoolean()).isTrue();
    }

    @Test
    void everySplitOfTheSameTwoIsNamedSinceEachKeepsThemApart() {
        deciding().decided("split", one, phone);
        deciding().decided("split", phone, one);
        var named = explaining().why(one, phone).at("/chain/0/supersededBy/decisions");
        assertThat(named).hasSize(2);
        explaining().retracted(named.get(0).asString());
        assertThat(explaining().why(one, phone).path("linked").asBoolean()).isFalse();
        explaining().retracted(named.get(1).asString());
        assertThat(explaining().why(one, phone).path("linked").asBoolean()).isTrue();
    }

    @Test
    void whoMayOnlyDecideUndoesByTheOppositeOrByTakingBackWhatWasDecided() {
        deciding().decided("split", one, two);
        assertThat(deciding().decided("join", one, two).path("after")).hasSize(1);
        assertThat(explaining().why(one, two).path("linked").asBoolean()).isTrue();
        deciding().decided("split", one, two);
        assertThat(explaining().why(one, two).path("linked").asBoolean()).isFalse();

        var split = deciding().decided("split", one, phone);
        var undone = deciding().decided("undecide", phone, one);
        assertThat(undone.path("after")).as("as it was before").isEqualTo(split.path("before"));
        assertThat(undone.path("observation").isNull()).isTrue();
        assertThat(explaining().why(one, phone).path("linked").asBoolean()).isTrue();
        assertThat(explaining().why(one, two).path("decisions"))
                .as("what was decided about one of them and another stays")
                .anySatisfy(
                        decision -> assertThat(decision.path("says").asString()).isEqualTo("SPLIT"));

        deciding().decided("undecide", one, two);
        assertThat(explaining().why(one, two).path("decisions")).isEmpty();
        assertThat(deciding().decide("undecide", one, two).code()).isEqualTo("EVIDENCE_UNKNOWN");
        assertThat(explaining().decide("undecide", one, two).code()).isEqualTo("AUTHORITY_MISSING");
    }

    @Test
    void whatIsNeverKeptApartCannotBeSplit() {
        records(Stream.of("three-%1$s,2026-01-01T08:00:00Z,,other-%1$s@example.com,".formatted(run)));
        var addresses = deciding().decide("split", address, "email:other-" + run + "@example.com");
        assertThat(addresses.code()).isEqualTo("ARGUMENT_INVALID");
        var devices = deciding().decide("split", laptop, phone);
        assertThat(devices.code()).isEqualTo("ARGUMENT_INVALID");
        assertThat(devices.body().toString()).contains("Two devices", "split each from the customer record");
        assertThat(explaining().why(laptop, phone).path("decisions")).isEmpty();
    }

    @Test
    void aSplitThatKeepsNobodyApartIsRefusedAndNotMade() {
        clicks("phone-");
        assertThat(explaining().why(address, phone).path("linked").asBoolean()).isTrue();
        var observations = observations();
        var refused = deciding().decide("split", address, phone);
        assertThat(refused.code()).isEqualTo("DECISION_WITHOUT_EFFECT");
        assertThat(refused.body().toString()).contains("one person has both").doesNotContain(run);
        assertThat(observations()).isEqualTo(observations);
        assertThat(explaining().why(address, phone).path("decisions")).isEmpty();
        assertThat(explaining().disclosures(phone).path("acts").findValuesAsString("act"))
                .as("it was told that one person has both")
                .contains("split");
    }

    @Test
    void aDecisionThatAnImportPutsOutOfForceIsSeenToBe(CapturedOutput output) {
        deciding().decided("join", one, two);
        // Beside its address, two devices and the other record, so that it has as many links as it may.
        logins(IntStream.range(0, 496)
                .mapToObj(i -> "one-%1$s,2026-03-01T08:00:00Z,many-%2$d-%1$s,".formatted(run, i)));
        assertThat(explaining().why(one, two).at("/decisions/0/inForce").asBoolean())
                .isTrue();
        assertThat(output).doesNotContain("is not in force any more");
        logins(Stream.of("one-%1$s,2026-03-02T08:00:00Z,one-too-many-%1$s,".formatted(run)));
        assertThat(output)
                .contains("is not in force any more, by rule GENERIC crm")
                .doesNotContain("one-" + run);
        var superseded = explaining().why(one, two).path("decisions").get(0);
        assertThat(superseded.path("inForce").asBoolean()).isFalse();
        assertThat(superseded.path("because").asString()).isEqualTo("SUPERSEDED");
        assertThat(superseded.path("supersededBy").toString())
                .isEqualTo("{\"rule\":\"GENERIC\",\"namespace\":\"crm\"}");

        deciding().decided("undecide", one, two);
        assertThat(explaining().why(one, phone).path("linked").asBoolean())
                .as("without the join, the record has no more links than it may")
                .isTrue();
        var refused = deciding().decide("join", one, two);
        assertThat(refused.code()).isEqualTo("DECISION_WITHOUT_EFFECT");
        assertThat(refused.body().toString()).contains("GENERIC", "crm");
        assertThat(explaining().why(one, phone).path("linked").asBoolean())
                .as("a join that is refused takes nothing from it")
                .isTrue();
    }

    @Test
    void aSplitThatIsOvertakenByOtherLinksIsSeenToBe(CapturedOutput output) {
        var tablet = "cookie:tablet-" + run;
        clicks("tablet-");
        deciding().decided("split", address, tablet);
        assertThat(explaining().why(address, tablet).at("/decisions/0/inForce").asBoolean())
                .isTrue();
        var login = Stream.of("one-%1$s,2026-03-02T08:00:00Z,tablet-%1$s,".formatted(run));
        var file = write("webshop-logins.csv", LOGINS, login);
        assertThat(imports.dryRun(new Delivered("webshop-logins", file))
                        .totals()
                        .accepted())
                .isOne();
        assertThat(output).as("it was only tried").doesNotContain(CEASED);
        folders.run(folder);
        assertThat(output).containsOnlyOnce(CEASED).doesNotContain("tablet-" + run);
        var why = explaining().why(address, tablet);
        assertThat(why.path("linked").asBoolean()).isTrue();
        assertThat(why.at("/decisions/0/because").asString()).isEqualTo("KEPT_TOGETHER");

        logins(Stream.of("one-%1$s,2026-03-03T08:00:00Z,tablet-%1$s,".formatted(run)));
        assertThat(output).as("it is told once").containsOnlyOnce(CEASED);
    }

    @Test
    void aSplitThatIsOvertakenWhenWhatStoodBetweenIsTakenBackIsSeenToBe(CapturedOutput output) {
        var tablet = "cookie:tablet-" + run;
        clicks("tablet-");
        logins(Stream.of(
                "one-%1$s,2026-03-02T08:00:00Z,tablet-%1$s,".formatted(run),
                "two-%1$s,2026-03-02T08:00:00Z,tablet-%1$s,".formatted(run)));
        deciding().decided("split", address, tablet);
        assertThat(output).as("the tablet is nobody's").doesNotContain(CEASED);
        deciding().decided("split", two, tablet);
        assertThat(output).containsOnlyOnce(CEASED);
        assertThat(explaining().why(address, tablet).at("/decisions/0/because").asString())
                .isEqualTo("KEPT_TOGETHER");
    }

    private void clicks(String device) {
        write(
                "newsletter-clicks.csv",
                "email,cookie,clicked_at",
                Stream.of("one-%1$s@example.com,%2$s%1$s,2026-02-04T08:00:00Z".formatted(run, device)));
        folders.run(folder);
    }

    @Test
    void whoeverLiesOnTheWayThatIsShownHasItAmongTheirDisclosures() {
        explaining().why(one, two);
        for (var shown : List.of(one, two, laptop)) {
            var acts = explaining().disclosures(shown).path("acts");
            assertThat(acts).as(shown).hasSize(1);
            var act = acts.get(0);
            assertThat(act.path("client").asString()).isEqualTo("explaining-officer");
            assertThat(act.path("authority").asString()).isEqualTo("EXPLAIN_LINKS");
            assertThat(act.path("act").asString()).isEqualTo("explainLink");
            assertThat(act.path("nodes").asInt()).isEqualTo(3);
            assertThat(act.path("edges").asInt()).isEqualTo(2);
        }
        // A person has what is theirs; the laptop is nobody's, and one's phone and address were not shown.
        assertThat(explaining().disclosures(phone).path("acts")).isEmpty();
        assertThat(explaining().disclosures(one).path("disclosures"))
                .as("it has no purpose")
                .isEmpty();
    }

    @Test
    void whatShowsNothingOfAnybodyIsNoDisclosure() {
        logins(Stream.of("third-%1$s,2026-02-01T08:00:00Z,tablet-%1$s,".formatted(run)));
        explaining().why(one, "cookie:tablet-" + run);
        explaining().why(one, "crm:nobody-" + run);
        assertThat(deciding().decide("join", one, "crm:nobody-" + run).code()).isEqualTo("EVIDENCE_UNKNOWN");
        assertThat(explaining().disclosures(one).path("acts")).isEmpty();
    }

    @Test
    void whatLeadsToNothingIsCountedForWhoeverAsksAndWhoeverDecides(@Autowired MeterRegistry meters) {
        var asked = missed(meters, "explaining-officer");
        explaining().why(one, phone);
        assertThat(missed(meters, "explaining-officer")).isEqualTo(asked);
        explaining().why(one, "crm:nobody-" + run);
        assertThat(missed(meters, "explaining-officer"))
                .as("each of the two, and both together")
                .isEqualTo(asked + 3);
        var decided = missed(meters, "deciding-officer");
        deciding().decided("join", one, two);
        assertThat(missed(meters, "deciding-officer")).isEqualTo(decided);
        deciding().decide("join", one, "crm:nobody-" + run);
        assertThat(missed(meters, "deciding-officer")).isEqualTo(decided + 3);
    }

    @Test
    void whateverTwoAreAskedOrDecidedAboutAreThreeKeysOfTheDay(@Autowired MeterRegistry meters) {
        var asked = keys(meters, "explaining-officer", "ENTERED");
        explaining().why(one, phone);
        assertThat(keys(meters, "explaining-officer", "ENTERED"))
                .as("each of the two, and both together")
                .isEqualTo(asked + 3);
        explaining().why(phone, one);
        assertThat(keys(meters, "explaining-officer", "ENTERED"))
                .as("the same two")
                .isEqualTo(asked + 3);
        explaining().why(phone, two);
        assertThat(keys(meters, "explaining-officer", "ENTERED"))
                .as("one more, and another pair")
                .isEqualTo(asked + 5);
        var decided = keys(meters, "deciding-officer", "ENTERED");
        deciding().decided("split", one, phone);
        assertThat(keys(meters, "deciding-officer", "ENTERED")).isEqualTo(decided + 3);
    }

    private static double missed(MeterRegistry meters, String client) {
        return keys(meters, client, "MISSED");
    }

    private static double keys(MeterRegistry meters, String client, String outcome) {
        return meters.counter("identitygraph.entry.keys", "client", client, "outcome", outcome)
                .count();
    }

    @Test
    void everybodyWhoseGraphIsChangedHasItAmongTheirDisclosures() {
        var joined = deciding().decided("join", one, two).path("observation").asString();
        for (var changed : List.of(one, two, address, phone, laptop)) {
            var act = explaining().disclosures(changed).path("acts").get(0);
            assertThat(act.path("act").asString()).as(changed).isEqualTo("join");
            assertThat(act.path("client").asString()).isEqualTo("deciding-officer");
            assertThat(act.path("authority").asString()).isEqualTo("SPLIT_AND_JOIN");
            assertThat(act.path("nodes").asInt()).isEqualTo(5);
        }
        assertThat(joined).isNotEmpty();
        var named = explaining().why(one, two).at("/decisions/0/observation").asString();
        explaining().retracted(named);
        assertThat(explaining().disclosures(phone).path("acts").findValuesAsString("act"))
                .as("a retraction names nobody, and is about whom it changes")
                .containsExactly("join", "retract");
    }

    @Test
    void aRequestThatCameAgainShowsNothingAndIsInTheChainOnce() {
        deciding().decide("split", "again-" + run, one, phone);
        var again = deciding().decide("split", "again-" + run, one, phone);
        assertThat(again.data().at("/split/repeated").asBoolean()).isTrue();
        assertThat(explaining().disclosures(phone).path("acts")).hasSize(1);
    }

    @Test
    void whatAClientCallsARequestIsTheClientsOwn() {
        deciding().decide("split", "mine-" + run, one, phone);
        var split = explaining().why(one, phone).at("/decisions/0/observation").asString();
        assertThat(explaining().retract("mine-" + run, "observation", split).code())
                .isEmpty();
        assertThat(explaining().why(one, phone).path("linked").asBoolean()).isTrue();
    }

    @Test
    void whatAClientRecordedIsTakenBackByTheSourceThatTheClientIs() {
        assertThat(new LinkOffice(api.as("consents-of-acts"))
                        .says("recordConsent", one, run)
                        .code())
                .isEmpty();
        var source = "client:consents-of-acts";
        assertThat(grants(source)).isPositive();
        assertThat(explaining().retract("r-" + run, "source", source).code()).isEmpty();
        assertThat(grants(source)).isZero();
    }

    private long grants(String source) {
        return client.query("MATCH (c:ConsentRecord {source: $source, status: 'GRANTED'}) RETURN count(c)")
                .bind(source)
                .to("source")
                .fetchAs(Long.class)
                .one()
                .orElseThrow();
    }

    @Test
    void anActThatTakesTooLongIsEndedAndMayBeSentAgainButWhatClosesIsWaitedFor() {
        var other = new LinkOffice(api.as("consents-of-acts"));
        CompletableFuture<GraphQlApi.Reply> withdrawal;
        try (var session = driver.session();
                var turn = session.beginTransaction()) {
            turn.run("MERGE (turn:Turn {name: 'edges'}) SET turn.taken = true").consume();
            withdrawal = CompletableFuture.supplyAsync(() -> other.says("withdrawConsent", one, run));
            // It waits for longer than what is begun then, and so would be the first to be given up.
            await().until(this::somethingWaits);
            var consent = CompletableFuture.supplyAsync(() -> other.says("recordConsent", two, run));
            var batch = CompletableFuture.supplyAsync(
                    () -> new LinkOffice(api.as("storefront-of-acts")).brings(one, phone));
            var late = deciding().decide("split", "late-" + run, one, phone);
            assertThat(late.code()).isEqualTo("TIME_LIMIT");
            assertThat(consent.join().code()).isEqualTo("TIME_LIMIT");
            assertThat(batch.join().code()).isEqualTo("TIME_LIMIT");
            assertThat(withdrawal).as("it is not given up").isNotDone();
        }
        assertThat(withdrawal.join().code()).isEmpty();
        assertThat(explaining().why(one, phone).path("linked").asBoolean()).isTrue();
        var again = deciding().decide("split", "late-" + run, one, phone).data().path("split");
        assertThat(again.path("repeated").asBoolean()).isFalse();
        assertThat(explaining().why(one, phone).path("linked").asBoolean()).isFalse();
    }

    private boolean somethingWaits() {
        return client.query("SHOW TRANSACTIONS YIELD status WHERE status STARTS WITH 'Blocked' RETURN count(*) > 0")
                .fetchAs(Boolean.class)
                .one()
                .orElseThrow();
    }

    @Test
    void aSubjectGoesByAnIdentityOfOurs() {
        for (var partners : List.of("adnet:ad-1", "onboarding:o-1", "segment:winter-boots")) {
            assertThat(explaining().ask(partners).code()).as(partners).isEqualTo("NAMESPACE_UNKNOWN");
        }
    }

    private long observations() {
        return client.query("MATCH (o:Observation) RETURN count(o)")
                .fetchAs(Long.class)
                .one()
                .orElseThrow();
    }
}
