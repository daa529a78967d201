package dev.identitygraph.store;

import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The columns of one label or type, and how a row of them is written for Neo4j's bulk import. A cell that is empty is a
 * property that is not there; a text that is empty stands in quotes.
 */
record ImportTable(String name, List<Column> columns) {
    /** No text has it, so that texts of a list need not be told apart in another way. */
    private static final char BETWEEN_TEXTS = '\u001f';

    static final String BETWEEN_TEXTS_OPTION = "U+001F";

    /**
     * A column.
     *
     * @param type as the header calls it, with its colon; a text needs none
     */
    record Column(String property, String type) {
        static Column text(String property) {
            return new Column(property, "");
        }

        static Column texts(String property) {
            return new Column(property, ":string[]");
        }

        static Column number(String property) {
            return new Column(property, ":double");
        }

        static Column count(String property) {
            return new Column(property, ":long");
        }

        static Column truth(String property) {
            return new Column(property, ":boolean");
        }

        static Column time(String property) {
            return new Column(property, ":datetime");
        }
    }

    /** What an edge leads from and to; no property is called so. */
    static final String START = ":START_ID";

    static final String END = ":END_ID";

    String header() {
        return columns.stream()
                .map(column -> column.property() + column.type())
                .collect(Collectors.joining(",", "", "\n"));
    }

    /**
     * Writes a row.
     *
     * @throws IllegalStateException if it has something for which there is no column
     */
    void append(StringBuilder line, Map<String, Object> row) {
        var written = 0;
        var between = "";
        for (var column : columns) {
            line.append(between);
            between = ",";
            var value = row.get(column.property());
            if (value != null) {
                append(line, value);
                written++;
            }
        }
        if (written != row.size()) {
            throw new IllegalStateException("%s has no column for one of %s".formatted(name, row.keySet()));
        }
        line.append('\n');
    }

    private static void append(StringBuilder line, Object value) {
        switch (value) {
            case ZonedDateTime time -> line.append(time.toInstant());
            case List<?> texts -> text(line, joined(texts));
            case String text -> text(line, text);
            default -> line.append(value);
        }
    }

    private static String joined(List<?> texts) {
        for (var text : texts) {
            if (String.valueOf(text).indexOf(BETWEEN_TEXTS) >= 0) {
                throw new IllegalStateException("A text of a list has the control character U+001F");
            }
        }
        return texts.stream().map(String::valueOf).collect(Collectors.joining(String.valueOf(BETWEEN_TEXTS)));
    }

    private static void text(StringBuilder line, String text) {
        if (isPlain(text)) {
            line.append(text);
        } else {
            line.append('"').append(text.replace("\"", "\"\"")).append('"');
        }
    }

    private static boolean isPlain(String text) {
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (!(c >= '0' && c <= '9'
                    || c >= 'a' && c <= 'z'
                    || c >= 'A' && c <= 'Z'
                    || c == '-'
                    || c == '_'
                    || c == BETWEEN_TEXTS)) {
                return false;
            }
        }
        return !text.isEmpty();
    }
}
