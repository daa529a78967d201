package dev.identitygraph.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.identitygraph.oracle.Oracle;
import dev.identitygraph.oracle.Verdict;
import dev.identitygraph.oracle.Vocabulary;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class GuardTests {
    private static final Vocabulary VOCABULARY = Vocabulary.shipped();

    @TestFactory
    Stream<DynamicContainer> theOracleWalksAnEdgeIfAndOnlyIfEveryGuardAdmitsIt() {
        return GuardTrials.all(VOCABULARY).stream()
                .map(ofHop -> dynamicContainer(
                        ofHop.name(),
                        ofHop.asked().stream()
                                .map(asked ->
                                        dynamicTest(asked.name(), () -> asked.requireRight(answer(ofHop, asked))))));
    }

    private static Verdict answer(GuardTrials.OfHop ofHop, GuardTrials.Asked asked) {
        return new Oracle(VOCABULARY, ofHop.policy()).ask(ofHop.graph(), asked.question());
    }

    @Test
    void everyHopOfTheSchemaIsTried() {
        assertThat(GuardTrials.all(VOCABULARY).stream()
                        .map(ofHop -> ofHop.name().split(" ")[0]))
                .containsAll(VOCABULARY.hops().stream()
                        .map(Vocabulary.Hop::coordinate)
                        .toList());
    }
}
