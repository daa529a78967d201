import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A CSV file in the making. Its first row is the header, so that row and line have the same number. */
record Table(String name, List<List<String>> rows) {

    Table(String name, String header) {
        this(name, new ArrayList<>(List.of(List.of(header.split(",")))));
    }

    void add(Object... cells) {
        rows.add(new ArrayList<>(Stream.of(cells).map(String::valueOf).toList()));
    }

    void spoil(int line, String column, UnaryOperator<String> fault) {
        int index = rows.getFirst().indexOf(column);
        String right =
                rows.get(line - 1).set(index, fault.apply(rows.get(line - 1).get(index)));
        if (right.isEmpty()) {
            throw new IllegalStateException("nothing to spoil at " + name + ":" + line);
        }
    }

    void repeat(int line) {
        rows.add(line, rows.get(line - 1));
    }

    void writeTo(Path folder) throws IOException {
        String text = rows.stream().map(Table::line).collect(Collectors.joining("\n", "", "\n"));
        Files.writeString(folder.resolve(name + ".csv"), text);
    }

    private static String line(List<String> cells) {
        return cells.stream().map(Table::quoted).collect(Collectors.joining(","));
    }

    /** Quoted as RFC 4180 has it where need be, and around outer spaces, which an editor might trim. */
    private static String quoted(String cell) {
        boolean plain = cell.equals(cell.strip()) && !cell.contains(",") && !cell.contains("\"");
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }
}
