package dev.identitygraph.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.yaml.InvalidFileException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;

/** What descriptions of sources mean, and how their faults are told. */
class SourceFileTests {
    private static final String HEAD = """
        source: s
        about: A source.
        party: FIRST
        file: s-*.csv
        method: DETERMINISTIC
        confidence: 0.9
        """;
    private static final String BROWSER = """
        observedAt: at
        identities:
          browser: {namespace: cookie, column: cookie}
        """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                delivery: SNAPSHOT                        | 'mayShrinkBy' is missing here
                mayShrinkBy: 0.5                          | 'mayShrinkBy' is for a 'delivery' of SNAPSHOT only
                delivery: SOMETIMES                       | 'SOMETIMES' is unknown here; known are DELTA, SNAPSHOT
                retention: 30 days                        | '30 days' is no time
                retention: PT-5M                          | 'PT-5M' is no time
                native: {namespaces: [crm]}               | a source has one of 'identities', 'consents' and 'native'
                events: {kind: k, members: [nobody], namespace: segment, memberships: {}} | 'nobody' is unknown here
                events: {kind: k, members: [browser], namespace: cookie, memberships: {}} | this is no namespace of segments
                events: {kind: k, members: [browser], namespace: adnet-audience, memberships: {}} | IN_SEGMENT does not lead
                events: {kind: k, members: [browser], namespace: segment, memberships: {a: {segment: b}}} | 'for' is missing here
                """)
    void aFaultIsToldWithItsPlaceAndWhatWouldBeRight(String line, String message) {
        assertThatThrownBy(() -> Described.source(HEAD + BROWSER + line))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageStartingWith("source.yaml:")
                .hasMessageContaining(message);
    }

    @Test
    void aThirdPartySaysNoConsents() {
        assertThatThrownBy(() -> Described.source(HEAD.replace("FIRST", "THIRD") + """
                agreement: {reference: a, lawfulBasis: CONSENT, from: 2025-01-01T00:00:00Z, until: 2031-01-01T00:00:00Z, purposes: [ONBOARDING]}
                native: {namespaces: [adnet], consents: {purposes: [], lawfulBases: [], record: {}}}
                """))
                .hasMessageContaining("rests on its agreement");
        assertThatThrownBy(() -> Described.source("""
                source: s
                about: A source.
                party: THIRD
                file: s-*.csv
                agreement: {reference: a, lawfulBasis: CONSENT, from: 2025-01-01T00:00:00Z, until: 2031-01-01T00:00:00Z, purposes: [ONBOARDING]}
                consents: {}
                """))
                .as("nor by rows")
                .hasMessageContaining("rests on its agreement");
    }

    @Test
    void aFileNameMayHaveAnyTextInItAndARejectsFileIsNoInput() {
        var source = Described.source(HEAD + BROWSER);
        assertThat(List.of("s-.csv", "s-2026-01-01.csv", "folder/s-1.csv"))
                .allMatch(name -> source.names(Path.of(name)));
        assertThat(List.of("s.csv", "s-1.csv.gz", "t-s-1.csv")).noneMatch(name -> source.names(Path.of(name)));
        var lines = Described.source(HEAD.replace("s-*.csv", "s-*") + BROWSER);
        assertThat(lines.names(Path.of("s-1.csv"))).isTrue();
        assertThat(lines.names(Path.of("s-1.csv.s.rejects.jsonl"))).isFalse();
    }

    @Test
    void aDescriptionPrintsTheSameEachTimeAndAnotherOneOtherwise() {
        assertThat(Described.source(HEAD + BROWSER))
                .hasToString(Described.source(HEAD + BROWSER).toString());
        assertThat(Described.source(HEAD + BROWSER).toString())
                .isNotEqualTo(
                        Described.source(HEAD + BROWSER + "retention: P1D").toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                {column: at, format: 'd.M.uuuu HH:mm', zone: Europe/Berlin} | 1.7.2026 12:30           | 2026-07-01T10:30:00Z
                {column: at, format: 'd.M.uuuu HH:mm', zone: Europe/Berlin} | 29.3.2026 02:30          | 2026-03-29T01:30:00Z
                {column: at, format: 'd.M.uuuu HH:mm', zone: Europe/Berlin} | 25.10.2026 02:30         | 2026-10-25T00:30:00Z
                {column: at, format: 'M/d/uu', zone: UTC}                   | 7/16/19                  | 2019-07-16T00:00:00Z
                {column: at, format: 'uuuu-MM-dd HH:mm:ssXXX', zone: UTC}   | 2026-07-01 12:30:00+02:00 | 2026-07-01T10:30:00Z
                {column: at, format: 'M/d/uu', zone: UTC}                   | 16.7.2019                |
                {column: at, format: 'd.M.uuuu', zone: UTC}                 | 31.2.2026                |
                {column: at, format: 'd.M.uuuuu', zone: UTC}                | 1.2.12026                |
                at                                                          | +12026-02-01T00:00:00Z   |
                at                                                          | -0001-02-01T00:00:00Z    |
                {always: 2026-01-01T00:00:00Z}                              | whatever                 | 2026-01-01T00:00:00Z
                at                                                          | 2026-01-01T00:00:00Z     | 2026-01-01T00:00:00Z
                """)
    void timesAreReadAsTheDescriptionSays(String observedAt, String cell, String instant) {
        var source = Described.source(HEAD + BROWSER.replace("observedAt: at", "observedAt: " + observedAt));
        var read = Described.read(source, "cookie,at\nx," + cell + "\n").getFirst();
        assertThat(read.observations())
                .extracting(Observation::observedAt)
                .isEqualTo(instant == null ? List.of() : List.of(Instant.parse(instant)));
        assertThat(read.isRejected()).isEqualTo(instant == null);
    }

    @Test
    void eventsBecomeMembershipsForATime() {
        var source = Described.source(HEAD + BROWSER + """
            events:
              kind: event
              members: [browser]
              namespace: segment
              memberships:
                view: {segment: "viewed-{category}", for: P30D}
                cart: {segment: cart, for: PT12H}
              ignored: [scroll]
            """);
        var read = Described.read(source, """
            cookie,at,event,category
            x,2026-01-01T00:00:00Z,view,boots
            x,2026-01-01T00:00:00Z,cart,
            x,2026-01-01T00:00:00Z,scroll,boots
            x,2026-01-01T00:00:00Z,view,
            x,2026-01-01T00:00:00Z,buy,boots
            """);
        assertThat(read.get(0).observations()).singleElement().satisfies(seen -> {
            assertThat(seen.links())
                    .singleElement()
                    .satisfies(link -> assertThat(link.to().value()).isEqualTo("viewed-boots"));
            assertThat(seen.until()).contains(Instant.parse("2026-01-31T00:00:00Z"));
        });
        assertThat(read.get(1).observations().getFirst().until()).contains(Instant.parse("2026-01-01T12:00:00Z"));
        assertThat(read.get(2).saysNothing()).isTrue();
        assertThat(read.get(2).isRejected()).isFalse();
        assertThat(read.get(3).rejections()).extracting(Rejection::column).containsExactly("category");
        assertThat(read.get(4).rejections()).extracting(Rejection::column).containsExactly("event");
    }

    @Test
    void whatAnEventSaysBesidesDoesNotEndWithItsMembership() {
        var source = Described.source(HEAD + """
            observedAt: at
            identities:
              customer: {namespace: crm, column: crm}
              browser: {namespace: cookie, column: cookie}
            edges:
              - [customer, USES, browser]
            events:
              kind: event
              members: [browser]
              namespace: segment
              memberships:
                view: {segment: viewed, for: P30D}
            """);
        var seen = Described.read(source, "crm,cookie,at,event\n1,x,2026-01-01T00:00:00Z,view\n")
                .getFirst()
                .observations();
        assertThat(seen)
                .extracting(Observation::until)
                .containsExactly(Optional.empty(), Optional.of(Instant.parse("2026-01-31T00:00:00Z")));
        assertThat(seen)
                .extracting(it -> it.links().getFirst().type())
                .containsExactly(EdgeType.USES, EdgeType.IN_SEGMENT);
        assertThat(seen.getLast().identities()).extracting(it -> it.value()).containsExactly("x", "viewed");
    }

    @Test
    void aYearOfAnEraIsNoYear() {
        assertThatThrownBy(() -> Described.source(HEAD
                        + BROWSER.replace("observedAt: at", "observedAt: {column: at, format: dd.MM.yyyy, zone: UTC}")))
                .hasMessageContaining("with u for the year");
    }

    @Test
    void twoDescriptionsOfOneNameAreRefused() {
        var file = new ByteArrayResource((HEAD + BROWSER).getBytes(StandardCharsets.UTF_8)) {
            @Override
            public String getFilename() {
                return "s.yaml";
            }
        };
        assertThatThrownBy(() -> new SourcesConfiguration()
                        .sources(new Resource[] {file, file}, Described.NAMESPACES, Described.PURPOSES))
                .hasMessageContaining("another file describes a source of this name");
    }

    @Test
    void aSourceOfConsentsMayNameTheLawfulBasisOfRowsThatSayNone() {
        var yaml = """
            source: consents
            about: Consents.
            party: FIRST
            file: consents.csv
            consents:
              namespace: namespace
              value: value
              purpose: purpose
              status: status
              givenAt: at
              validUntil: until
              notice: notice
              proof: proof
              record: {controller: shop, jurisdiction: DE, recipients: [], howGiven: a form%s}
            """;
        assertThatThrownBy(() -> Described.source(yaml.formatted(""))).hasMessageContaining("'lawfulBasis' is missing");
        var read = Described.read(Described.source(yaml.formatted(", lawfulBasis: CONTRACT")), """
            namespace,value,purpose,status,at,until,notice,proof
            crm,1,PERSONALIZATION,GRANTED,2026-01-01T00:00:00Z,,n,p
            """)
                .getFirst();
        assertThat(read.consents())
                .singleElement()
                .satisfies(consent -> assertThat(consent.lawfulBasis()).hasToString("CONTRACT"));
    }

    @Test
    void whoCannotSpeakForThemselvesIsRejectedAndNotTakenForHeard() {
        var read = Described.read(Described.source("""
            source: consents
            about: Consents.
            party: FIRST
            file: consents.csv
            consents:
              namespace: namespace
              value: value
              purpose: purpose
              status: status
              lawfulBasis: basis
              givenAt: at
              validUntil: until
              notice: notice
              proof: proof
              record: {controller: shop, jurisdiction: DE, recipients: [], howGiven: a form}
            """), """
            namespace,value,purpose,status,basis,at,until,notice,proof
            cookie,1,PERSONALIZATION,WITHDRAWN,CONSENT,2026-01-01T00:00:00Z,,n,p
            adnet,1,PERSONALIZATION,WITHDRAWN,CONSENT,2026-01-01T00:00:00Z,,n,p
            segment,1,PERSONALIZATION,WITHDRAWN,CONSENT,2026-01-01T00:00:00Z,,n,p
            """);
        assertThat(read)
                .filteredOn(Statement::isRejected)
                .hasSize(2)
                .allSatisfy(statement -> assertThat(statement.rejections())
                        .extracting(Rejection::column, Rejection::expected)
                        .containsExactly(tuple("namespace", "one of crm, email, cookie, app")));
    }

    @Test
    void aConsentMayBeginInTheFutureAndIsNotGivenThere() {
        var source = Described.source("""
            source: contracts
            about: Contracts.
            party: FIRST
            file: contracts.csv
            consents:
              namespace: namespace
              value: value
              purpose: purpose
              status: status
              lawfulBasis: basis
              givenAt: signed
              validFrom: starts
              validUntil: ends
              notice: notice
              proof: proof
              record: {controller: shop, jurisdiction: DE, recipients: [], howGiven: a form}
            """);
        var header = "namespace,value,purpose,status,basis,signed,starts,ends,notice,proof\n";
        var row = "crm,1,PERSONALIZATION,GRANTED,CONSENT,%s,%s,2041-01-01T00:00:00Z,n,p\n";
        var signed = "2026-01-01T00:00:00Z";
        var starts = "2035-01-01T00:00:00Z";
        var read = Described.read(
                source,
                header + row.formatted(signed, starts) + row.formatted(signed, "") + row.formatted(starts, starts));
        assertThat(read)
                .flatExtracting(Statement::consents)
                .extracting(ConsentStatement::validFrom)
                .containsExactly(Instant.parse(starts), Instant.parse(signed));
        assertThat(read.getLast().rejections())
                .containsExactly(new Rejection("input", 4, "signed", Latest.REASON, Latest.EXPECTED));
        assertThatThrownBy(() -> Described.read(source, header.replace("starts", "begins")))
                .hasMessageContaining("lacks the column starts");
    }

    @Test
    void anInstantOfTheDescriptionItselfIsNotInTheFutureEither() {
        var always = HEAD + BROWSER.replace("observedAt: at", "observedAt: {always: 2062-01-01T00:00:00Z}");
        assertThat(Described.read(Described.source(always), "cookie\nx\n")
                        .getFirst()
                        .rejections())
                .extracting(Rejection::reason)
                .containsExactly(Latest.REASON);
    }

    @Test
    void aSnapshotMayShrinkByTheShareThatIsStated() {
        var tenth = new Delivery.Snapshot(0.1);
        assertThat(tenth.allows(Optional.of(100L), 90)).isTrue();
        assertThat(tenth.allows(Optional.of(100L), 89)).isFalse();
        assertThat(tenth.allows(Optional.of(100L), 200)).isTrue();
        assertThat(tenth.allows(Optional.empty(), 1)).isTrue();
        assertThat(tenth.allows(Optional.empty(), 0)).isFalse();
        assertThat(tenth.allows(Optional.of(0L), 0)).isTrue();
        assertThat(new Delivery.Snapshot(1).allows(Optional.of(1L), 0)).isFalse();
    }

    @Test
    void whatIsOlderThanTheSourceKeepsIsRejected() {
        var source = Described.source(HEAD + BROWSER + "retention: P30D");
        var statement =
                Described.read(source, "cookie,at\nx,2026-01-01T00:00:00Z\n").getFirst();
        assertThat(source.kept(statement, Instant.parse("2026-01-31T00:00:00Z")))
                .isEqualTo(statement);
        assertThat(source.kept(statement, Instant.parse("2026-01-31T00:00:01Z")).isRejected())
                .isTrue();
        assertThat(source.retention()).isEqualTo(Optional.of(java.time.Duration.ofDays(30)));
    }
}
