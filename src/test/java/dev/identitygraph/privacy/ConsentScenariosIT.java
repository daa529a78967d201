package dev.identitygraph.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.identitygraph.consent.ConsentScenario;
import dev.identitygraph.consent.Ledger;
import dev.identitygraph.derivation.Relinker;
import dev.identitygraph.identity.ConsentEvidence;
import dev.identitygraph.identity.ConsentRecord;
import dev.identitygraph.identity.ConsentStatus;
import dev.identitygraph.identity.Identity;
import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.ingest.FolderImport;
import dev.identitygraph.store.NodeRef;
import dev.identitygraph.store.Pseudonyms;
import dev.identitygraph.store.Transactions;
import dev.identitygraph.store.WriteTurn;
import dev.identitygraph.testing.GraphQlApi;
import dev.identitygraph.testing.IntegrationTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.neo4j.core.Neo4jClient;

/**
 * The same scenarios, by ledger, graph and query: each on an edge that has such subjects, with the scenario's instant
 * for now.
 */
@IntegrationTest
class ConsentScenariosIT {
    private static final String OBSERVED_AT = "2026-02-11T10:04:00Z";

    /** Names of the scenario are part of the values, each scenario's of its own. */
    private final String run = "cs-" + UUID.randomUUID().toString().substring(0, 8) + "-";

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    @Autowired
    private FolderImport folders;

    @Autowired
    private Namespaces namespaces;

    @Autowired
    private Pseudonyms pseudonyms;

    @Autowired
    private Ledger ledger;

    @Autowired
    private Relinker relinker;

    @Autowired
    private Transactions transactions;

    @Autowired
    private WriteTurn turn;

    @Autowired
    private Neo4jClient client;

    @Autowired
    private GraphQlApi api;

    @TempDir
    private Path folder;

    /** An edge, by what it leads from and to, and how an application comes to see it. */
    private record Case(String edge, Purpose purpose, String asker, String document, String list) {}

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.identitygraph.consent.ConsentScenario#all")
    void whatWasSaidIsOnTheEdgeAndInTheAnswer(ConsentScenario scenario) throws IOException {
        var tested = arrive(scenario);
        for (var said : scenario.words()) {
            say(tested, scenario, said);
        }
        var expected = scenario.expected();
        assertThat(stored(tested, "status")).isEqualTo(expected.status().map(ConsentStatus::name));
        expected.from()
                .ifPresent(from -> assertThat(stored(tested, "validFrom"))
                        .hasValue(day(scenario, from).atZone(ZoneOffset.UTC)));
        expected.until()
                .ifPresent(until -> assertThat(stored(tested, "validUntil"))
                        .hasValue(day(scenario, until).atZone(ZoneOffset.UTC)));
        var serves = expected.status().equals(Optional.of(ConsentStatus.GRANTED))
                && expected.from().orElseThrow() <= scenario.at();
        var answer = api.as(tested.asker()).ask(tested.document(), Map.of(), "Cookie", "device=" + run + "laptop");
        assertThat(answer.code()).isEmpty();
        assertThat(answer.data().findPath(tested.list()).findPath("edges").size())
                .isEqualTo(serves ? 1 : 0);
        if (serves) {
            assertThat(answer.data().findPath("validUntil").asString())
                    .isEqualTo(
                            LocalDate.ofInstant(day(scenario, expected.until().orElseThrow()), ZoneOffset.UTC)
                                    .toString());
        }
    }

