package dev.identitygraph.consent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.identitygraph.identity.ConsentEvidence;
import dev.identitygraph.identity.ConsentRecord;
import dev.identitygraph.identity.Purpose;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What words come to, scenario by scenario: in whatever order they were recorded, they come to the same. */
class ConsentScenariosTests {
    private static final Purpose PURPOSE = new Purpose("ADS");

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.identitygraph.consent.ConsentScenario#all")
    void whatWasSaidComesTo(ConsentScenario scenario) {
        var words = scenario.words();
        var records = IntStream.range(0, words.size())
                .mapToObj(number -> record(number, words.get(number)))
                .collect(Collectors.toList());
        var parties = new Parties(scenario.subjects(), scenario.voices(), scenario.people());
        for (var i = 0; i < records.size(); i++) {
            Collections.rotate(records, 1);
            var consent = Optional.ofNullable(
                    new EdgeConsents(records, day(scenario.at())).of(parties).get(PURPOSE));
            assertThat(consent.map(found -> found.status()))
                    .isEqualTo(scenario.expected().status());
            consent.ifPresent(found -> {
                scenario.expected()
                        .from()
                        .ifPresent(from -> assertThat(found.validFrom()).isEqualTo(day(from)));
                scenario.expected()
                        .until()
                        .ifPresent(until -> assertThat(found.validUntil()).isEqualTo(day(until)));
            });
        }
    }

    private static ConsentRecord record(int number, ConsentScenario.Said word) {
        return new ConsentRecord(
                "record-" + number,
                word.by(),
                PURPOSE,
                word.says(),
                word.basis(),
                day(word.given()),
                day(word.from()),
                day(word.until()),
                new ConsentEvidence("", "", "", "", List.of(), "", "", false),
                "source",
                day(word.recorded()));
    }

    private static Instant day(int day) {
        return Instant.EPOCH.plus(Duration.ofDays(day));
    }
}
