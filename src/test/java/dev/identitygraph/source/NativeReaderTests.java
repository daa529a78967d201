package dev.identitygraph.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.identitygraph.identity.ConsentStatus;
import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.identity.LawfulBasis;
import dev.identitygraph.identity.Method;
import dev.identitygraph.link.Link;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What lines of native JSON Lines say, and what their sources may say. */
class NativeReaderTests {
    private static final Source SOURCE = Described.source("""
        source: shop
        about: The shop's events.
        party: FIRST
        file: shop.jsonl
        method: DETERMINISTIC
        confidence: 0.9
        native:
          namespaces: [crm, email, cookie, segment]
          consents:
            purposes: [PERSONALIZATION]
            lawfulBases: [CONSENT, CONTRACT]
            record: {controller: shop, jurisdiction: DE, recipients: [], howGiven: a form, lawfulBasis: CONSENT}
        """);
    private static final String CONSENT = """
        "subject": "crm:1", "purpose": "PERSONALIZATION", "status": "GRANTED", "lawfulBasis": "CONSENT",
        "givenAt": "2026-01-01T00:00:00Z", "notice": "n", "proof": "p"
        """.replace('\n', ' ');

    @Test
    void aLineCanSayEverythingThatAnEdgeCanCarry() {
        var statement = read("""
            {"source": "shop", "party": "FIRST", "observedAt": "2026-02-01T00:00:00Z", "method": "PROBABILISTIC",
             "confidence": 0.5, "identities": ["crm:1", "email:A@Example.com", "cookie:x"],
             "edges": [["crm:1", "USES", "cookie:x"]],
             "segments": [{"member": "crm:1", "segment": "segment:gold"},
                          {"member": "cookie:x", "segment": "segment:boots", "until": "2026-03-01T00:00:00Z"}],
             "consents": [{"subject": "crm:1", "purpose": "PERSONALIZATION", "status": "WITHDRAWN",
                           "lawfulBasis": "LEGITIMATE_INTERESTS", "givenAt": "2026-01-01T00:00:00Z",
                           "validFrom": "2026-01-02T00:00:00Z", "validUntil": "2027-01-01T00:00:00Z",
                           "controller": "c", "notice": "n", "noticeVersion": "2", "jurisdiction": "FR",
                           "recipients": ["r"], "howGiven": "h", "proof": "p", "objection": true}]}
            """.replace("\n", ""));
        assertThat(statement.rejections()).isEmpty();
        assertThat(statement.observations()).hasSize(2).allSatisfy(seen -> {
            assertThat(seen.observedAt()).isEqualTo(Instant.parse("2026-02-01T00:00:00Z"));
            assertThat(seen.method()).isEqualTo(Method.PROBABILISTIC);
            assertThat(seen.confidence()).isEqualTo(0.5);
        });
        var forGood = statement.observations().getFirst();
        assertThat(forGood.until()).isEmpty();
        assertThat(forGood.identities())
                .extracting(it -> it.value())
                .containsExactly("1", "a@example.com", "x", "gold");
        assertThat(forGood.links()).extracting(Link::type).containsExactly(EdgeType.USES, EdgeType.IN_SEGMENT);
        var forATime = statement.observations().getLast();
        assertThat(forATime.until()).contains(Instant.parse("2026-03-01T00:00:00Z"));
        assertThat(forATime.links()).singleElement().satisfies(link -> {
            assertThat(link.from().value()).isEqualTo("x");
            assertThat(link.to().value()).isEqualTo("boots");
        });
        assertThat(statement.consents()).singleElement().satisfies(consent -> {
            assertThat(consent.status()).isEqualTo(ConsentStatus.WITHDRAWN);
            assertThat(consent.lawfulBasis()).isEqualTo(LawfulBasis.LEGITIMATE_INTERESTS);
            assertThat(consent.validFrom()).isEqualTo(Instant.parse("2026-01-02T00:00:00Z"));
            assertThat(consent.evidence().controller()).isEqualTo("c");
            assertThat(consent.evidence().recipients()).containsExactly("r");
            assertThat(consent.evidence().objection()).isTrue();
        });
    }

