package dev.identitygraph.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StoryTests {
    static Stream<Story> stories() {
        return Story.all();
    }

    @ParameterizedTest
    @MethodSource("stories")
    void linkingSaysWhatTheStoryExpects(Story story) {
        assertThat(Outcome.of(new Linker(story.rules()).link(story.observations())))
                .as(story.why())
                .isEqualTo(story.expected());
    }

    @ParameterizedTest
    @MethodSource("stories")
    void theNaiveReferenceSaysTheSame(Story story) {
        assertThat(new NaiveLinker(story.rules()).link(story.observations())).isEqualTo(story.expected());
    }

    @ParameterizedTest
    @MethodSource("stories")
    void theOrderOfArrivalDoesNotMatter(Story story) {
        for (var seed = 0; seed < 20; seed++) {
            var shuffled = new ArrayList<>(story.observations());
            Collections.shuffle(shuffled, new Random(seed));
            assertThat(Outcome.of(new Linker(story.rules()).link(shuffled))).isEqualTo(story.expected());
        }
    }
}
