package dev.identitygraph.consent;

import dev.identitygraph.identity.ConsentStatus;
import dev.identitygraph.identity.LawfulBasis;
import dev.identitygraph.yaml.YamlText;
import dev.identitygraph.yaml.YamlValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A file of {@code src/test/resources/consents}, a transition of consent. Times are days.
 *
 * @param subjects under whose names the edge needs a yes
 * @param voices under what other names something may be said
 * @param people who share the device that the edge leads from, each by all names
 * @param at when the words are asked for
 */
public record ConsentScenario(
        String name,
        List<Said> words,
        Set<String> subjects,
        Set<String> voices,
        List<Set<String>> people,
        int at,
        Expected expected) {
    private static final int LAST_DAY = 99;

    /**
     * A word of somebody. It is recorded on the day that it was given, and is valid from then on to day 99, if not
     * said.
     */
    public record Said(
            String by, ConsentStatus says, LawfulBasis basis, int given, int recorded, int from, int until) {}

    /** What the edge says then; no status if nothing. */
    public record Expected(Optional<ConsentStatus> status, Optional<Integer> from, Optional<Integer> until) {}

    /** All scenarios, by the names of their files. */
    public static List<ConsentScenario> all() {
        try (var files = Files.list(Path.of("src/test/resources/consents"))) {
            return files.sorted().map(ConsentScenario::read).toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ConsentScenario read(Path path) {
        try {
            var file = new YamlText(String.valueOf(path.getFileName()), Files.readString(path)).value();
            file.entries("name", "why", "words", "parties", "at", "expected");
            var parties = file.require("parties");
            parties.entries("subjects", "voices", "people");
            return new ConsentScenario(
                    file.require("name").text(),
                    file.require("words").items().stream()
                            .map(ConsentScenario::said)
                            .toList(),
                    names(parties.require("subjects")),
                    parties.get("voices").map(ConsentScenario::names).orElse(Set.of()),
                    parties.get("people").map(YamlValue::items).orElse(List.of()).stream()
                            .map(ConsentScenario::names)
                            .toList(),
                    file.require("at").integer(0, LAST_DAY),
                    expected(file.require("expected")));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Said said(YamlValue word) {
        word.entries("by", "says", "given", "recorded", "from", "until", "basis");
        var given = word.require("given").integer(0, LAST_DAY);
        return new Said(
                word.require("by").text(),
                word.require("says").oneOf(ConsentStatus.class),
                word.get("basis").map(basis -> basis.oneOf(LawfulBasis.class)).orElse(LawfulBasis.CONSENT),
                given,
                day(word, "recorded").orElse(given),
                day(word, "from").orElse(given),
                day(word, "until").orElse(LAST_DAY));
    }

    private static Expected expected(YamlValue value) {
        value.entries("status", "from", "until");
        return new Expected(
                value.get("status").map(status -> status.oneOf(ConsentStatus.class)),
                day(value, "from"),
                day(value, "until"));
    }

    private static Optional<Integer> day(YamlValue value, String key) {
        return value.get(key).map(day -> day.integer(0, LAST_DAY));
    }

    private static Set<String> names(YamlValue list) {
        return list.items().stream().map(YamlValue::text).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public String toString() {
        return name;
    }
}
