package dev.identitygraph.source;

import dev.identitygraph.yaml.YamlValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * How a source writes times. A day stands for its beginning.
 *
 * @param pattern as {@link DateTimeFormatter} has them; blank for instants of ISO 8601
 * @param zone of times that do not say theirs
 */
record TimeFormat(String pattern, String zone) {
    static final TimeFormat ISO = new TimeFormat("", "Z");

    static TimeFormat read(YamlValue pattern, YamlValue zone) {
        var format = new TimeFormat(pattern.text(), zone.text());
        try {
            Objects.requireNonNull(format.formatter());
        } catch (IllegalArgumentException _) {
            throw pattern.fault("'" + pattern.text() + "' is no format; right would be, for example, dd.MM.uuuu HH:mm");
        }
        try {
            format = new TimeFormat(format.pattern, format.in().getId());
        } catch (DateTimeException _) {
            throw zone.fault("'" + zone.text() + "' is no zone; right would be, for example, Europe/Berlin");
        }
        if (format.hasYearOfNoEra()) {
            throw pattern.fault("'" + pattern.text()
                    + "' has years of no era; right would be, for example, dd.MM.uuuu HH:mm, with u for the year");
        }
        return format;
    }

    /** Whether it has a year of an era (y) without the era, which is no year. */
    private boolean hasYearOfNoEra() {
        var letters = pattern.replaceAll("'[^']*'", "");
        return letters.contains("y") && !letters.contains("G");
    }

    private DateTimeFormatter formatter() {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    }

    private ZoneId in() {
        return ZoneId.of(zone);
    }

    Text<Instant> text() {
        if (pattern.isEmpty()) {
            return Text.INSTANT;
        }
        var formatter = formatter();
        var in = in();
        return new Text<>(text -> instant(text, formatter, in), "a time written as " + pattern);
    }

    private static Optional<Instant> instant(String text, DateTimeFormatter formatter, ZoneId in) {
        try {
            return Optional.of(
                            switch (formatter.parseBest(
                                    text, ZonedDateTime::from, LocalDateTime::from, LocalDate::from)) {
                                case ZonedDateTime time -> time.toInstant();
                                case LocalDateTime time -> time.atZone(in).toInstant();
                                case LocalDate day -> day.atStartOfDay(in).toInstant();
                                default -> throw new DateTimeException("This is no time");
                            })
                    .filter(Text::isWritable);
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
