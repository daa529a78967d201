package dev.identitygraph.ingest;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/**
 * How a text of a file is understood.
 *
 * @param parse what the text means; nothing if it is no good
 * @param expected what would be right, as in "an instant such as …"
 */
record Text<T>(Function<String, Optional<T>> parse, String expected) {
    static final Text<Instant> INSTANT = new Text<>(Text::instant, "an instant such as 2026-01-31T09:00:00Z");

    static <E extends Enum<E>> Text<E> oneOf(Class<E> type) {
        return new Text<>(
                text -> Arrays.stream(type.getEnumConstants())
                        .filter(constant -> constant.name().equals(text))
                        .findFirst(),
                "one of " + Arrays.toString(type.getEnumConstants()));
    }

    /** Any text that is not blank. */
    static Text<String> any(String expected) {
        return new Text<>(Optional::of, expected);
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }
}
