package dev.identitygraph.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

class NormaliserTests {
    private static final Namespace EMAIL = new Namespace("email", Kind.EMAIL, Party.FIRST, Namespace.Storage.ENCRYPTED);
    private static final Namespace COOKIE = new Namespace("cookie", Kind.DEVICE, Party.FIRST, Namespace.Storage.CLEAR);

    @Test
    @SuppressWarnings("unchecked") // The vectors' own form.
    void addressesAreNormalisedAsUid2Publishes() {
        Map<String, Object> vectors =
                new Yaml().load(NormaliserTests.class.getResourceAsStream("/normalisation/uid2.json"));
        var emails = (List<Map<String, String>>) vectors.get("email");
        assertThat(emails)
                .isNotEmpty()
                .allSatisfy(vector -> assertThat(Normaliser.normalise(EMAIL, vector.getOrDefault("raw", "")))
                        .isEqualTo(new Normalised.Value(new Identity(EMAIL, vector.getOrDefault("normalised", "")))));
    }

    @ParameterizedTest
    @CsvSource({
        "' Anna@Example.COM ', anna@example.com",
        "anna+shop@example.com, anna+shop@example.com",
        "a.n.n.a+shop@gmail.com, anna@gmail.com",
        "a.nna@googlemail.com, a.nna@googlemail.com"
    })
    void onlyGmailLosesDotsAndPlusTags(String raw, String normalised) {
        assertThat(Normaliser.normalise(EMAIL, raw)).isEqualTo(new Normalised.Value(new Identity(EMAIL, normalised)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "anna",
                "anna@",
                "@example.com",
                "anna@@example.com",
                "anna(at)example.com",
                "an na@example.com",
                "  "
            })
    void aMalformedAddressIsRefusedWithoutBeingQuoted(String raw) {
        assertThat(Normaliser.normalise(EMAIL, raw))
                .isInstanceOfSatisfying(
                        Normalised.Invalid.class,
                        invalid -> assertThat(invalid.reason() + invalid.expected())
                                .doesNotContain("anna"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "ck\u0000-1", "ck\n1"})
    void anIdentifierIsPrintableAndNotEmpty(String raw) {
        assertThat(Normaliser.normalise(COOKIE, raw)).isInstanceOf(Normalised.Invalid.class);
    }

    @Test
    void anIdentifierKeepsItsCase() {
        assertThat(Normaliser.normalise(COOKIE, " Ck-1 "))
                .isEqualTo(new Normalised.Value(new Identity(COOKIE, "Ck-1")));
    }

    @Test
    void anIdentitysTextHidesItsValue() {
        assertThat(new Identity(EMAIL, "anna@example.com")).hasToString("email:…");
    }
}
