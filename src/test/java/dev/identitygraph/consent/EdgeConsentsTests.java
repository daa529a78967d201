package dev.identitygraph.consent;

import static dev.identitygraph.identity.ConsentStatus.DENIED;
import static dev.identitygraph.identity.ConsentStatus.GRANTED;
import static dev.identitygraph.identity.ConsentStatus.WITHDRAWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.identitygraph.identity.Consent;
import dev.identitygraph.identity.ConsentRecord;
import dev.identitygraph.identity.ConsentStatus;
import dev.identitygraph.identity.LawfulBasis;
import dev.identitygraph.identity.Purpose;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EdgeConsentsTests {
    private static final Purpose ADS = new Purpose("ADS");
    private static final Purpose MAIL = new Purpose("MAIL");

    @Test
    void theLatestWordCounts() {
        var records = List.of(said("anna", GRANTED, 1), said("anna", WITHDRAWN, 2));
        assertThat(status(subjects("anna"), records)).contains(WITHDRAWN);
        assertThat(status(subjects("anna"), List.of(said("anna", WITHDRAWN, 1), said("anna", GRANTED, 2))))
                .as("a consent given later lifts a withdrawal")
                .contains(GRANTED);
    }

    @Test
    void ofTwoWordsAtOneInstantTheStricterCounts() {
        var records = List.of(said("anna", DENIED, 1), said("anna", GRANTED, 1));
        assertThat(status(subjects("anna"), records)).contains(DENIED);
        assertThat(status(subjects("anna"), records.reversed())).contains(DENIED);
    }

    @Test
    void everySubjectMustHaveSaidYes() {
        assertThat(status(subjects("anna", "ben"), List.of(said("anna", GRANTED, 1))))
                .isEmpty();
        assertThat(status(subjects("anna", "ben"), List.of(said("anna", GRANTED, 1), said("ben", DENIED, 1))))
                .contains(DENIED);
        assertThat(status(subjects("anna", "ben"), List.of(said("anna", GRANTED, 1), said("ben", GRANTED, 1))))
                .contains(GRANTED);
    }

    @Test
    void theRecordsOfOnePersonAreReadTogether() {
        var person = new Parties(List.of(Set.of("jonas", "jonas-2")), List.of(), List.of());
        assertThat(status(person, List.of(said("jonas", GRANTED, 1), said("jonas-2", WITHDRAWN, 2))))
                .contains(WITHDRAWN);
    }

    @Test
    void anotherPurposesWordDoesNotCount() {
        assertThat(new EdgeConsents(List.of(said("anna", GRANTED, 1))).of(subjects("anna")))
                .containsOnlyKeys(ADS)
                .doesNotContainKey(MAIL);
    }

    @Test
    void aVoiceThatSaysNoCountsAndOneThatIsSilentDoesNot() {
        var parties = new Parties(List.of(Set.of("anna")), List.of(Set.of("cookie")), List.of());
        assertThat(status(parties, List.of(said("anna", GRANTED, 1)))).contains(GRANTED);
        assertThat(status(parties, List.of(said("anna", GRANTED, 1), said("cookie", DENIED, 1))))
                .contains(DENIED);
    }

    @Test
    void aDeviceEndsWithTheLastOfItsPeople() {
        var device = new Parties(List.of(Set.of("cookie")), List.of(), List.of(Set.of("ben"), Set.of("clara")));
        var granted = said("cookie", GRANTED, 1);
        assertThat(status(device, List.of(granted))).contains(GRANTED);
        assertThat(status(device, List.of(granted, said("ben", WITHDRAWN, 2)))).contains(GRANTED);
        assertThat(status(device, List.of(granted, said("ben", WITHDRAWN, 2), said("clara", WITHDRAWN, 3))))
                .contains(WITHDRAWN);
    }

    @Test
    void whereSeveralMeetTheShortestTimeAndTheWeakestBasisHold() {
        var anna = new ConsentRecord(
                "1", "anna", ADS, GRANTED, LawfulBasis.LEGITIMATE_INTERESTS, day(1), day(9), "n", "p", "s", day(1));
        var ben =
                new ConsentRecord("2", "ben", ADS, GRANTED, LawfulBasis.CONSENT, day(3), day(5), "n", "p", "s", day(1));
        assertThat(new EdgeConsents(List.of(anna, ben)).of(subjects("anna", "ben")))
                .containsEntry(ADS, new Consent(GRANTED, LawfulBasis.LEGITIMATE_INTERESTS, day(3), day(5), "2"));
    }

    private static Parties subjects(String... names) {
        return new Parties(Arrays.stream(names).map(Set::of).toList(), List.of(), List.of());
    }

    private static Optional<ConsentStatus> status(Parties parties, List<ConsentRecord> records) {
        return Optional.ofNullable(new EdgeConsents(records).of(parties).get(ADS))
                .map(Consent::status);
    }

    private static ConsentRecord said(String subject, ConsentStatus status, int day) {
        return new ConsentRecord(
                subject + status + day,
                subject,
                ADS,
                status,
                LawfulBasis.CONSENT,
                day(day),
                day(1000),
                "notice",
                "proof",
                "source",
                day(day));
    }

    private static Instant day(int day) {
        return Instant.EPOCH.plusSeconds(86_400L * day);
    }
}
