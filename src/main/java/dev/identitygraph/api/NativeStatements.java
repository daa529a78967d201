package dev.identitygraph.api;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Turns statements of the schema's form into lines of native JSON, and places in these into places in those. */
final class NativeStatements {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> IDENTITY = Set.of("namespace", "value");
    private static final List<String> EDGE = List.of("from", "type", "to");

    private NativeStatements() {}

    /** The lines that say what statements of a source say. */
    static List<JsonNode> of(String source, Collection<?> statements) {
        return statements.stream()
                .map(statement -> {
                    var line = new LinkedHashMap<String, Object>(Map.of("source", source));
                    fields(statement).forEach((name, value) -> {
                        if (value != null) {
                            line.put(name, json(value));
                        }
                    });
                    return JSON.<JsonNode>valueToTree(line);
                })
                .toList();
    }

    /** An identity is one text, and an edge a list of three; what is left out stays so. */
    private static Object json(Object value) {
        return switch (value) {
            case Collection<?> items ->
                items.stream().map(NativeStatements::json).toList();
            case Map<?, ?> map when map.keySet().equals(IDENTITY) -> map.get("namespace") + ":" + map.get("value");
            case Map<?, ?> map
            when Set.copyOf(EDGE).equals(map.keySet()) ->
                EDGE.stream().map(map::get).map(NativeStatements::present).toList();
            case Map<?, ?> _ -> {
                var object = new LinkedHashMap<String, Object>();
                fields(value).forEach((name, field) -> {
                    if (field != null) {
                        object.put(name, json(field));
                    }
                });
                yield object;
            }
            default -> value;
        };
    }

    private static Object present(@Nullable Object value) {
        return json(Objects.requireNonNull(value, "the schema says that it is never null"));
    }

    @SuppressWarnings("unchecked") // The engine has coerced it to an input type.
    private static Map<String, @Nullable Object> fields(Object value) {
        return (Map<String, @Nullable Object>) value;
    }

    /** A place in a line, such as {@code edges[0][2]}, as the schema has it: {@code edges[0].to}. */
    static String place(String column) {
        var place = column;
        for (var i = 0; i < EDGE.size(); i++) {
            place = place.replaceFirst("^(edges\\[\\d+])\\[" + i + "]", "$1." + EDGE.get(i));
        }
        return place;
    }
}
