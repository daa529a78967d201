package dev.identitygraph.source;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
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
    private static final String TO_THE_SECOND = "0000-00-00T00:00:00Z";
    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

    static final Text<Instant> INSTANT = new Text<>(Text::instant, "an instant such as 2026-01-31T09:00:00Z");

    static <E extends Enum<E>> Text<E> oneOf(Class<E> type) {
        var constants = type.getEnumConstants();
        var byName = Arrays.stream(constants).collect(toUnmodifiableMap(Enum::name, constant -> constant));
        return new Text<>(text -> Optional.ofNullable(byName.get(text)), "one of " + Arrays.toString(constants));
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
            return Optional.of(parsed(text)).filter(Text::isWritable);
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /** Most instants are written alike, and are read here, since the JDK makes a new parser for each. */
    private static Instant parsed(String text) {
        if (isToTheSecond(text)) {
            try {
                return toTheSecond(text);
            } catch (DateTimeException _) {
                // The end of a day, which is the beginning of the next, or a leap second, or no time.
            }
        }
        return Instant.parse(text);
    }

    private static boolean isToTheSecond(String text) {
        if (text.length() != TO_THE_SECOND.length()) {
            return false;
        }
        for (var i = 0; i < text.length(); i++) {
            var like = TO_THE_SECOND.charAt(i);
            var c = text.charAt(i);
            if (like == '0' ? c < '0' || c > '9' : c != like) {
                return false;
            }
        }
        return true;
    }

    private static Instant toTheSecond(String text) {
        return LocalDateTime.of(
                        number(text, 0, 4),
                        number(text, 5, 7),
                        number(text, 8, 10),
                        number(text, 11, 13),
                        number(text, 14, 16),
                        number(text, 17, 19))
                .toInstant(ZoneOffset.UTC);
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }
}