    private Case arrive(ConsentScenario scenario) throws IOException {
        if (!scenario.people().isEmpty()) {
            logins("anna", "ben");
            write("webshop-interests.csv", "cookie,app_install,interest,seen_at", run + "laptop,,%1$sinterest,%2$s");
            return personalization("(:Device {value: '%slaptop'})-[r:IN_SEGMENT]->()", """
                    device(namespace: "cookie") { segments { edges { consent { validUntil } } } }
                    """, "segments");
        }
        if (scenario.voices().contains("laptop")) {
            logins("anna");
            return personalization(
                    "(:Customer {value: '%sanna'})-[r:USES]->()",
                    "customer(namespace: \"crm\", value: \"%sanna\") { devices { edges { consent { validUntil } } } }",
                    "devices");
        }
        if (scenario.subjects().size() > 1) {
            write(
                    "crm-changes.csv",
                    "crm_id,first_name,last_name,email,duplicate_of,loyalty_tier,updated_at",
                    "%1$sanna,,,%1$sours@example.com,,,%2$s",
                    "%1$sben,,,%1$sours@example.com,,,%2$s");
            write(
                    "onboarding-matches.csv",
                    "email,partner_digest,matched_at",
                    "%1$sours@example.com,%1$spartners,%2$s");
            return new Case(
                    "(email:Email)-[r:ONBOARDED_AS]->(:Email {digest: '%s'})"
                            .formatted(node("onboarding", "partners").digest()),
                    new Purpose("ONBOARDING"),
                    "onboarding-partner",
                    """
                    query @purpose(is: ONBOARDING) {
                      email(namespace: "email", value: "%sours@example.com") {
                        onboardedAs { edges { consent { validUntil } } }
                      }
                    }
                    """.formatted(run),
                    "onboardedAs");
        }
        write(
                "crm-changes.csv",
                "crm_id,first_name,last_name,email,duplicate_of,loyalty_tier,updated_at",
                "%1$sanna,,,,,%1$stier,%2$s",
                "%1$sanna2,,,,%1$sanna,,%2$s",
                "%1$sben,,,,,,%2$s");
        return personalization(
                "(:Customer {value: '%sanna'})-[r:IN_SEGMENT]->()",
                "customer(namespace: \"crm\", value: \"%sanna\") { segments { edges { consent { validUntil } } } }",
                "segments");
    }

    private Case personalization(String edge, String field, String list) {
        return new Case(
                edge.formatted(run),
                new Purpose("PERSONALIZATION"),
                "shop",
                "query @purpose(is: PERSONALIZATION) { %s }".formatted(field.formatted(run)),
                list);
    }

    private void logins(String... people) throws IOException {
        var rows = List.of(people).stream()
                .map(person -> "%1$slaptop,,%1$s" + person + ",%2$s")
                .toArray(String[]::new);
        write("webshop-logins.csv", "cookie,app_install,crm_id,logged_in_at", rows);
    }

    private void write(String file, String header, String... rows) throws IOException {
        var text = new StringBuilder(header).append('\n');
        for (var row : rows) {
            text.append(row.formatted(run, OBSERVED_AT)).append('\n');
        }
        Files.writeString(folder.resolve(file), text);
        assertThat(folders.run(folder).rejected()).isZero();
        Files.delete(folder.resolve(file));
    }

    private void say(Case tested, ConsentScenario scenario, ConsentScenario.Said said) {
        var namespace =
                namespaces.find(said.by().equals("laptop") ? "cookie" : "crm").orElseThrow();
        var subject = pseudonyms.ref(new Identity(namespace, run + said.by()));
        transactions.write(() -> {
            turn.take();
            ledger.record(List.of(new ConsentRecord(
                    UUID.randomUUID().toString(),
                    subject.digest(),
                    tested.purpose(),
                    said.says(),
                    said.basis(),
                    day(scenario, said.given()),
                    day(scenario, said.from()),
                    day(scenario, said.until()),
                    new ConsentEvidence("shop", "notice", "1", "DE", List.of(), "test", "proof", false),
                    "consents",
                    day(scenario, said.recorded()))));
            relinker.relink(Set.of(subject));
            return true;
        });
    }

    private NodeRef node(String namespace, String value) {
        return pseudonyms.ref(new Identity(namespaces.find(namespace).orElseThrow(), run + value));
    }

    private Instant day(ConsentScenario scenario, int day) {
        return now.plus(day - scenario.at(), ChronoUnit.DAYS);
    }

    /** What the edge says of the purpose. */
    private Optional<Object> stored(Case tested, String name) {
        return client.query("MATCH %s RETURN r[$name] AS value".formatted(tested.edge()))
                .bind(tested.purpose().name() + "_" + name)
                .to("name")
                .fetchAs(Object.class)
                .mappedBy((_, row) ->
                        row.get("value").isNull() ? "" : row.get("value").asObject())
                .one()
                .filter(value -> !value.equals(""))
                .map(value -> value instanceof ZonedDateTime time ? time.withZoneSameInstant(ZoneOffset.UTC) : value);
    }
}
