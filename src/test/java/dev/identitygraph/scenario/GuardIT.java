package dev.identitygraph.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.identitygraph.oracle.Vocabulary;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;

@ProductTest
class GuardIT {
    @Autowired
    private Product product;

    @Autowired
    private GraphInNeo4j inNeo4j;

    @TestFactory
    Stream<DynamicContainer> theProductWalksAnEdgeIfAndOnlyIfEveryGuardAdmitsIt() {
        return GuardTrials.all(Vocabulary.shipped()).stream()
                .map(ofHop -> dynamicContainer(ofHop.name(), Stream.of(ofHop).flatMap(this::served)));
    }

    /** The tests of a hop, whose policy and graph are in place when the first of them is drawn. */
    private Stream<DynamicTest> served(GuardTrials.OfHop ofHop) {
        assertThat(product.serve(ofHop.policy(), List.of(ofHop.client()))).isEmpty();
        inNeo4j.replace(ofHop.graph());
        return ofHop.asked().stream().map(asked -> asked(ofHop, asked));
    }

    private DynamicTest asked(GuardTrials.OfHop ofHop, GuardTrials.Asked asked) {
        return dynamicTest(
                asked.name(),
                () -> asked.requireRight(
                        product.ask(ofHop.client(), asked.question()).verdict()));
    }
}
