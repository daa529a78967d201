package dev.identitygraph.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImportLineTests {
    private final ImportLine line = new ImportLine();

    @Test
    void aTextStandsInQuotesAndItsQuotesStandTwice() {
        line.text("a \"notice\", of;");
        line.text("");
        line.word("GRANTED");
        assertThat(ended()).isEqualTo("\"a \"\"notice\"\", of;\",\"\",GRANTED\n");
    }

    @Test
    void whatIsNotThereIsAnEmptyCellAndAnEmptyListIsNot() {
        line.nothing();
        line.words(List.of());
        line.texts(List.of());
        assertThat(ended()).isEqualTo(",\"\",\"\"\n");
    }

    @Test
    void aListIsOneCell() {
        line.words(List.of("a", "b"));
        line.texts(List.of("c", "d, \"e\""));
        assertThat(ended()).isEqualTo("a\u001fb,\"c\u001fd, \"\"e\"\"\"\n");
    }

    @Test
    void aListOfTextsOfWhichOneHasTheSeparatorIsRefused() {
        assertThatThrownBy(() -> line.texts(List.of("a\u001fb"))).hasMessageContaining("U+001F");
    }

    @Test
    void instantsAreWrittenWhateverWasWrittenBefore() {
        var first = Instant.parse("2026-01-31T09:00:00Z");
        for (var i = 0; i < 5_000; i++) {
            line.time(first.plusSeconds(i));
            line.time(first);
            assertThat(ended()).isEqualTo("%s,%s\n".formatted(first.plusSeconds(i), first));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"of\ntwo", "of\rtwo"})
    void itIsKnownWhetherSomeTextHasSeveralLines(String ofTwo) {
        line.text("one");
        assertThat(line.hasLineBreaks()).isFalse();
        line.texts(List.of("one", ofTwo));
        line.text("one");
        assertThat(line.hasLineBreaks()).isTrue();
    }

    private String ended() {
        return new String(line.end(), StandardCharsets.UTF_8);
    }
}
