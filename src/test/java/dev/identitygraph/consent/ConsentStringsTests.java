package dev.identitygraph.consent;

import static org.assertj.core.api.Assertions.assertThat;

import com.iab.gpp.encoder.GppModel;
import com.iabtcf.decoder.TCString;
import com.iabtcf.utils.IntIterable;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The strings of {@code src/test/resources/consent-strings} are decoded as two other decoders agree. */
class ConsentStringsTests {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @ParameterizedTest
    @MethodSource("generatedTcf")
    void aTcfStringIsDecodedExactly(String id, String text, JsonNode expected) {
        assertThat(TcfString.parse(text))
                .hasValueSatisfying(
                        string -> assertThat(decoded(string.decoded())).as(id).isEqualTo(expected));
    }

    @ParameterizedTest
    @MethodSource("suiteTcf")
    void aStringOfTheConformanceSuiteIsDecodedExactlyOrRefused(String id, String text, JsonNode expected) {
        if (expected.path("version").asInt(0) == 2) {
            aTcfStringIsDecodedExactly(id, text, expected);
        } else {
            assertThat(TcfString.parse(text)).as(id).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("gpp")
    void aGppStringIsDecodedExactly(String id, String text, JsonNode ids, JsonNode sections) {
        var model = new GppModel(text);
        assertThat(JSON.<JsonNode>valueToTree(model.getSectionIds())).as(id).isEqualTo(ids);
        sections.propertyStream()
                .forEach(section -> section.getValue()
                        .propertyStream()
                        .forEach(field -> assertThat(JSON.<JsonNode>valueToTree(
                                        model.getFieldValue(section.getKey(), field.getKey())))
                                .as("%s %s.%s", id, section.getKey(), field.getKey())
                                .isEqualTo(field.getValue())));
    }

    static Stream<Object[]> generatedTcf() throws IOException {
        return read("tcf-generated.json").map(string ->
                new Object[] {string.path("id").asString(), string.path("tc").asString(), string.path("decoded")});
    }

    static Stream<Object[]> suiteTcf() throws IOException {
        return read("tcf-testsuite.json").map(string ->
                new Object[] {string.path("id").asString(), string.path("tc").asString(), string.path("full_decode")});
    }

    static Stream<Object[]> gpp() throws IOException {
        return read("gpp-generated.json").map(string -> new Object[] {
            string.path("id").asString(),
            string.path("gpp").asString(),
            string.path("sectionIds"),
            string.path("sections")
        });
    }

    private static Stream<JsonNode> read(String file) throws IOException {
        try (InputStream in = Objects.requireNonNull(
                ConsentStringsTests.class.getResourceAsStream("/consent-strings/" + file), file)) {
            return JSON.readTree(in).valueStream();
        }
    }

    private static JsonNode decoded(TCString string) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("version", string.getVersion());
        fields.put("created", string.getCreated().toString());
        fields.put("lastUpdated", string.getLastUpdated().toString());
        fields.put("cmpId", string.getCmpId());
        fields.put("cmpVersion", string.getCmpVersion());
        fields.put("consentScreen", string.getConsentScreen());
        fields.put("consentLanguage", string.getConsentLanguage());
        fields.put("vendorListVersion", string.getVendorListVersion());
        fields.put("purposesConsent", numbers(string.getPurposesConsent()));
        fields.put("vendorConsent", numbers(string.getVendorConsent()));
        fields.put("tcfPolicyVersion", string.getTcfPolicyVersion());
        fields.put("isServiceSpecific", string.isServiceSpecific());
        fields.put("useNonStandardStacks", string.getUseNonStandardStacks());
        fields.put("specialFeatureOptIns", numbers(string.getSpecialFeatureOptIns()));
        fields.put("purposesLITransparency", numbers(string.getPurposesLITransparency()));
        fields.put("purposeOneTreatment", string.getPurposeOneTreatment());
        fields.put("publisherCC", string.getPublisherCC());
        fields.put("vendorLegitimateInterest", numbers(string.getVendorLegitimateInterest()));
        fields.put("disclosedVendors", numbers(string.getDisclosedVendors()));
        fields.put("allowedVendors", numbers(string.getAllowedVendors()));
        fields.put("pubPurposesConsent", numbers(string.getPubPurposesConsent()));
        fields.put("pubPurposesLITransparency", numbers(string.getPubPurposesLITransparency()));
        fields.put("customPurposesConsent", numbers(string.getCustomPurposesConsent()));
        fields.put("customPurposesLITransparency", numbers(string.getCustomPurposesLITransparency()));
        fields.put(
                "publisherRestrictions",
                string.getPublisherRestrictions().stream()
                        .map(restriction -> new TreeMap<>(Map.of(
                                "purposeId", restriction.getPurposeId(),
                                "type", restriction.getRestrictionType().name(),
                                "vendors", numbers(restriction.getVendorIds()))))
                        .toList());
        return JSON.readTree(JSON.writeValueAsString(fields));
    }

    private static List<Integer> numbers(IntIterable numbers) {
        return numbers.toStream().boxed().toList();
    }
}
