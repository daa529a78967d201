package dev.identitygraph.source;

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
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

    static final Text<Instant> INSTANT = new Text<>(Text::instant, "an instant such as 2026-01-31T09:00:00Z");

    static <E extends Enum<E>> Text<E> oneOf(Class<E> type) {
        return new Text<>(
                text -> Arrays.stream(type.getEnumConstants())
                        .filter(constant -> constant.name().equals(text))
                        .findFirst(),
                "one of " + Arrays.toString(type.getEnumConstants()));
    }

    /** Any text that is not blank, and that every system can keep and show. */
    static Text<String> any(String expected) {
        return new Text<>(
                text -> Optional.of(text).filter(Text::isClean),
                expected + ", as UTF-8 and without control characters");
    }

    private static boolean isClean(String text) {
        return text.codePoints()
                .noneMatch(one -> Character.isISOControl(one)
                        || one == Lines.NO_UTF_8
                        || Character.getType(one) == Character.SURROGATE);
    }

    /** Whether an instant is of the years 1 to 9999, which every system can write. */
    static boolean isWritable(Instant instant) {
        return !instant.isBefore(FIRST) && instant.isBefore(END);
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text)).filter(Text::isWritable);
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }
}
