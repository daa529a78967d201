package dev.identitygraph.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.util.List;
import org.junit.jupiter.api.Test;

class YamlValueTests {
    @Test
    void anUnknownKeyIsNamedWithItsPlaceAndTheKnownOnes() {
        assertThatThrownBy(() -> read("a: 1\nc: 2").entries("a", "b"))
                .isInstanceOf(InvalidFileException.class)
                .hasMessage("f.yaml:2:1: 'c' is unknown here; known are a, b");
    }

    @Test
    void aKeyThatStandsTwiceIsAFault() {
        assertThatThrownBy(() -> read("a: 1\na: 2").entries())
                .hasMessage("f.yaml:2:1: 'a' stands twice; once is right");
    }

    @Test
    void everyFaultOfAMappingsKeysIsSaid() {
        assertThatThrownBy(() -> read("a: 1\nb: 2\na: 3\nc: 4").entries("a"))
                .hasMessage("f.yaml:2:1: 'b' is unknown here; known are a\n"
                        + "f.yaml:3:1: 'a' stands twice; once is right\n"
                        + "f.yaml:4:1: 'c' is unknown here; known are a");
    }

    @Test
    void aKeyKnowsItsPlace() {
        assertThat(read("a: 1\nb:\n  c: 2").key("b").fault("x")).hasMessage("f.yaml:2:1: x");
        assertThat(read("a: 1").key("b").fault("x")).hasMessage("f.yaml:1:1: x");
    }

    @Test
    void aMissingKeyIsAFault() {
        assertThatThrownBy(() -> read("a: {b: 1}").require("a").require("c"))
                .hasMessage("f.yaml:1:4: 'c' is missing here");
    }

    @Test
    void aNumberOutOfRangeIsAFault() {
        assertThat(read("7").integer(0, 10)).isEqualTo(7);
        assertThatThrownBy(() -> read("11").integer(0, 10))
                .hasMessage("f.yaml:1:1: '11' is no whole number from 0 to 10");
        assertThatThrownBy(() -> read("x").decimal(0, 1)).hasMessageContaining("'x' is no number from 0.0 to 1.0");
    }

    @Test
    void aNameThatIsNotListedIsAFault() {
        assertThat(read("MONDAY").oneOf(DayOfWeek.class)).isEqualTo(DayOfWeek.MONDAY);
        assertThatThrownBy(() -> read("monday").oneOf(List.of("MONDAY")))
                .hasMessage("f.yaml:1:1: 'monday' is unknown here; known are MONDAY");
    }

    @Test
    void brokenYamlIsAFaultWithItsPlace() {
        assertThatThrownBy(() -> read("a: [1"))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageStartingWith("f.yaml:1:6: ");
        assertThatThrownBy(() -> read("a\u0000b"))
                .isInstanceOf(InvalidFileException.class)
                .hasMessage("f.yaml: this is no YAML text, by its character 2");
    }

    private static YamlValue read(String text) {
        return YamlValue.read("f.yaml", text);
    }
}
