package dev.identitygraph.source;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What spreadsheets leave in a cell instead of its value. Many rows have the same one, and whoever took it for an
 * identifier would take all of them for one.
 */
final class Spreadsheet {
    /** Such as {@code 4.711E+15}: the digits that are left out are gone. */
    private static final Pattern SHORTENED = Pattern.compile("-?\\d([.,]\\d+)?E[+-]\\d{2,3}");

    private static final Pattern ERROR = Pattern.compile("#(N/A|(REF|VALUE|DIV/0|NUM|NULL|SPILL)!|NAME\\?|#+)");

    private Spreadsheet() {}

    /** Why a cell cannot be an identifier; nothing if it can. */
    static Optional<String> faultOf(String cell) {
        if (cell.startsWith("=")) {
            return Optional.of("the cell is a formula");
        }
        if (SHORTENED.matcher(cell).matches()) {
            return Optional.of("the cell is a number that a spreadsheet has shortened");
        }
        return ERROR.matcher(cell).matches()
                ? Optional.of("the cell is what a spreadsheet shows where a formula fails")
                : Optional.empty();
    }
}
