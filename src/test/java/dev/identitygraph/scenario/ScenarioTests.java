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
        scenario.steps().forEach(step -> {
            var verdict = new Oracle(VOCABULARY, step.policy()).ask(step.graph(), step.question());
            assertThat(verdict).as(step.why()).matches(step.expected()::isExactly, "is " + step.expected());
        });
    }
}
