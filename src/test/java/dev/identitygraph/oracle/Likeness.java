package dev.identitygraph.oracle;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compares an answer with the right one, both in the form of JSON. The order of a list means nothing, unless it is
 * asked for.
 */
public final class Likeness {
    private final Set<String> opaque = new HashSet<>();
    private final boolean inOrder;

    private Likeness(boolean inOrder) {
        this.inOrder = inOrder;
    }

    /**
     * Whether both say the same.
     *
     * @param right may have {@link Opaque#TEXT} in it
     */
    static boolean holds(@Nullable Object right, @Nullable Object actual) {
        return new Likeness(false).compares(right, actual);
    }

    /** Whether both say the same, in lists of the same order. */
    static boolean holdsInOrder(@Nullable Object right, @Nullable Object actual) {
        return new Likeness(true).compares(right, actual);
    }

    private boolean compares(@Nullable Object right, @Nullable Object actual) {
        findOpaque("", right);
        return normal("", right).equals(normal("", actual));
    }

    /** The texts of an answer that stand where the right one has {@link Opaque#TEXT}. */
    public static Set<String> opaqueTexts(@Nullable Object right, @Nullable Object actual) {
        var likeness = new Likeness(false);
        likeness.findOpaque("", right);
        var texts = new HashSet<String>();
        likeness.collectOpaque("", actual, texts);
        return texts;
    }

    private void collectOpaque(String path, @Nullable Object value, Set<String> texts) {
        switch (value) {
            case String text when opaque.contains(path) -> texts.add(text);
            case Map<?, ?> object -> object.forEach((name, part) -> collectOpaque(path + "/" + name, part, texts));
            case List<?> list -> list.forEach(item -> collectOpaque(path, item, texts));
            case null, default -> {}
        }
    }

    /** Remembers the fields that are opaque, by the names that lead to them. */
    private void findOpaque(String path, @Nullable Object value) {
        switch (value) {
            case Opaque _ -> opaque.add(path);
            case Map<?, ?> object -> object.forEach((name, part) -> findOpaque(path + "/" + name, part));
            case List<?> list -> list.forEach(item -> findOpaque(path, item));
            case null, default -> {}
        }
    }

    /** A text that is the same for the same value, whatever the order of the fields and of the lists in it. */
    private String normal(String path, @Nullable Object value) {
        return switch (value) {
            case Map<?, ?> object ->
                object.entrySet().stream()
                        .map(field -> field.getKey() + ": " + normal(path + "/" + field.getKey(), field.getValue()))
                        .sorted()
                        .collect(Collectors.joining(", ", "{", "}"));
            case List<?> list -> {
                var items = list.stream().map(item -> normal(path, item));
                yield (inOrder ? items : items.sorted()).collect(Collectors.joining(", ", "[", "]"));
            }
            case Opaque _ -> "opaque";
            case String text when opaque.contains(path) && !text.isEmpty() -> "opaque";
            case Number number -> String.valueOf(number.doubleValue());
            case String text -> '"' + text + '"';
            case null, default -> String.valueOf(value);
        };
    }
}
