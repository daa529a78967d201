package dev.identitygraph.consent;

import static dev.identitygraph.identity.ConsentStatus.DENIED;
import static dev.identitygraph.identity.ConsentStatus.GRANTED;
import static dev.identitygraph.identity.LawfulBasis.CONSENT;
import static dev.identitygraph.identity.LawfulBasis.LEGITIMATE_INTERESTS;
import static org.assertj.core.api.Assertions.assertThat;

import com.iab.gpp.encoder.GppModel;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.identity.Purposes;
import dev.identitygraph.yaml.YamlText;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignalsTests {
    private static final Purpose ADS = new Purpose("ADS");
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
    private static final Purpose GPC = Purpose.optOut("GPC");

    private final Signals signals = signals("""
            tcf:
              leastPolicyVersion: 4
              leastVendorListVersion: 10
              oldest: P100D
              purposes:
                ADS: {vendor: 7, consent: [1, 3], either: [2], specialFeatures: [1]}
            gpp:
              ADS:
                - {section: usnat, field: SaleOptOut, is: "1"}
                - {section: uspv1, field: OptOutSale, is: "Y"}
            gpc: {optOut: GPC}
            """);

    @Test
    void aStringThatSaysAllIsAConsentFromItsDateOn() {
        var said = understood(tcf(Map.of()));
        assertThat(said.words()).containsExactly(Map.entry(ADS, new Word(GRANTED, CONSENT)));
        assertThat(said.givenAt()).contains(Instant.parse("2026-11-01T00:00:00Z"));
        assertThat(said.validUntil()).contains(Instant.parse("2027-02-09T00:00:00Z"));
        assertThat(said.evidence().proof()).isEqualTo(tcf(Map.of()));
        assertThat(said.evidence().recipients()).containsExactly("IAB vendor 7");
    }

    @Test
    void withoutAPurposeTheVendorOrTheSpecialFeatureItIsARefusal() {
        for (var lacking : List.<Map<String, Object>>of(
                Map.of("PurposeConsents", bits(1, 2)),
                Map.of("VendorConsents", List.of(8)),
                Map.of("SpecialFeatureOptins", bits(2)))) {
            assertThat(word(tcf(lacking))).as(lacking.toString()).isEqualTo(new Word(DENIED, CONSENT));
        }
    }

    @Test
    void wherePurposesMayRestOnInterestTheConsentIsNoMoreThanThat() {
        var interest = Map.<String, Object>of(
                "PurposeConsents", bits(1, 3),
                "PurposeLegitimateInterests", bits(2),
                "VendorLegitimateInterests", List.of(7));
        assertThat(word(tcf(interest))).isEqualTo(new Word(GRANTED, LEGITIMATE_INTERESTS));
        assertThat(word(tcf(Map.of(
                        "PurposeConsents", bits(1, 2),
                        "PurposeLegitimateInterests", bits(3),
                        "VendorLegitimateInterests", List.of(7)))))
                .as("purpose 3 has no legitimate interest")
                .isEqualTo(new Word(DENIED, CONSENT));
    }

    @Test
    void aVendorThatIsNotDisclosedHasNoConsentAndAnAbsentSegmentIsNotAnEmptyOne() {
        assertThat(word(tcf(Map.of("VendorsDisclosed", List.of())))).isEqualTo(new Word(DENIED, CONSENT));
        var absent = without(tcf(Map.of()), 'I');
        assertThat(word(absent)).isEqualTo(new Word(GRANTED, CONSENT));
        assertThat(refusal(without(tcf(Map.of("PolicyVersion", 5)), 'I'))).contains("lacks its segment");
    }

    @Test
    void whatThePublisherRestrictsDoesNotCount() {
        var notAllowed = TcfString.parse(
                        "COxDCEAO0PYMAA1AiAESESD0ACDgANQgAAAABel_7_d_13-zn_7y_b6___d87_-_df_v7-AXoBuG__pX_LUokirVC7kXhv_IKbInumnogAhgAQAsgBcA")
                .orElseThrow();
        assertThat(notAllowed.decoded().getPurposesConsent().contains(3)).isTrue();
        assertThat(notAllowed.decoded().getVendorConsent().contains(178)).isTrue();
        assertThat(notAllowed.consents(3, 178)).isFalse();
        var interestOnly = TcfString.parse(
                        "CQFwyQAQNLZQAFHAGIITAFEkAN_gAPvgAAqIBfQAgAtAC-AL2AGACEAGoAvQAwUAIAdABJBYAQAdoBAACUgEsHgAQAQg")
                .orElseThrow();
        assertThat(interestOnly.admitsInterest(7, 33)).isTrue();
        assertThat(interestOnly.consents(7, 33)).isFalse();
    }

    @Test
    void anOutdatedStringIsRefusedWithTheReason() {
        assertThat(refusal(tcf(Map.of("PolicyVersion", 3)))).contains("policy 3");
        assertThat(refusal(tcf(Map.of("VendorListVersion", 9)))).contains("vendor list 9");
        assertThat(refusal(tcf(Map.of("LastUpdated", at("2026-08-01T00:00:00Z")))))
                .contains("P100D");
        assertThat(refusal(tcf(Map.of("LastUpdated", at("2026-12-01T00:00:00Z")))))
                .contains("future");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "C",
                "CQ",
                "not a string",
                "AAAA",
                "CQuRvXg.!",
                "COvFyGBOvFyGBAbAAAENAPCAAOAAAAAAAAAAAEEUACCKAAA."
            })
    void aMalformedTcfStringIsRefused(String text) {
        assertThat(signals.read(SignalKind.TCF, text)).isInstanceOf(Signal.Refused.class);
    }

    @Test
    void aStringThatIsCutOffAnywhereIsRefusedOrSaysNoMoreThanTheWhole() {
        var whole = without(tcf(Map.of()), 'I');
        IntStream.range(0, whole.length())
                .mapToObj(length -> signals.read(SignalKind.TCF, whole.substring(0, length)))
                .forEach(signal -> assertThat(signal)
                        .satisfiesAnyOf(
                                refused -> assertThat(refused).isInstanceOf(Signal.Refused.class),
                                said -> assertThat(((Signal.Understood) said).words())
                                        .isIn(
                                                Map.of(ADS, new Word(GRANTED, CONSENT)),
                                                Map.of(ADS, new Word(DENIED, CONSENT)))));
    }

    @Test
    void anOptOutOfAStateDeniesAndItsAbsenceSaysNothing() {
        var model = new GppModel();
        model.setFieldValue("uspv1", "Version", 1);
        model.setFieldValue("uspv1", "Notice", "Y");
        model.setFieldValue("uspv1", "LspaCovered", "N");
        model.setFieldValue("uspv1", "OptOutSale", "Y");
        assertThat(understood(SignalKind.GPP, model.encode()).words())
                .containsExactly(Map.entry(ADS, new Word(DENIED, CONSENT)));
        model.setFieldValue("uspv1", "OptOutSale", "N");
        assertThat(understood(SignalKind.GPP, model.encode()).words()).isEmpty();
    }

    @Test
    void aGppStringsOwnGpcAndTcfSectionsAreRead() {
        var gpc = understood(SignalKind.GPP, "DBACLGA~BVQqAAAAAACA.QA~BAAAAIA.YA");
        assertThat(gpc.words()).containsKey(GPC);
        var model = new GppModel();
        model.decodeSection("tcfeuv2", tcf(Map.of()));
        assertThat(understood(SignalKind.GPP, model.encode()).words()).containsEntry(ADS, new Word(GRANTED, CONSENT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "DBACTWA", "DBACTWA~1Y-Y", "x", "DBACTWA~1ZZY~BAAAAIA.QA", "DBABMA~CPjk"})
    void aMalformedGppStringIsRefused(String text) {
        assertThat(signals.read(SignalKind.GPP, text)).isInstanceOf(Signal.Refused.class);
    }

    @Test
    void gpcIsAnOptOutThatIsStored() {
        assertThat(understood(SignalKind.GPC, "1").words()).containsOnlyKeys(GPC);
        assertThat(signals.read(SignalKind.GPC, "0")).isInstanceOf(Signal.Refused.class);
    }

    private Signal.Understood understood(SignalKind kind, String text) {
        return (Signal.Understood) signals.read(kind, text);
    }

    private Signal.Understood understood(String text) {
        return understood(SignalKind.TCF, text);
    }

    private Word word(String text) {
        return Optional.ofNullable(understood(text).words().get(ADS)).orElseThrow();
    }

    private String refusal(String text) {
        return ((Signal.Refused) signals.read(SignalKind.TCF, text)).reason();
    }

    /** A string that says all that the mapping asks for, but for what is given. */
    private static String tcf(Map<String, Object> but) {
        var fields = new HashMap<String, Object>(Map.of(
                "CmpId", 5,
                "PolicyVersion", 4,
                "VendorListVersion", 100,
                "PurposeConsents", bits(1, 2, 3),
                "SpecialFeatureOptins", bits(1),
                "VendorConsents", List.of(7),
                "VendorsDisclosed", List.of(7),
                "Created", at("2026-08-01T00:00:00Z")));
        fields.putAll(but);
        var model = new GppModel();
        fields.forEach((name, value) -> model.setFieldValue("tcfeuv2", name, value));
        // Every change moves it, so it is the last.
        model.setFieldValue("tcfeuv2", "LastUpdated", but.getOrDefault("LastUpdated", at("2026-11-01T00:00:00Z")));
        return model.getSection("tcfeuv2").encode();
    }

    /** The string without the segment that begins so. */
    private static String without(String text, char first) {
        return List.of(text.split("\\.")).stream()
                .filter(segment -> segment.charAt(0) != first)
                .reduce((all, segment) -> all + "." + segment)
                .orElseThrow();
    }

    private static List<Boolean> bits(int... set) {
        return IntStream.rangeClosed(1, 10)
                .mapToObj(number -> IntStream.of(set).anyMatch(one -> one == number))
                .toList();
    }

    private static ZonedDateTime at(String instant) {
        return ZonedDateTime.parse(instant);
    }

    private static Signals signals(String mapping) {
        return new Signals(
                SignalMapping.read(new YamlText("signals.yaml", mapping).value(), new Purposes(List.of(ADS))),
                Clock.fixed(NOW, ZoneOffset.UTC));
    }
}
