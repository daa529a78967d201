package dev.identitygraph.scenario;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compares answers that show the source of every edge, which tells it from all others. */
final class Inclusion {
    private Inclusion() {}

    /** Whether the one says nothing that the other does not say. */
    static boolean holds(@Nullable Object one, @Nullable Object other) {
        return switch (one) {
            case null -> true;
            case Map<?, ?> object ->
                other instanceof Map<?, ?> like
                        && object.entrySet().stream()
                                .allMatch(field -> holds(field.getValue(), like.get(field.getKey())));
            case List<?> list ->
                other instanceof List<?> like
                        && list.stream().allMatch(edge -> holds(edge, bySource(like, source(edge))));
            default -> one.equals(other);
        };
    }

    private static @Nullable Object bySource(List<?> edges, String source) {
        for (var edge : edges) {
            if (source(edge).equals(source)) {
                return edge;
            }
        }
        return null;
    }

    static String source(@Nullable Object edge) {
        var provenance = Yamls.mapping(Yamls.mapping(edge), "provenance");
        return Objects.requireNonNull((String) provenance.get("source"));
    }
}
