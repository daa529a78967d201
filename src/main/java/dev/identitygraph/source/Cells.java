package dev.identitygraph.source;

import dev.identitygraph.identity.Identity;
import dev.identitygraph.identity.Namespace;
import dev.identitygraph.identity.Normalised;
import dev.identitygraph.identity.Normaliser;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The cells of a row, and the rejections of those that were no good. */
final class Cells {
    private final String file;
    private final Row row;
    private final List<Rejection> rejections = new ArrayList<>();

    Cells(String file, Row row) {
        this.file = file;
        this.row = row;
    }

    List<Rejection> rejections() {
        return rejections;
    }

    Row row() {
        return row;
    }

    /** The text in a column, if the cell has one. */
    Optional<String> text(String column) {
        return Optional.ofNullable(row.cells().get(column));
    }

    /** What a cell says, which must say something. */
    <T> Optional<T> required(String column, Text<T> text) {
        var cell = text(column);
        return cell.isEmpty() ? reject(column, "the cell is empty", text.expected()) : parsed(column, cell.get(), text);
    }

    /** What a cell says, or what holds where there is no such column, or its cell is empty. */
    <T> Optional<T> orDefault(Optional<String> column, Text<T> text, Optional<T> otherwise) {
        return column.isEmpty() || (otherwise.isPresent() && text(column.get()).isEmpty())
                ? otherwise
                : required(column.get(), text);
    }

    private <T> Optional<T> parsed(String column, String cell, Text<T> text) {
        var value = text.parse().apply(cell.strip());
        return value.isPresent() ? value : reject(column, "the value is not understood", text.expected());
    }

    /** When something was seen or said, as a column says, unless that is still to come. */
    Optional<Instant> notAfter(Latest latest, String column, Optional<Instant> said) {
        return latest.isPassed(said) ? reject(column, Latest.REASON, Latest.EXPECTED) : said;
    }

    /** The identity in a column, if the cell has one. */
    Optional<Identity> identity(Namespace namespace, String column) {
        return text(column).flatMap(cell -> identity(namespace, column, cell));
    }

    /** The identity in a column, where the row is no good without one. */
    Optional<Identity> requiredIdentity(Namespace namespace, String column) {
        return text(column).isEmpty()
                ? reject(column, "the cell is empty", "a value of namespace " + namespace.name())
                : identity(namespace, column);
    }

    /** An identity that a column is about, though the cell may not be its value. */
    Optional<Identity> identity(Namespace namespace, String column, String value) {
        var fault = Spreadsheet.faultOf(value.strip());
        if (fault.isPresent()) {
            return reject(column, fault.get(), "the value itself, exported as text");
        }
        if (value.indexOf(Lines.NO_UTF_8) >= 0) {
            return reject(column, "the value is not UTF-8", "a file of UTF-8");
        }
        return switch (Normaliser.normalise(namespace, value)) {
            case Normalised.Value(var identity) -> Optional.of(identity);
            case Normalised.Invalid(var reason, var expected) -> reject(column, reason, expected);
        };
    }

    /** A row that names nobody is rejected for that, unless it is for what it names them by. */
    void nobody(Collection<String> columns) {
        if (rejections.isEmpty()) {
            reject(String.join(" ", columns), "nobody is named", "a value in one of the columns");
        }
    }

    <T> Optional<T> reject(String column, String reason, String expected) {
        rejections.add(new Rejection(file, row.line(), column, reason, expected));
        return Optional.empty();
    }
}
