package dev.identitygraph.link;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A value as the rules write it, in which {@code *} stands for any characters. Case does not matter. */
public final class ValuePattern {
    private final String text;
    private final Pattern pattern;

    ValuePattern(String text) {
        this.text = text;
        this.pattern = Pattern.compile(
                Arrays.stream(text.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")),
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
    }

    /** Whether it stands for one value only. */
    boolean isExact() {
        return !text.contains("*");
    }

    boolean matches(String value) {
        return pattern.matcher(value).matches();
    }

    @Override
    public String toString() {
        return text;
    }
}
