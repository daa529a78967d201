package dev.identitygraph.oracle;

import static java.util.stream.Collectors.toMap;

import dev.identitygraph.identity.Direction;
import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.identity.Kind;
import dev.identitygraph.identity.Namespace;
import dev.identitygraph.identity.Party;
import dev.identitygraph.identity.Purpose;
import graphql.language.DirectivesContainer;
import graphql.language.Document;
import graphql.language.EnumTypeDefinition;
import graphql.language.EnumValue;
import graphql.language.FieldDefinition;
import graphql.language.ListType;
import graphql.language.NonNullType;
import graphql.language.ObjectTypeDefinition;
import graphql.language.StringValue;
import graphql.language.Type;
import graphql.language.TypeName;
import graphql.parser.Parser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.yaml.snakeyaml.Yaml;

/** What the schema and the namespaces beside it say: which purposes, starts, hops and properties there are. */
public final class Vocabulary {
    private static final Path FOLDER = Path.of("graph-schema");

    /** A field that leads from kind to kind. */
    public record Hop(String coordinate, Kind from, EdgeType edge, Direction direction, Kind to) {}

    private final Map<String, ObjectTypeDefinition> types = new LinkedHashMap<>();
    private final List<Purpose> purposes;
    private final Map<String, Namespace> namespaces;
    private final Map<String, Hop> hops = new LinkedHashMap<>();

    private Vocabulary(Document schema, Map<String, Namespace> namespaces) {
        schema.getDefinitionsOfType(ObjectTypeDefinition.class).forEach(type -> types.put(type.getName(), type));
        this.purposes = schema.getDefinitionsOfType(EnumTypeDefinition.class).stream()
                .filter(type -> type.getName().equals("Purpose"))
                .flatMap(type -> type.getEnumValueDefinitions().stream())
                .map(value -> new Purpose(value.getName()))
                .toList();
        this.namespaces = namespaces;
        types.values().forEach(type -> type.getFieldDefinitions().forEach(field -> addHop(type, field)));
    }

    private void addHop(ObjectTypeDefinition type, FieldDefinition field) {
        var coordinate = type.getName() + "." + field.getName();
        argument(field, "hop", "edge")
                .ifPresent(edge -> hops.put(
                        coordinate,
                        new Hop(
                                coordinate,
                                Kind.ofLabel(type.getName()).orElseThrow(),
                                EdgeType.valueOf(edge),
                                Direction.valueOf(
                                        argument(field, "hop", "direction").orElseThrow()),
                                Kind.ofLabel(named(field).replace("Connection", ""))
                                        .orElseThrow())));
    }

    /** The vocabulary that ships. */
    public static Vocabulary shipped() {
        Map<String, Map<String, String>> namespaces = new Yaml().load(text(FOLDER.resolve("namespaces.yaml")));
        return new Vocabulary(
                Parser.parse(text(FOLDER.resolve("schema/identity-graph.graphqls"))),
                namespaces.entrySet().stream()
                        .map(entry -> namespace(entry.getKey(), entry.getValue()))
                        .collect(toMap(Namespace::name, namespace -> namespace, (a, b) -> a, LinkedHashMap::new)));
    }

    private static Namespace namespace(String name, Map<String, String> says) {
        return new Namespace(
                name,
                Kind.ofLabel(Objects.requireNonNull(says.get("kind"))).orElseThrow(),
                Party.valueOf(Objects.requireNonNull(says.get("party"))),
                Namespace.Storage.valueOf(Objects.requireNonNull(says.get("storage"))));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<Purpose> purposes() {
        return purposes;
    }

    public Collection<Namespace> namespaces() {
        return namespaces.values();
    }

    public Namespace namespace(String name) {
        return Objects.requireNonNull(namespaces.get(name), name);
    }

    /** The fields that may start a walk by a namespace and a value, each with the kind that it starts at. */
    public Map<String, Kind> starts() {
        var starts = new LinkedHashMap<String, Kind>();
        for (var field : type("Query").getFieldDefinitions()) {
            var byIdentity = field.getInputValueDefinitions().stream()
                    .anyMatch(argument -> argument.getName().equals("namespace"));
            if (byIdentity && !field.hasDirective("authority")) {
                starts.put(
                        "Query." + field.getName(), Kind.ofLabel(named(field)).orElseThrow());
            }
        }
        return starts;
    }

    /** All fields with {@code @hop}. */
    public Collection<Hop> hops() {
        return hops.values();
    }

    public Optional<Hop> hop(String coordinate) {
        return Optional.ofNullable(hops.get(coordinate));
    }

    /** The properties of a type that a policy may reveal, as coordinates. */
    public List<String> properties(String type) {
        return type(type).getFieldDefinitions().stream()
                .filter(field -> !types.containsKey(named(field)) && !Opaque.NAMES.contains(field.getName()))
                .map(field -> type + "." + field.getName())
                .toList();
    }

    /** What the graph calls the property at a coordinate. */
    String graphName(String coordinate) {
        var parts = coordinate.split("\\.", 2);
        return argument(field(parts[0], parts[1]), "property", "name").orElse(parts[1]);
    }

    /** The name of the type that a field returns, or returns a list of. */
    String typeOf(String type, String field) {
        return named(field(type, field));
    }

    /** Whether a fragment on {@code condition} applies to an object of the type. */
    boolean is(String type, String condition) {
        return type.equals(condition)
                || type(type).getImplements().stream()
                        .anyMatch(parent -> ((TypeName) parent).getName().equals(condition));
    }

    private ObjectTypeDefinition type(String name) {
        return Objects.requireNonNull(types.get(name), name);
    }

    private FieldDefinition field(String type, String name) {
        return type(type).getFieldDefinitions().stream()
                .filter(field -> field.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No field " + type + "." + name));
    }

    private static String named(FieldDefinition field) {
        Type<?> type = field.getType();
        while (!(type instanceof TypeName name)) {
            type = switch (type) {
                case NonNullType nonNull -> nonNull.getType();
                case ListType list -> list.getType();
                default -> throw new IllegalStateException("No such type: " + type);
            };
        }
        return name.getName();
    }

    private static Optional<String> argument(DirectivesContainer<?> field, String directive, String argument) {
        return field.getDirectives(directive).stream().findFirst().map(found -> switch (found.getArgument(argument)
                .getValue()) {
            case EnumValue value -> value.getName();
            case StringValue value -> Objects.requireNonNull(value.getValue());
            default -> throw new IllegalStateException("No such argument: " + argument);
        });
    }
}
