package dev.identitygraph.oracle;

import graphql.language.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The page of a list that a field asks for. */
final class Page {
    private static final int LARGEST = 100;
    private static final int DEFAULT = 20;

    private final @Nullable Object first;
    private final @Nullable Object last;
    private final @Nullable Object after;
    private final @Nullable Object before;

    Page(Operation operation, Field field) {
        first = operation.value(field, "first", null);
        last = operation.value(field, "last", null);
        after = operation.value(field, "after", null);
        before = operation.value(field, "before", null);
    }

    /** Why there is no such page, if there is none. */
    List<String> faults(String coordinate, Rules rules) {
        var faults = new ArrayList<String>();
        if (first != null && last != null || !isSize(first) || !isSize(last)) {
            faults.add("ARGUMENT_INVALID");
        }
        if (!isCursor(after, coordinate, rules) || !isCursor(before, coordinate, rules)) {
            faults.add("CURSOR_INVALID");
        }
        return faults;
    }

    private static boolean isSize(@Nullable Object given) {
        return given == null || given instanceof Integer size && size >= 1 && size <= LARGEST;
    }

    private static boolean isCursor(@Nullable Object given, String coordinate, Rules rules) {
        return given == null
                || given instanceof Cursor cursor
                        && cursor.coordinate().equals(coordinate)
                        && cursor.purpose().equals(rules.purpose());
    }

    /** Those steps of a list that are on the page, in the order of the list. */
    List<Graph.Step> of(List<Graph.Step> list) {
        var between = between(list);
        var surplus = between.size() - Math.min(between.size(), size());
        return last == null ? between.subList(0, between.size() - surplus) : between.subList(surplus, between.size());
    }

    /** Whether the list goes on: past the page's size, or at the cursor that a page from the end begins with. */
    boolean hasNext(List<Graph.Step> list) {
        return last == null
                ? between(list).size() > size()
                : place(before).stream().anyMatch(end -> list.stream().anyMatch(step -> step.place() >= end));
    }

    boolean hasPrevious(List<Graph.Step> list) {
        return last != null
                ? between(list).size() > size()
                : place(after).stream().anyMatch(start -> list.stream().anyMatch(step -> step.place() <= start));
    }

    private List<Graph.Step> between(List<Graph.Step> list) {
        return list.stream()
                .filter(step -> place(after).map(start -> step.place() > start).orElse(true))
                .filter(step -> place(before).map(end -> step.place() < end).orElse(true))
                .toList();
    }

    private int size() {
        return last instanceof Integer size ? size : first instanceof Integer size ? size : DEFAULT;
    }

    private static Optional<Integer> place(@Nullable Object cursor) {
        return cursor instanceof Cursor known ? Optional.of(known.place()) : Optional.empty();
    }
}
