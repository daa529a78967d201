package dev.identitygraph.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.identitygraph.oracle.Oracle;
import dev.identitygraph.oracle.Vocabulary;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScenarioTests {
    private static final Vocabulary VOCABULARY = Vocabulary.shipped();

    static Stream<Scenario> scenarios() {
        return ScenarioFiles.all(VOCABULARY);
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void aScenarioThatIsWrittenReadsTheSame(Scenario scenario) {
        assertThat(ScenarioReader.read(VOCABULARY, ScenarioWriter.write(VOCABULARY, scenario)))
                .isEqualTo(scenario);
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void theOracleSaysWhatTheScenarioExpects(Scenario scenario) {
        var verdict = new Oracle(VOCABULARY, scenario.policy()).ask(scenario.graph(), scenario.question());
        assertThat(verdict).as(scenario.why()).matches(scenario.expected()::isLike, "is like " + scenario.expected());
    }
}
