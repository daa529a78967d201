package dev.identitygraph.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextTests {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-31T09:05:07Z",
                "0001-01-01T00:00:00Z",
                "9999-12-31T23:59:59Z",
                "2024-02-29T00:00:00Z",
                "2023-02-29T00:00:00Z",
                "2026-13-01T00:00:00Z",
                "2026-00-01T00:00:00Z",
                "2026-01-31T24:00:00Z",
                "2026-01-31T24:00:01Z",
                "2026-01-31T23:59:60Z",
                "2026-01-31T10:59:60Z",
                "2026-01-31T09:60:00Z",
                "2026-01-31t09:00:00z",
                "2026-01-31T09:00:00.5Z",
                "2026-01-31T09:00:00+01:00",
                "2026-01-31 09:00:00Z",
                "2026-01-31T09:00Z",
                "2026-01-31T+9:00:00Z",
                "-026-01-31T09:00:00Z",
                "٢٠٢٦-01-31T09:00:00Z",
                "never"
            })
    void anInstantIsUnderstoodAsTheJdkUnderstandsIt(String text) {
        assertThat(Text.INSTANT.parse().apply(text)).isEqualTo(byTheJdk(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000-12-31T23:59:59Z",
                "-0001-12-31T23:59:59Z",
                "+10000-01-01T00:00:00Z",
                "9999-12-31T24:00:00Z",
            })
    void anInstantThatNotEverySystemCanWriteIsNone(String text) {
        assertThat(byTheJdk(text)).isPresent();
        assertThat(Text.INSTANT.parse().apply(text)).isEmpty();
    }

    private static Optional<Instant> byTheJdk(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
