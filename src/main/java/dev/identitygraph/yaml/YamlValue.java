package dev.identitygraph.yaml;

import java.io.StringReader;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.reader.ReaderException;

/** A value of a YAML file that knows where it stands. Every method that finds something else says where and what. */
public final class YamlValue {
    private final String file;
    private final Node node;

    private YamlValue(String file, Node node) {
        this.file = file;
        this.node = node;
    }

    /** Reads a whole file. */
    static YamlValue read(String file, String text) {
        try {
            var root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
            if (root == null) {
                throw new InvalidFileException(file + ": the file is empty");
            }
            return new YamlValue(file, root);
        } catch (MarkedYAMLException e) {
            throw new InvalidFileException(at(file, e.getProblemMark()) + e.getProblem());
        } catch (ReaderException e) {
            throw new InvalidFileException(file + ": this is no YAML text, by its character " + (e.getPosition() + 1));
        }
    }

    /** The mapping's entries in the file's order; a key that stands twice is a fault. */
    public Map<String, YamlValue> entries() {
        return entries(Optional.empty());
    }

    /** The mapping's entries, of which none may have another key than these. */
    public Map<String, YamlValue> entries(String... keys) {
        return entries(Optional.of(List.of(keys)));
    }

    private Map<String, YamlValue> entries(Optional<List<String>> known) {
        if (!(node instanceof MappingNode mapping)) {
            throw fault("a mapping is expected here");
        }
        var faults = new Faults();
        var entries = new LinkedHashMap<String, YamlValue>();
        for (var tuple : mapping.getValue()) {
            var key = new YamlValue(file, tuple.getKeyNode());
            faults.read(() -> known.isPresent() ? key.oneOf(known.get()) : key.text())
                    .map(name -> entries.put(name, new YamlValue(file, tuple.getValueNode())))
                    .ifPresent(_ -> faults.add(key.fault("'" + key.text() + "' stands twice; once is right")));
        }
        faults.refuse();
        return entries;
    }

    /** The key itself, where it stands; this value if there is no such key. */
    public YamlValue key(String name) {
        return node instanceof MappingNode mapping
                ? mapping.getValue().stream()
                        .map(tuple -> new YamlValue(file, tuple.getKeyNode()))
                        .filter(key -> key.node instanceof ScalarNode scalar
                                && scalar.getValue().strip().equals(name))
                        .findFirst()
                        .orElse(this)
                : this;
    }

    public Optional<YamlValue> get(String key) {
        return Optional.ofNullable(entries().get(key));
    }

    public YamlValue require(String key) {
        return get(key).orElseThrow(() -> fault("'" + key + "' is missing here"));
    }

    /** The items of a sequence. */
    public List<YamlValue> items() {
        if (!(node instanceof SequenceNode sequence)) {
            throw fault("a list is expected here");
        }
        return sequence.getValue().stream()
                .map(item -> new YamlValue(file, item))
                .toList();
    }

    /** Whether it is a scalar. */
    public boolean isText() {
        return node instanceof ScalarNode;
    }

    /** The text of a scalar, which is never blank. */
    public String text() {
        if (!(node instanceof ScalarNode scalar) || scalar.getValue().isBlank()) {
            throw fault("a text is expected here");
        }
        return scalar.getValue().strip();
    }

    public int integer(int least, int most) {
        try {
            var value = Integer.parseInt(text());
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException _) {
            // Answered below, as a number out of range is.
        }
        throw fault("'" + text() + "' is no whole number from " + least + " to " + most);
    }

    public double decimal(double least, double most) {
        try {
            var value = Double.parseDouble(text());
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException _) {
            // Answered below, as a number out of range is.
        }
        throw fault("'" + text() + "' is no number from " + least + " to " + most);
    }

    public <E extends Enum<E>> E oneOf(Class<E> type) {
        var names = Arrays.stream(type.getEnumConstants()).map(Enum::name).toList();
        return Enum.valueOf(type, oneOf(names));
    }

    /** The text, which must be one of these. */
    public String oneOf(Collection<String> allowed) {
        if (!allowed.contains(text())) {
            throw fault("'" + text() + "' is unknown here; known are " + String.join(", ", allowed));
        }
        return text();
    }

    /** A fault at this place, to be thrown. */
    public InvalidFileException fault(String message) {
        return new InvalidFileException(at(file, node.getStartMark()) + message);
    }

    private static String at(String file, Mark mark) {
        return file + ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1) + ": ";
    }
}
