package dev.identitygraph.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

class NormaliserTests {
    private static final Namespace EMAIL = new Namespace("email", Kind.EMAIL, Party.FIRST, Namespace.Storage.ENCRYPTED);
    private static final Namespace COOKIE = new Namespace("cookie", Kind.DEVICE, Party.FIRST, Namespace.Storage.CLEAR);

    private record Vector(String raw, @Nullable String normalised) {}

    @ParameterizedTest
    @MethodSource("uid2")
    void addressesAreNormalisedAsUid2Publishes(Vector vector) {
        assertThat(EmailAddress.normalise(vector.raw())).isEqualTo(Optional.ofNullable(vector.normalised()));
    }

    @ParameterizedTest
    @MethodSource("uid2")
    void theDigestsThatUid2PublishesAreOfThisForm(Vector vector) throws NoSuchAlgorithmException {
        var hash = MessageDigest.getInstance("SHA-256")
                .digest(EmailAddress.normalise(vector.raw()).orElseThrow().getBytes(StandardCharsets.UTF_8));
        assertThat(vectors("uid2", "email"))
                .filteredOn(published -> vector.raw().equals(published.get("raw")))
                .extracting(published -> published.get("sha256_hex"))
                .containsOnly(HexFormat.of().formatHex(hash));
    }

    /** Where validator.js's convention is another one, UID2's is followed; the file says which and why. */
    @ParameterizedTest
    @MethodSource("validatorjs")
    void addressesAreNormalisedAsValidatorJsDoesOrElseAsUid2(Vector vector) {
        assertThat(EmailAddress.normalise(vector.raw())).isEqualTo(Optional.ofNullable(vector.normalised()));
    }

    static Stream<Vector> uid2() {
        return vectors("uid2", "email").stream()
                .map(vector -> new Vector(String.valueOf(vector.get("raw")), text(vector.get("normalised"))));
    }

    static Stream<Vector> validatorjs() {
        return vectors("validatorjs-normalizeEmail", "vectors").stream()
                .map(vector -> new Vector(
                        String.valueOf(vector.get("raw")),
                        text(vector.containsKey("ours") ? vector.get("ours") : vector.get("normalised"))));
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    @SuppressWarnings("unchecked") // The vectors' own form.
    private static List<Map<String, @Nullable Object>> vectors(String file, String name) {
        Map<String, Object> vectors =
                new Yaml().load(NormaliserTests.class.getResourceAsStream("/normalisation/" + file + ".json"));
        return (List<Map<String, @Nullable Object>>) vectors.getOrDefault(name, List.of());
    }

    @ParameterizedTest
    @CsvSource({
        "anna@straße.example.de, anna@xn--strae-oqa.example.de",
        "anna@STRASSE.example.de, anna@strasse.example.de",
        "anna@Bücher.DE, anna@xn--bcher-kva.de",
        "anna@bu\u0308cher.de, anna@xn--bcher-kva.de",
        "anna@xn--bcher-kva.de, anna@xn--bcher-kva.de",
        "anna@ｅｘａｍｐｌｅ．ｃｏｍ, anna@example.com",
        "anna@例え.jp, anna@xn--r8jz45g.jp",
        "ИВАН@пример.рф, иван@xn--e1afmkfd.xn--p1ai",
        "rene\u0301@example.com, ren\u00e9@example.com",
        "a.n.n.a+x@ｇｍａｉｌ.com, anna@gmail.com"
    })
    void aDomainIsWrittenAsItIsLookedUpAndALocalPartInOneSpelling(String raw, String normalised) {
        assertThat(EmailAddress.normalise(raw)).contains(normalised);
        assertThat(EmailAddress.normalise(normalised)).as("once more").contains(normalised);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u00a0anna@example.com\u00a0",
                "\ufeffanna@example.com",
                "\u200banna@example.com\u200b",
                "\u3000anna@example.com",
                "\tanna@example.com\r\n"
            })
    void whatIsBlankAtTheEndsIsLeftOut(String raw) {
        assertThat(EmailAddress.normalise(raw)).contains("anna@example.com");
    }

    @Test
    void normalisingTwiceIsNormalisingOnce() {
        assertThat(Stream.concat(uid2(), validatorjs())
                        .flatMap(vector -> EmailAddress.normalise(vector.raw()).stream()))
                .hasSizeGreaterThan(60)
                .allSatisfy(
                        address -> assertThat(EmailAddress.normalise(address)).contains(address));
    }

    /** A list of top-level domains in a jar gets old, and whoever has an address of a new one is a person, too. */
    @ParameterizedTest
    @ValueSource(strings = {"anna@example.newest", "anna@example.xn--80akhbyknj4f", "anna@example.c8m"})
    void anAddressOfATopLevelDomainThatNobodyHereKnowsIsAnAddress(String raw) {
        assertThat(EmailAddress.normalise(raw)).contains(raw);
    }

    @ParameterizedTest
    @ValueSource(strings = {"an..na@example.com", ".anna@example.com", "anna.@example.com"})
    void dotsOfALocalPartStayWhereTheyStand(String raw) {
        assertThat(EmailAddress.normalise(raw)).contains(raw);
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
                "an\u200bna@example.com",
                "anna@exam\u200bple.com",
                "+shop@gmail.com",
                "...@gmail.com",
                "anna@.example.com",
                "anna@example.com.",
                "anna@example.c@m",
                "anna@example.-com",
                "anna@example",
                "anna@-example.com",
                "anna@example..com",
                "anna@exa_mple.com",
                "anna@xn--a.com",
                "anna@[127.0.0.1]",
                "anna@127.0.0.1",
                "an,na@example.com",
                "an(n)a@example.com",
                "an\"na@example.com",
                "anna.of.an.address.whose.local.part.is.longer.than.64.characters.x@example.com",
                "Anna <anna@example.com>",
                "anna@example.com, ben@example.com",
                "mailto:anna@example.com?subject=x",
                "=HYPERLINK(\"anna@example.com\")",
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

    @ParameterizedTest
    @ValueSource(strings = {"ck-1\u00A0", "\u00A0ck-1", "ck-1\u200B", "\uFEFFck-1", "ck-1 \u200E "})
    void anIdentifierThatBeginsOrEndsWithWhatIsNotSeenIsRefusedSinceItLooksLikeAnother(String raw) {
        assertThat(Normaliser.normalise(COOKIE, raw)).isInstanceOf(Normalised.Invalid.class);
    }

    @Test
    void halfACharacterIsRefusedSinceAllHalvesHaveOneDigest() {
        assertThat(Normaliser.normalise(COOKIE, "ck\uD83D-1")).isInstanceOf(Normalised.Invalid.class);
        assertThat(Normaliser.normalise(COOKIE, "ck\uD83D\uDE00-1")).isInstanceOf(Normalised.Value.class);
        assertThat(Normaliser.normalise(EMAIL, "a\uD83D@example.com")).isInstanceOf(Normalised.Invalid.class);
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
