package dev.identitygraph.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.identitygraph.oracle.Vocabulary;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

@ProductTest
class ScenarioIT {
    @Autowired
    private Product product;

    @Autowired
    private GraphInNeo4j graph;

    static Stream<Scenario> scenarios() {
        return ScenarioFiles.all(Vocabulary.shipped());
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void theProductAnswersWhatTheScenarioExpects(Scenario scenario) {
        assertThat(product.serve(scenario.policy(), List.of(scenario.client()))).isEmpty();
        graph.replace(scenario.graph());
        assertThat(product.ask(scenario.client(), scenario.question()).verdict())
                .as(scenario.why())
                .matches(scenario.expected()::isLike, "is like " + scenario.expected());
    }
}
