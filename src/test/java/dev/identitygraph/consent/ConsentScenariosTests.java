package dev.identitygraph.consent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.identitygraph.identity.Consent;
import dev.identitygraph.identity.ConsentEvidence;
import dev.identitygraph.identity.ConsentRecord;
import dev.identitygraph.identity.ConsentStatus;
import dev.identitygraph.identity.LawfulBasis;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.yaml.YamlValue;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What words come to, by the files of {@code src/test/resources/consents}, a transition each. Times are days; a word is
 * recorded on the day that it was given, a consent is valid from then to day 99, and rests on consent, unless it says
 * otherwise. In whatever order the words were recorded, they come to the same.
 */
class ConsentScenariosTests {
    private static final Purpose PURPOSE = new Purpose("ADS");

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void whatWasSaidComesTo(String name, YamlValue file) {
        file.entries("name", "why", "words", "parties", "at", "expected");
        var words = file.require("words").items();
        var records = IntStream.range(0, words.size())
                .mapToObj(number -> record(number, words.get(number)))
                .collect(Collectors.toList());
        var parties = parties(file.require("parties"));
        var at = day(file.require("at").integer(0, 99));
        for (var i = 0; i < records.size(); i++) {
            Collections.rotate(records, 1);
            var consent = Optional.ofNullable(
                    new EdgeConsents(records, at).of(parties).get(PURPOSE));
            expect(file.require("expected"), consent, name);
        }
    }

    private static void expect(YamlValue expected, Optional<Consent> consent, String name) {
        if (!expected.get("status").isPresent()) {
            assertThat(consent).as(name).isEmpty();
            return;
        }
        assertThat(consent).as(name).hasValueSatisfying(found -> {
            assertThat(found.status()).isEqualTo(expected.require("status").oneOf(ConsentStatus.class));
            expected.get("from").ifPresent(from -> assertThat(found.validFrom()).isEqualTo(day(from.integer(0, 99))));
            expected.get("until")
                    .ifPresent(until -> assertThat(found.validUntil()).isEqualTo(day(until.integer(0, 99))));
        });
    }

    private static ConsentRecord record(int number, YamlValue word) {
        word.entries("by", "says", "given", "recorded", "from", "until", "basis");
        var given = word.require("given").integer(0, 99);
        return new ConsentRecord(
                "record-" + number,
                word.require("by").text(),
                PURPOSE,
                word.require("says").oneOf(ConsentStatus.class),
                word.get("basis").map(basis -> basis.oneOf(LawfulBasis.class)).orElse(LawfulBasis.CONSENT),
                day(given),
                day(number(word, "from").orElse(given)),
                day(number(word, "until").orElse(99)),
                new ConsentEvidence("", "", "", "", List.of(), "", "", false),
                "source",
                day(number(word, "recorded").orElse(given)));
    }

    private static Optional<Integer> number(YamlValue word, String key) {
        return word.get(key).map(value -> value.integer(0, 99));
    }

    private static Parties parties(YamlValue value) {
        value.entries("subjects", "voices", "people");
        return new Parties(names(value, "subjects"), names(value, "voices"), names(value, "people"));
    }

    private static List<Set<String>> names(YamlValue value, String key) {
        return value.get(key).map(YamlValue::items).orElse(List.of()).stream()
                .map(one -> one.items().stream().map(YamlValue::text).collect(Collectors.toUnmodifiableSet()))
                .toList();
    }

    private static Instant day(int day) {
        return Instant.EPOCH.plus(Duration.ofDays(day));
    }

    static Stream<Object[]> files() throws IOException {
        try (var files = Files.list(Path.of("src/test/resources/consents"))) {
            return files.sorted().toList().stream().map(file -> {
                var yaml = read(file);
                return new Object[] {yaml.require("name").text(), yaml};
            });
        }
    }

    private static YamlValue read(Path file) {
        try {
            return YamlValue.read(String.valueOf(file.getFileName()), new StringReader(Files.readString(file)));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
