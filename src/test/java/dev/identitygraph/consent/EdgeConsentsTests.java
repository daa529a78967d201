package dev.identitygraph.consent;

import static dev.identitygraph.identity.ConsentStatus.DENIED;
import static dev.identitygraph.identity.ConsentStatus.GRANTED;
import static dev.identitygraph.identity.ConsentStatus.WITHDRAWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.identitygraph.identity.Consent;
import dev.identitygraph.identity.ConsentEvidence;
import dev.identitygraph.identity.ConsentRecord;
import dev.identitygraph.identity.ConsentStatus;
import dev.identitygraph.identity.LawfulBasis;
import dev.identitygraph.identity.Purpose;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EdgeConsentsTests {
    private static final Purpose ADS = new Purpose("ADS");
    private static final Purpose GPC = Purpose.optOut("GPC");
    private static final Purpose MAIL = new Purpose("MAIL");
    private static final Instant NOW = day(20);
    private static final Instant RECORDED = day(20);
    private static final Parties JONAS = new Parties(Set.of("jonas"), Set.of("jonas-2"), List.of());

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
    void aConsentThatWasGivenBeforeTheWithdrawalDoesNotLiftItHoweverLateItIsValidOrReported() {
        var withdrawn = said("anna", WITHDRAWN, 5);
        assertThat(status(subjects("anna"), List.of(withdrawn, yes("1", "anna", LawfulBasis.CONSENT, 4, 10, 99))))
                .contains(WITHDRAWN);
    }

    @Test
    void aGrantThatIsDatedAfterItWasRecordedCountsAsSaidWhenItWasRecorded() {
        var withdrawn = said("anna", WITHDRAWN, 20);
        assertThat(status(subjects("anna"), List.of(withdrawn, yes("1", "anna", LawfulBasis.CONSENT, 30, 30, 99))))
                .contains(WITHDRAWN);
    }

    @Test
    void onlyAConsentLiftsANo() {
        var objected = said("anna", DENIED, 5);
        var interest = yes("1", "anna", LawfulBasis.LEGITIMATE_INTERESTS, 6, 6, 99);
        assertThat(status(subjects("anna"), List.of(objected, interest))).contains(DENIED);
        var consent = yes("2", "anna", LawfulBasis.EXPLICIT_CONSENT, 7, 7, 99);
        assertThat(consent(List.of(objected, interest, consent)))
                .contains(new Consent(GRANTED, LawfulBasis.EXPLICIT_CONSENT, day(7), day(99), "2"));
        var contract = yes("3", "anna", LawfulBasis.CONTRACT, 8, 8, 99);
        assertThat(consent(List.of(objected, interest, consent, contract)))
                .as("once a no is lifted, the latest yes counts, on whatever basis")
                .contains(new Consent(GRANTED, LawfulBasis.CONTRACT, day(8), day(99), "3"));
    }

    @Test
    void aGrantForLaterHidesNoneThatIsValidNow() {
        var now = yes("1", "anna", LawfulBasis.CONSENT, 1, 1, 99);
        var later = yes("2", "anna", LawfulBasis.EXPLICIT_CONSENT, 10, 30, 99);
        assertThat(consent(List.of(now, later)))
                .contains(new Consent(GRANTED, LawfulBasis.CONSENT, day(1), day(99), "1"));
        assertThat(new EdgeConsents(List.of(now, later), day(30)).of(subjects("anna")))
                .containsEntry(ADS, new Consent(GRANTED, LawfulBasis.EXPLICIT_CONSENT, day(30), day(99), "2"));
    }

    @Test
    void ofGrantsThatAreAllForLaterTheFirstIsOnTheEdge() {
        var first = yes("1", "anna", LawfulBasis.CONSENT, 1, 30, 99);
        var second = yes("2", "anna", LawfulBasis.CONSENT, 2, 40, 99);
        assertThat(consent(List.of(second, first)))
                .contains(new Consent(GRANTED, LawfulBasis.CONSENT, day(30), day(99), "1"));
    }

    @Test
    void aWithdrawalHoldsAgainstAGrantForLaterTooUnlessThatWasGivenAfterIt() {
        var later = yes("1", "anna", LawfulBasis.CONSENT, 1, 30, 99);
        assertThat(status(subjects("anna"), List.of(later, said("anna", WITHDRAWN, 2))))
                .contains(WITHDRAWN);
        var after = yes("2", "anna", LawfulBasis.CONSENT, 3, 30, 99);
        assertThat(consent(List.of(later, said("anna", WITHDRAWN, 2), after)))
                .contains(new Consent(GRANTED, LawfulBasis.CONSENT, day(30), day(99), "2"));
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
    void aNoOnAnotherRecordCountsUntilItIsLiftedThere() {
        var no = List.of(said("jonas", GRANTED, 1), said("jonas-2", WITHDRAWN, 2));
        assertThat(status(JONAS, no)).contains(WITHDRAWN);
        assertThat(status(JONAS, and(no, said("jonas", GRANTED, 3)))).contains(WITHDRAWN);
        assertThat(status(JONAS, and(no, said("jonas-2", GRANTED, 3)))).contains(GRANTED);
    }

    @Test
    void aYesOnAnotherRecordOpensNothingAndLiftsNoNo() {
        var yes = said("jonas-2", GRANTED, 3);
        assertThat(status(JONAS, List.of(yes))).isEmpty();
        assertThat(status(JONAS, List.of(said("jonas", WITHDRAWN, 2), yes))).contains(WITHDRAWN);
    }

    @Test
    void anOptOutOnAnotherRecordIsTakenBackThere() {
        var out = List.of(optOut("jonas-2", DENIED, 1), optOut("jonas", GRANTED, 2));
        assertThat(new EdgeConsents(out, NOW).of(JONAS)).containsOnlyKeys(GPC);
        assertThat(new EdgeConsents(and(out, optOut("jonas-2", GRANTED, 3)), NOW).of(JONAS))
                .isEmpty();
    }

    @Test
    void oneOfADevicesPeopleHasSaidNoWhoSaidItOnAnyRecord() {
        var device = new Parties(Set.of("cookie"), Set.of(), List.of(Set.of("jonas", "jonas-2")));
        var no = List.of(said("cookie", GRANTED, 1), said("jonas-2", WITHDRAWN, 2));
        assertThat(status(device, no)).contains(WITHDRAWN);
        assertThat(status(device, and(no, said("jonas", GRANTED, 3)))).contains(WITHDRAWN);
        assertThat(status(device, and(no, said("jonas-2", GRANTED, 3)))).contains(GRANTED);
    }

    @Test
    void anotherPurposesWordDoesNotCount() {
        assertThat(new EdgeConsents(List.of(said("anna", GRANTED, 1)), NOW).of(subjects("anna")))
                .containsOnlyKeys(ADS)
                .doesNotContainKey(MAIL);
    }

    @Test
    void aVoiceThatSaysNoCountsAndOneThatIsSilentDoesNot() {
        var parties = new Parties(Set.of("anna"), Set.of("cookie"), List.of());
        assertThat(status(parties, List.of(said("anna", GRANTED, 1)))).contains(GRANTED);
        assertThat(status(parties, List.of(said("anna", GRANTED, 1), said("cookie", DENIED, 1))))
                .contains(DENIED);
    }

    @Test
    void aDeviceEndsWithTheLastOfItsPeople() {
        var device = new Parties(Set.of("cookie"), Set.of(), List.of(Set.of("ben"), Set.of("clara")));
        var granted = said("cookie", GRANTED, 1);
        assertThat(status(device, List.of(granted))).contains(GRANTED);
        assertThat(status(device, List.of(granted, said("ben", WITHDRAWN, 2)))).contains(GRANTED);
        assertThat(status(device, List.of(granted, said("ben", WITHDRAWN, 2), said("clara", WITHDRAWN, 3))))
                .contains(WITHDRAWN);
    }

    @Test
    void whereSeveralMeetTheShortestTimeAndTheWeakestBasisHold() {
        var anna = yes("1", "anna", LawfulBasis.LEGITIMATE_INTERESTS, 1, 1, 9);
        var ben = yes("2", "ben", LawfulBasis.CONSENT, 3, 3, 5);
        assertThat(new EdgeConsents(List.of(anna, ben), NOW).of(subjects("anna", "ben")))
                .containsEntry(ADS, new Consent(GRANTED, LawfulBasis.LEGITIMATE_INTERESTS, day(3), day(5), "2"));
    }

    private static Parties subjects(String... names) {
        return new Parties(Set.of(names), Set.of(), List.of());
    }

    private static Optional<Consent> consent(List<ConsentRecord> records) {
        return Optional.ofNullable(
                new EdgeConsents(records, NOW).of(subjects("anna")).get(ADS));
    }

    private static Optional<ConsentStatus> status(Parties parties, List<ConsentRecord> records) {
        return Optional.ofNullable(new EdgeConsents(records, NOW).of(parties).get(ADS))
                .map(Consent::status);
    }

    private static ConsentRecord said(String subject, ConsentStatus status, int day) {
        return record(subject + status + day, subject, status, LawfulBasis.CONSENT, day, day, 1000);
    }

    private static ConsentRecord yes(String id, String subject, LawfulBasis basis, int given, int from, int until) {
        return record(id, subject, GRANTED, basis, given, from, until);
    }

    private static ConsentRecord optOut(String subject, ConsentStatus status, int day) {
        return record(GPC, subject + status + day, subject, status, LawfulBasis.CONSENT, day, day, 1000);
    }

    private static List<ConsentRecord> and(List<ConsentRecord> records, ConsentRecord one) {
        return Stream.concat(records.stream(), Stream.of(one)).toList();
    }

    private static ConsentRecord record(
            String id, String subject, ConsentStatus status, LawfulBasis basis, int given, int from, int until) {
        return record(ADS, id, subject, status, basis, given, from, until);
    }

    private static ConsentRecord record(
            Purpose purpose,
            String id,
            String subject,
            ConsentStatus status,
            LawfulBasis basis,
            int given,
            int from,
            int until) {
        return new ConsentRecord(
                id,
                subject,
                purpose,
                status,
                basis,
                day(given),
                day(from),
                day(until),
                new ConsentEvidence("shop", "notice", "1", "DE", List.of(), "form", "proof", false),
                "source",
                RECORDED);
    }

    private static Instant day(int day) {
        return Instant.EPOCH.plusSeconds(86_400L * day);
    }
}
