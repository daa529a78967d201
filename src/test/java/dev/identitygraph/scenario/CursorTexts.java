package dev.identitygraph.scenario;

import dev.identitygraph.oracle.Cursor;
import dev.identitygraph.oracle.Question;
import dev.identitygraph.oracle.Verdict;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The texts by which the product names the oracle's cursors, as far as it has shown them to a client. */
final class CursorTexts {
    private final Map<Cursor, String> texts = new HashMap<>();

    /** Learns from an answer of the product, and the right one, which says the same in the same order. */
    void learn(Verdict right, Verdict actual) {
        if (right instanceof Verdict.Answered(var data) && actual instanceof Verdict.Answered(var actualData)) {
            learn(data, actualData);
        }
    }

    private void learn(@Nullable Object right, @Nullable Object actual) {
        switch (right) {
            case Cursor cursor -> {
                var before = texts.put(cursor, String.valueOf(actual));
                if (before != null && !before.equals(actual)) {
                    throw new AssertionError("%s is %s and %s".formatted(cursor, before, actual));
                }
            }
            case Map<?, ?> object -> {
                var other = Yamls.mapping(actual);
                object.forEach((name, value) -> learn(value, other.get(String.valueOf(name))));
            }
            case List<?> list -> {
                var other = Yamls.list(actual);
                for (var i = 0; i < list.size(); i++) {
                    learn(list.get(i), other.get(i));
                }
            }
            case null, default -> {}
        }
    }

    /** The cursors of a field that have been shown. */
    List<Cursor> of(String coordinate) {
        return texts.keySet().stream()
                .filter(cursor -> cursor.coordinate().equals(coordinate))
                .sorted(Comparator.comparingInt(Cursor::place))
                .toList();
    }

    /** All that have been shown. */
    List<Cursor> all() {
        return texts.keySet().stream()
                .sorted(Comparator.comparing(Cursor::coordinate).thenComparingInt(Cursor::place))
                .toList();
    }

    /** The question as the client asks it, with texts for cursors. */
    Question asked(Question question) {
        var variables = new LinkedHashMap<String, @Nullable Object>();
        question.variables()
                .forEach((name, value) -> variables.put(
                        name,
                        value instanceof Cursor cursor
                                ? Optional.ofNullable(texts.get(cursor))
                                        .orElseThrow(() -> new AssertionError("No answer before has shown " + cursor))
                                : value));
        return withVariables(question, variables);
    }

    static Question withVariables(Question question, Map<String, @Nullable Object> variables) {
        return new Question(
                question.document(),
                question.operation(),
                variables,
                question.header(),
                question.granted(),
                question.asker(),
                question.at());
    }
}
