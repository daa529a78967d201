package dev.identitygraph.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.identitygraph.oracle.Oracle;
import dev.identitygraph.oracle.Vocabulary;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

@ProductTest
class ScenarioIT {
    private static final Vocabulary VOCABULARY = Vocabulary.shipped();

    @Autowired
    private Product product;

    @Autowired
    private GraphInNeo4j graph;

    static Stream<Scenario> scenarios() {
        return ScenarioFiles.all(VOCABULARY);
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void theProductAnswersWhatTheScenarioExpects(Scenario scenario) {
        var cursors = new CursorTexts();
        scenario.steps().forEach(step -> {
            assertThat(product.serve(step.policy(), List.of(step.client()))).isEmpty();
            graph.replaceInOrder(step.graph());
            var actual =
                    product.ask(step.client(), cursors.asked(step.question())).verdict();
            assertThat(actual).as(step.why()).matches(step.expected()::isExactly, "is " + step.expected());
            cursors.learn(new Oracle(VOCABULARY, step.policy()).ask(step.graph(), step.question()), actual);
        });
    }
}
