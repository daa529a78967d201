package dev.identitygraph.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a segment as a template: {@code viewed-{category}} stands for one segment for each text of the column
 * {@code category}.
 */
record SegmentName(String template) {
    private static final Pattern COLUMN = Pattern.compile("\\{([^{}]+)}");

    /** The columns that it reads. */
    List<String> columns() {
        var columns = new ArrayList<String>();
        var matcher = COLUMN.matcher(template);
        while (matcher.find()) {
            columns.add(matcher.group(1));
        }
        return columns;
    }

    /** The first of its columns that has no text, if there is one. */
    Optional<String> lacks(Map<String, String> cells) {
        return columns().stream().filter(column -> !cells.containsKey(column)).findFirst();
    }

    /** The name by the texts of its columns, none of which may be missing. */
    String of(Map<String, String> cells) {
        return COLUMN.matcher(template)
                .replaceAll(column -> java.util.regex.Matcher.quoteReplacement(
                        cells.getOrDefault(column.group(1), "").strip()));
    }
}
