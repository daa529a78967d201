package dev.identitygraph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.io.FileSystemResource;

/** The tables of properties in the documents have each property of the application's own, with its default. */
class ConfigurationTableTests {
    private static final Path APPLICATION = Path.of("src/main/resources/application.yaml");
    private static final String OURS = "identity-graph.";
    private static final String LIMITS = "identity-graph.limits.";
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

    @Test
    void thatOfPropertiesHasEachWithItsDefault() throws IOException {
        var told = table("docs/configuration.md");
        for (var property : properties().entrySet()) {
            var name = property.getKey();
            if (!name.startsWith(LIMITS) && !name.startsWith("identity-graph.issuers") && !name.contains("cookies")) {
                assertThat(told).containsEntry(name, property.getValue());
            }
        }
    }

    @Test
    void thatOfLimitsHasEachWithItsDefaultAndNoOther() throws IOException {
        var limits = new HashMap<String, String>();
        properties().forEach((name, value) -> {
            if (name.startsWith(LIMITS)) {
                limits.put(name.substring(LIMITS.length()), value);
            }
        });
        var told = table("docs/errors.md");
        told.keySet().removeIf(name -> name.equals(name.toUpperCase(Locale.ROOT)));
        assertThat(told).isEqualTo(limits);
    }

    private static Map<String, String> properties() throws IOException {
        var properties = new HashMap<String, String>();
        for (var source : new YamlPropertySourceLoader().load("application", new FileSystemResource(APPLICATION))) {
            var all = (EnumerablePropertySource<?>) source;
            for (var name : all.getPropertyNames()) {
                if (name.startsWith(OURS)) {
                    properties.put(name, String.valueOf(all.getProperty(name)));
                }
            }
        }
        assertThat(properties).isNotEmpty();
        return properties;
    }

    /**
     * The names of the first column with the values of the second; a name may leave out what the first one begins with.
     */
    private static Map<String, String> table(String file) throws IOException {
        var table = new HashMap<String, String>();
        for (var line : Files.readAllLines(Path.of(file))) {
            if (line.startsWith("| `")) {
                var cells = line.split(" \\| ");
                var names = quoted(cells[0]);
                var values = quoted(cells[1]);
                var first = names.getFirst();
                for (var i = 0; i < names.size(); i++) {
                    var name = names.get(i).replace("….", first.substring(0, first.lastIndexOf('.') + 1));
                    table.put(name, i < values.size() ? values.get(i) : "");
                }
            }
        }
        return table;
    }

    private static List<String> quoted(String cell) {
        return QUOTED.matcher(cell).results().map(match -> match.group(1)).toList();
    }
}