    @Test
    void whatNoSystemCanKeepOrWriteIsRejectedAndStopsNothing() {
        var observed =
                "{\"source\": \"shop\", \"observedAt\": \"2026-02-01T00:00:00Z\", \"confidence\": %s, \"identities\": [\"crm:1\"]}";
        assertThat(read(observed.formatted("1" + "0".repeat(400))).rejections())
                .extracting(Rejection::column)
                .containsExactly("confidence");
        assertThat(read(observed.formatted("1e999999")).isRejected()).isTrue();
        assertThat(read(observed.formatted("0.5").replace("2026", "+12026")).isRejected())
                .isTrue();
        for (var text : List.of("a\\u0000b", "a\\nb", "a\\ud800b", "a\ufffdb")) {
            for (var property : List.of("notice", "proof", "controller", "noticeVersion")) {
                assertThat(read("{\"source\": \"shop\", \"consents\": [{%s, \"%s\": \"%s\"}]}"
                                        .formatted(
                                                CONSENT.replace("\"" + property + "\"", "\"howGiven\""),
                                                property,
                                                text))
                                .rejections())
                        .extracting(Rejection::column)
                        .containsExactly("consents[0]." + property);
            }
            assertThat(read("{\"source\": \"shop\", \"consents\": [{%s, \"recipients\": [\"%s\"]}]}"
                                    .formatted(CONSENT, text))
                            .isRejected())
                    .isTrue();
        }
    }

    @Test
    void whatIsDatedInTheFutureIsRejectedAndAConsentMayBeginAndEndThere() {
        var line = """
            {"source": "shop", "observedAt": "%s", "identities": ["crm:1"], "segments": [{"member": "crm:1", "segment": "segment:gold", "until": "2031-01-01T00:00:00Z"}], "consents": [{%s, "validFrom": "2030-01-01T00:00:00Z", "validUntil": "2031-01-01T00:00:00Z"}]}
            """;
        assertThat(read(line.formatted("2026-11-01T23:59:59Z", CONSENT)).rejections())
                .isEmpty();
        var ahead = read(line.formatted("2062-02-01T00:00:00Z", CONSENT.replace("2026-01-01", "2062-01-01")));
        assertThat(ahead.isRejected()).isTrue();
        assertThat(ahead.rejections())
                .extracting(it -> it.column() + " " + it.reason())
                .containsExactly(
                        "observedAt the instant lies in the future",
                        "consents[0].givenAt the instant lies in the future");
    }

    @Test
    void whereNoEdgesAreNamedEveryTwoAreLinkedThatCanBe() {
        var statement = read("""
            {"source": "shop", "observedAt": "2026-02-01T00:00:00Z", "identities": ["cookie:x", "email:a@example.com", "crm:2", "crm:1"]}
            """);
        assertThat(statement.observations())
                .singleElement()
                .satisfies(seen -> assertThat(seen.links())
                        .extracting(link -> link.from().value() + " " + link.type() + " "
                                + link.to().value())
                        .containsExactlyInAnyOrder(
                                "a@example.com SEEN_ON x",
                                "2 USES x",
                                "1 USES x",
                                "2 HAS_EMAIL a@example.com",
                                "1 HAS_EMAIL a@example.com",
                                "1 SAME_AS 2"));
    }

