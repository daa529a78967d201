package dev.identitygraph.policy;

import dev.identitygraph.client.Authority;
import dev.identitygraph.identity.Direction;
import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.identity.Kind;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.identity.Purposes;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.UnExecutableSchemaGenerator;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The GraphQL schema as the policy reads it: purposes, entries, hops and properties, by their coordinates. */
public final class GraphSchema {
    private static final String ENTRY_TYPE = "Query";
    private static final String CHANGE_TYPE = "Mutation";

    /** Fields that show nothing of a node: they name it, for the client and the purpose only. */
    static final Set<String> OPAQUE = Set.of("id", "key");

    /** Fields of an edge that show properties of it. */
    static final Set<String> EDGE_PROPERTIES = Set.of("consent", "consents", "provenance");

    /**
     * The one property that is not a node's own: it is published in releases, and only so large that it hides its
     * members.
     */
    public static final String SIZE = "Segment.size";

    /** The type of what an edge says for all purposes, which is for the person's own view only. */
    static final String PURPOSE_CONSENT = "PurposeConsent";

    /** The types beside the kinds whose fields have to be revealed. */
    private static final Set<String> METADATA = Set.of("Consent", PURPOSE_CONSENT, "Provenance");

    private final GraphQLSchema schema;
    private final Map<String, Hop> hops = new TreeMap<>();
    private final Map<String, Kind> entries = new TreeMap<>();
    private final Map<String, Set<BoundTo>> bindings = new HashMap<>();
    private final Map<String, String> properties = new HashMap<>();
    private final Map<String, Authority> authorities = new HashMap<>();

    private GraphSchema(GraphQLSchema schema) {
        this.schema = schema;
        schema.getAllTypesAsList().stream()
                .filter(GraphQLObjectType.class::isInstance)
                .map(GraphQLObjectType.class::cast)
                .filter(type -> !type.getName().startsWith("__"))
                .forEach(type -> type.getFieldDefinitions().forEach(field -> read(type, field)));
    }

    /**
     * Reads a schema definition.
     *
     * @throws IllegalArgumentException if a field binds a hop that its edge cannot make, or a mutation has no authority
     */
    public static GraphSchema of(String sdl) {
        return new GraphSchema(UnExecutableSchemaGenerator.makeUnExecutableSchema(new SchemaParser().parse(sdl)));
    }

    private void read(GraphQLObjectType type, GraphQLFieldDefinition field) {
        var coordinate = type.getName() + "." + field.getName();
        var hop = field.getAppliedDirective("hop");
        var target = Kind.ofLabel(GraphQLTypeUtil.unwrapAll(field.getType()).getName());
        if (hop != null) {
            hops.put(
                    coordinate,
                    new Hop(
                            coordinate,
                            Kind.ofLabel(type.getName()).orElseThrow(() -> noKind(coordinate)),
                            EdgeType.valueOf(hop.getArgument("edge").getValue()),
                            Direction.valueOf(hop.getArgument("direction").getValue()),
                            connected(field).orElseThrow(() -> noKind(coordinate))));
        } else if (field.hasAppliedDirective("authority")) {
            authorities.put(
                    coordinate,
                    Authority.valueOf(field.getAppliedDirective("authority")
                            .getArgument("is")
                            .getValue()));
        } else if (type.getName().equals(CHANGE_TYPE)) {
            throw new IllegalArgumentException(coordinate + " changes something, so it must have @authority");
        } else if (type.getName().equals(ENTRY_TYPE)) {
            target.ifPresent(kind -> {
                entries.put(coordinate, kind);
                bindings.put(coordinate, bindings(field));
            });
        } else if (hasProperties(type) && !OPAQUE.contains(field.getName())) {
            var bound = field.getAppliedDirective("property");
            properties.put(
                    coordinate,
                    bound == null ? field.getName() : bound.getArgument("name").getValue());
        }
    }

    /** A field that may be asked without a value enters at what the request itself proves to be the subject's. */
    private static Set<BoundTo> bindings(GraphQLFieldDefinition field) {
        var value = field.getArgument("value");
        if (value == null) {
            return EnumSet.of(BoundTo.SUBJECT);
        }
        return GraphQLTypeUtil.isNonNull(value.getType()) ? EnumSet.of(BoundTo.ANY) : EnumSet.allOf(BoundTo.class);
    }

    private static boolean hasProperties(GraphQLObjectType type) {
        return Kind.ofLabel(type.getName()).isPresent() || METADATA.contains(type.getName());
    }

    /** The kind at the far end of a field that returns a connection. */
    private Optional<Kind> connected(GraphQLFieldDefinition field) {
        return Kind.ofLabel(GraphQLTypeUtil.unwrapAll(field.getType()).getName().replaceFirst("Connection$", ""));
    }

    private static IllegalArgumentException noKind(String coordinate) {
        return new IllegalArgumentException(
                coordinate + " has @hop, so it must lead from a kind to a connection of one");
    }

    GraphQLSchema definition() {
        return schema;
    }

    /** The purposes that exist: the values of the enum {@code Purpose}. */
    public Purposes purposes() {
        var type = Objects.requireNonNull((GraphQLEnumType) schema.getType("Purpose"), "enum Purpose");
        return new Purposes(type.getValues().stream()
                .map(value -> new Purpose(value.getName()))
                .toList());
    }

    public Optional<Hop> hop(String coordinate) {
        return Optional.ofNullable(hops.get(coordinate));
    }

    /** The kind that a field of {@code Query} enters at. */
    Optional<Kind> entry(String coordinate) {
        return Optional.ofNullable(entries.get(coordinate));
    }

    /** Whose node a field of {@code Query} can be made to enter at. */
    Set<BoundTo> bindings(String coordinate) {
        return Collections.unmodifiableSet(Objects.requireNonNull(bindings.get(coordinate), coordinate));
    }

    /**
     * Whether a field of {@code Query} enters at the person who signed in, and so takes neither namespace nor value.
     */
    boolean entersAtPerson(String coordinate) {
        return !bindings(coordinate).contains(BoundTo.ANY);
    }

    /** The graph's name for the property at a coordinate. */
    public Optional<String> property(String coordinate) {
        return Optional.ofNullable(properties.get(coordinate));
    }

    /** The coordinate of a kind's property, by the graph's name for it. */
    public String coordinate(Kind kind, String property) {
        return propertyCoordinates().stream()
                .filter(coordinate -> coordinate.startsWith(kind.label() + "."))
                .filter(coordinate -> property.equals(properties.get(coordinate)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(kind.label() + " has no property " + property));
    }

    /** The authority that a field of {@code Query} or {@code Mutation} is for, instead of a purpose. */
    Optional<Authority> authority(String coordinate) {
        return Optional.ofNullable(authorities.get(coordinate));
    }

    /** The definition of a field of an object. */
    GraphQLFieldDefinition field(String coordinate) {
        var dot = coordinate.indexOf('.');
        return schema.getObjectType(coordinate.substring(0, dot)).getFieldDefinition(coordinate.substring(dot + 1));
    }

    TreeSet<String> hopCoordinates() {
        return new TreeSet<>(hops.keySet());
    }

    TreeSet<String> entryCoordinates() {
        return new TreeSet<>(entries.keySet());
    }

    TreeSet<String> propertyCoordinates() {
        return new TreeSet<>(properties.keySet());
    }
}
