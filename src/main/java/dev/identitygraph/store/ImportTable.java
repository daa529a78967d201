package dev.identitygraph.store;

import static java.util.stream.Collectors.joining;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * The columns of one label or type in the files that Neo4j's bulk import reads.
 *
 * @param <T> what a row is written from
 * @param entities what a row is: nodes or relationships
 */
record ImportTable<T>(String entities, String name, List<Column<T>> columns) {
    /**
     * A column, or several that go together.
     *
     * @param header the names of the properties, each with its type behind a colon; a text needs none
     * @param cells writes what a row has in them
     */
    record Column<T>(String header, BiConsumer<T, ImportLine> cells) {
        /** Of texts that need no quotes. */
        static <T> Column<T> word(String property, Function<T, String> word) {
            return new Column<>(property, (row, line) -> line.word(word.apply(row)));
        }

        static <T> Column<T> words(String property, Function<T, Collection<String>> words) {
            return new Column<>(property + ":string[]", (row, line) -> line.words(words.apply(row)));
        }

        static <T> Column<T> text(String property, Function<T, String> text) {
            return new Column<>(property, (row, line) -> line.text(text.apply(row)));
        }

        static <T> Column<T> number(String property, ToDoubleFunction<T> number) {
            return new Column<>(property + ":double", (row, line) -> line.number(number.applyAsDouble(row)));
        }

        static <T> Column<T> count(String property, ToLongFunction<T> count) {
            return new Column<>(property + ":long", (row, line) -> line.count(count.applyAsLong(row)));
        }

        static <T> Column<T> truth(String property, Predicate<T> truth) {
            return new Column<>(property + ":boolean", (row, line) -> line.truth(truth.test(row)));
        }

        static <T> Column<T> time(String property, Function<T, Instant> time) {
            return new Column<>(property + ":datetime", (row, line) -> line.time(time.apply(row)));
        }

        /** Of a property that not every row has. */
        static <T, V> Column<T> ifThere(String header, Function<T, Optional<V>> value, BiConsumer<ImportLine, V> cell) {
            return new Column<>(
                    header,
                    (row, line) -> value.apply(row).ifPresentOrElse(there -> cell.accept(line, there), line::nothing));
        }

        /** Of a list that is not there where it is empty. */
        static <T> Column<T> wordsIfAny(String property, Function<T, Collection<String>> words) {
            return ifThere(
                    property + ":string[]",
                    words.andThen(some -> Optional.of(some).filter(list -> !list.isEmpty())),
                    ImportLine::words);
        }
    }

    /** By which the import is told of its files. */
    String option() {
        return "--" + entities + "=" + name;
    }

    String header() {
        return columns.stream().map(Column::header).collect(joining(",", "", "\n"));
    }

    void write(T row, ImportLine line) {
        columns.forEach(column -> column.cells().accept(row, line));
    }
}