    @Test
    void whatALineDoesNotSayIsAsTheDescriptionOfItsSourceSays() {
        var statement = read("""
            {"source": "shop", "observedAt": "2026-02-01T00:00:00Z", "identities": ["crm:1"], "consents": [{%s}]}
            """.formatted(CONSENT.replace("\"lawfulBasis\": \"CONSENT\",", "")));
        assertThat(statement.observations()).singleElement().satisfies(seen -> {
            assertThat(seen.method()).isEqualTo(Method.DETERMINISTIC);
            assertThat(seen.confidence()).isEqualTo(0.9);
        });
        assertThat(statement.consents()).singleElement().satisfies(consent -> {
            assertThat(consent.lawfulBasis()).isEqualTo(LawfulBasis.CONSENT);
            assertThat(consent.evidence().controller()).isEqualTo("shop");
            assertThat(consent.validFrom()).isEqualTo(consent.givenAt());
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'source': 'crm', 'identities': ['crm:1'] | source",
                "'source': 'shop', 'identities': ['crm:1'], 'party': 'THIRD' | party",
                "'source': 'shop', 'identities': ['crm:1'], 'method': 'DECLARED' | method",
                "'source': 'shop', 'identities': ['crm:1'], 'confidence': 0.91 | confidence",
                "'source': 'shop', 'identities': ['adnet:1'] | identities[0]",
                "'source': 'shop', 'identities': ['segment:1'] | identities[0]",
                "'source': 'shop', 'segments': [{'member': 'crm:1', 'segment': 'crm:2'}] | segments[0]",
                "'source': 'shop', 'edges': [['email:a@example.com', 'HAS_EMAIL', 'crm:1']] | edges[0]",
                "'source': 'shop', 'join': ['crm:1', 'crm:2'] | ",
                "'source': 'shop', 'consents': [{CONSENT}] + RETARGETING | consents[0]",
                "'source': 'shop', 'consents': [{CONSENT}] + LEGITIMATE_INTERESTS | consents[0]",
                "'source': 'shop', 'consents': [{CONSENT, 'objection': true}] | consents[0]",
            })
    void whatGoesBeyondWhatTheSourceMaySayIsRejectedAndNotBroughtDown(String text) {
        var parts = text.split(" \\| ?", 2);
        var said = parts[0].split(" \\+ ");
        var consent = said.length == 1
                ? CONSENT
                : CONSENT.replace(
                        said[1].equals("RETARGETING") ? "PERSONALIZATION" : "\"CONSENT\"",
                        said[1].equals("RETARGETING") ? said[1] : "\"" + said[1] + "\"");
        var statement = read("{\"observedAt\": \"2026-02-01T00:00:00Z\", "
                + said[0].replace('\'', '"').replace("CONSENT", consent) + "}");
        assertThat(statement.saysNothing()).as(statement.toString()).isTrue();
        assertThat(statement.rejections())
                .singleElement()
                .satisfies(rejection -> assertThat(rejection.column()).isEqualTo(parts[1]));
    }

    @Test
    void aSourceThatIsNotDeclaredForConsentsSaysNoneNotEvenANo() {
        var source = Described.source("""
            source: shop
            about: Events.
            party: FIRST
            file: shop.jsonl
            method: DETERMINISTIC
            confidence: 1
            native: {namespaces: [crm]}
            """);
        var statement = Described.read(source, "{\"source\": \"shop\", \"consents\": [{" + CONSENT + "}]}")
                .getFirst();
        assertThat(statement.isRejected()).isTrue();
        assertThat(statement.rejections()).extracting(Rejection::column).containsExactly("consents");
    }

    @Test
    void aLineOfTwoObjectsIsRejectedAndNoneOfThemIsLostUnsaid() {
        var one = "{\"source\": \"shop\", \"consents\": [{" + CONSENT + "}]}";
        assertThat(read(one + " " + one).isRejected()).isTrue();
        assertThat(read(one + ",").isRejected()).isTrue();
        assertThat(read(one + " ").isRejected()).isFalse();
    }

    @Test
    void aSegmentSaysNothingForItself() {
        var statement = read("{\"source\": \"shop\", \"consents\": [{%s}]}"
                .formatted(CONSENT.replace("crm:1", "segment:gold").replace("GRANTED", "DENIED")));
        assertThat(statement.isRejected()).isTrue();
        assertThat(statement.rejections())
                .singleElement()
                .satisfies(rejection -> assertThat(rejection.toString())
                        .contains("consents[0].subject", "one of cookie, crm, email")
                        .doesNotContain("segment"));
    }

    @Test
    void aBadValueIsRejectedAndTheRestOfItsLineIsTaken() {
        var statement = read("""
            {"source": "shop", "observedAt": "2026-02-01T00:00:00Z", "identities": ["crm:1", "email:anna"], "consents": [{"subject": "crm:1"}, {%s}]}
            """.formatted(CONSENT));
        assertThat(statement.observations())
                .singleElement()
                .satisfies(seen -> assertThat(seen.identities()).hasSize(1));
        assertThat(statement.consents()).hasSize(1);
        assertThat(statement.rejections())
                .extracting(Rejection::column)
                .contains("identities[1]", "consents[0].purpose", "consents[0].proof");
        assertThat(statement.rejections().toString()).doesNotContain("anna");
    }

    @Test
    void aLineThatDoesNotSayRightlyHowItKnowsIsNotTakenOnOtherTerms() {
        assertThat(read("""
            {"source": "shop", "observedAt": "2026-02-01T00:00:00Z", "identities": ["crm:1"], "method": "GUESSED"}
            """).isRejected()).isTrue();
        assertThat(read("""
            {"source": "shop", "observedAt": "2026-02-01T00:00:00Z", "identities": ["crm:1"], "confidence": "0.1"}
            """).isRejected()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'source': 'shop', 'observedAt': '2026-01-01T00:00:00Z', 'identities': ['crm:1', 'email:a@example.com'] | true",
                "'source': 'shop', 'observedAt': '2026-01-01T00:00:00Z', 'method': 'DETERMINISTIC', 'confidence': 0.5, 'identities': ['crm:1'] | true",
                "'source': 'shop', 'observedAt': '2026-01-01T00:00:00Z', 'edges': [['crm:1', 'USES', 'cookie:1']] | true",
                "'source': 'shop', 'observedAt': '2026-01-01T00:00:00Z', 'segments': [{'member': 'crm:1', 'segment': 'segment:1'}] | true",
                "'source': 'shop', 'observedAt': '2026-01-01T00:00:00Z', 'segments': [{'member': 'crm:1', 'segment': 'segment:1', 'until': '2026-02-01T00:00:00Z'}] | true",
                "'source': 'shop', 'consents': [{CONSENT}] | true",
                "'source': 'shop', 'consents': [{CONSENT, 'recipients': ['a']}] | true",
                "'source': 'shop', 'consents': [{CONSENT, 'recipients': []}] | false",
                "'source': 'shop', 'consents': [{CONSENT, 'validUntil': 'soon'}] | false",
                "'source': 'shop', 'consents': [{CONSENT, 'seen': true}] | false",
                "'source': 'shop', 'consents': [] | false",
                "'source': 'shop', 'consents': {} | false",
                "'source': 'shop', 'identities': ['crm:1'] | false",
                "'source': 'shop', 'observedAt': '2026-01-01T00:00:00Z', 'identities': [] | false",
                "'source': 'shop', 'observedAt': '2026-01-01T00:00:00Z', 'identities': ['1'] | false",
                "'source': 'shop', 'observedAt': '2026-01-01T00:00:00Z', 'identities': [1] | false",
                "'source': 'shop', 'observedAt': '2026-01-01T00:00:00Z', 'identities': ['crm: '] | false",
                "'source': 'shop', 'observedAt': '2026-01-01T00:00:00Z' | false",
                "'source': 'shop', 'observedAt': '2026-01-01', 'identities': ['crm:1'] | false",
                "'source': 'shop', 'observedAt': '2026-01-01T00:00:00Z', 'edges': [['crm:1', 'cookie:1']] | false",
                "'source': 'shop', 'observedAt': '2026-01-01T00:00:00Z', 'edges': [['crm:1', 'IN_SEGMENT', 'segment:1']] | false",
                "'source': 'shop', 'observedAt': '2026-01-01T00:00:00Z', 'edges': [] | false",
                "'source': 'shop', 'observedAt': '2026-01-01T00:00:00Z', 'segments': [{'member': 'crm:1'}] | false",
                "'source': 'shop', 'observedAt': '2026-01-01T00:00:00Z', 'join': ['crm:1', 'crm:2'], 'split': ['crm:1', 'crm:2'] | false",
                "'source': 'shop', 'observedAt': '2026-01-01T00:00:00Z', 'join': ['crm:1', 'crm:2'], 'identities': ['crm:1'] | false",
                "'source': 'shop', 'observedAt': '2026-01-01T00:00:00Z', 'split': ['crm:1'] | false",
                "'observedAt': '2026-01-01T00:00:00Z', 'identities': ['crm:1'] | false",
                "'source': 'shop', 'observedAt': '2026-01-01T00:00:00Z', 'identities': ['crm:1'], 'confidence': 2 | false",
                "'source': 'shop', 'observedAt': '2026-01-01T00:00:00Z', 'identities': ['crm:1'], 'method': 'GUESSED' | false",
                "'source': 'shop', 'observedAt': '2026-01-01T00:00:00Z', 'identities': ['crm:1'], 'party': 'SECOND' | false",
                "'source': 'shop', 'observedAt': '2026-01-01T00:00:00Z', 'identities': ['crm:1'], 'seen': true | false",
            })
    void aLineIsTakenWholeJustWhenItsJsonSchemaTakesIt(String text) throws IOException {
        var parts = text.split(" \\| ");
        var line = "{" + parts[0].replace('\'', '"').replace("CONSENT", CONSENT) + "}";
        var good = Boolean.parseBoolean(parts[1]);
        assertThat(read(line).rejections().isEmpty()).as(read(line).toString()).isEqualTo(good);
        assertThat(faults(line).isEmpty()).as(faults(line).toString()).isEqualTo(good);
    }

    @Test
    void decisionsAreGoodLinesWhichTheSimulationTakes() throws IOException {
        var line = "{\"source\": \"s\", \"observedAt\": \"2026-01-01T00:00:00Z\", \"split\": [\"crm:1\", \"crm:2\"]}";
        assertThat(faults(line)).isEmpty();
        assertThat(new ObservationLines(Described.NAMESPACES).read(1, line).observations())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "anna@example",
                "[\"anna\"]",
                "\"anna\"",
                "{\"source\": \"anna\", \"observedAt\": \"2026-01-01T00:00:00Z\", \"identities\": [\"crm:1\"]}",
                "{\"source\": \"shop\", \"observedAt\": \"anna\", \"identities\": [\"crm:1\"]}",
                "{\"source\": \"shop\", \"source\": \"anna\", \"observedAt\": \"2026-01-01T00:00:00Z\", \"identities\": [\"crm:1\"]}",
                "{\"source\": \"shop\", \"observedAt\": \"2026-01-01T00:00:00Z\", \"identities\": [\"crm:1\"]} anna",
                "{\"anna\": \"s\"}",
                "{\"source\": \"shop\", \"observedAt\": \"2026-01-01T00:00:00Z\", \"identities\": [\"anna:1\"]}"
            })
    void aBadLineIsReportedAndNotQuoted(String line) {
        var statement = read(line);
        assertThat(statement.isRejected()).isTrue();
        assertThat(statement.rejections().toString()).doesNotContain("anna");
    }

    @Test
    void moreThanAHundredIdentitiesInOneLineAreRejected() {
        var many = String.join(",", java.util.Collections.nCopies(101, "\"crm:1\""));
        assertThat(read("{\"source\": \"shop\", \"observedAt\": \"2026-01-01T00:00:00Z\", \"identities\": [" + many
                                + "]}")
                        .rejections())
                .extracting(Rejection::column)
                .containsExactly("identities");
    }

    private static Statement read(String line) {
        return Described.read(SOURCE, line).getFirst();
    }

    private static List<String> faults(String line) throws IOException {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(Path.of("graph-schema/observations.schema.json")))
                .validate(line, InputFormat.JSON)
                .stream()
                .map(Error::toString)
                .toList();
    }
}
