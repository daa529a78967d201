package dev.identitygraph.store;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;

/** Reads a row that a statement returns, or a map in it, such as the properties of an edge. */
final class Returned {
    private Returned() {}

    static String text(Map<String, Object> row, String name) {
        return (String) present(row, name);
    }

    @SuppressWarnings("unchecked") // Such a property is written by this package only.
    static List<String> texts(Map<String, Object> row, String name) {
        return List.copyOf((List<String>) present(row, name));
    }

    /** A list that is not there is empty: Neo4j's bulk import keeps no empty ones. */
    static List<String> textsIfAny(Map<String, Object> row, String name) {
        return row.containsKey(name) ? texts(row, name) : List.of();
    }

    static Number number(Map<String, Object> row, String name) {
        return (Number) present(row, name);
    }

    /** What is not there is not so. */
    static boolean truth(Map<String, Object> row, String name) {
        return Boolean.TRUE.equals(row.get(name));
    }

    static Instant instant(Map<String, Object> row, String name) {
        return ((ZonedDateTime) present(row, name)).toInstant();
    }

    @SuppressWarnings("unchecked") // The names of properties are texts.
    static Map<String, Object> map(Map<String, Object> row, String name) {
        return (Map<String, Object>) present(row, name);
    }

    static Object present(Map<String, Object> row, String name) {
        var value = row.get(name);
        if (value == null) {
            throw new IllegalStateException("What the graph has lacks " + name);
        }
        return value;
    }
}
