package dev.identitygraph.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.identitygraph.client.Authority;
import dev.identitygraph.identity.Aspect;
import dev.identitygraph.identity.Quadrant;
import graphql.schema.GraphQLEnumType;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON Schemas, by which editors complete and explain the YAML files, know what the GraphQL schema knows. */
class PolicySchemaTests {
    private static final JsonMapper JSON = new JsonMapper();

    /** A part of a JSON Schema that follows from the GraphQL schema, and what it is to be. */
    record Part(String file, String pointer, Object right) {
        @Override
        public String toString() {
            return file + "#" + pointer;
        }
    }

    static Stream<Part> parts() {
        return Stream.of(
                policy("/properties", purposes(purpose -> Map.of("$ref", "#/$defs/purpose"))),
                policy("/required", PolicyFixtures.SCHEMA.purposes().names()),
                policy("/$defs/enter/properties", entries()),
                policy("/$defs/hops/properties", hops()),
                policy("/$defs/property/anyOf", constants(properties())),
                policy("/$defs/lawfulBasis/anyOf", constants(enumeration("LawfulBasis"))),
                policy("/$defs/method/anyOf", constants(enumeration("Method"))),
                policy("/$defs/party/anyOf", constants(enumeration("Party"))),
                new Part("clients", "/$defs/purpose/anyOf", constants(enumeration("Purpose"))),
                new Part("clients", "/$defs/authority/anyOf", constants(enumeration("Authority"))));
    }

    @ParameterizedTest
    @MethodSource("parts")
    void whatFollowsFromTheGraphQlSchemaIsUpToDate(Part part) {
        var right = JSON.valueToTree(part.right());
        assertThat(json(part.file()).at(part.pointer()))
                .as("graph-schema/policy/%s.schema.json%nhas at %s, and should have, %s"
                        .formatted(part.file(), part.pointer(), right.toPrettyString()))
                .isEqualTo(right);
    }

    @Test
    void theGraphQlSchemaKnowsEveryAuthority() {
        assertThat(enumeration("Authority").keySet())
                .containsExactlyElementsOf(
                        Arrays.stream(Authority.values()).map(Enum::name).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"policy", "clients"})
    void theFilesThatShipAreValid(String name) {
        var text = PolicyFixtures.file("policy/" + name + ".yaml");
        assertThat(faults(name, text)).isEmpty();
        assertThat(text).startsWith("# yaml-language-server: $schema=" + name + ".schema.json\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = PolicyFixtures.FAULTS)
    void aFaultOfAPolicyIsSeenByTheEditorToo(String right, String wrong, String message) {
        assertThat(faults("policy", PolicyFixtures.shippedWith(right, wrong)))
                .as(message)
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shop: {operator: shop, type: CONFIDENTIAL, purposes: [SPYING]}",
                "shop: {operator: shop, type: CONFIDENTIAL, purposes: [], authorities: [ALL]}",
                "shop: {type: PUBLIC, purposes: []}",
                "shop: {operator: shop, purposes: []}",
                "shop: {operator: shop, type: SECRET, purposes: []}",
                "shop: {operator: shop, type: PUBLIC, suspended: maybe, purposes: []}",
                "shop: {operator: shop, type: CONFIDENTIAL}",
                "shop: {operator: shop, type: CONFIDENTIAL, purposes: [], secret: x}"
            })
    void aFaultOfARegistrationIsSeenByTheEditorToo(String client) {
        assertThat(faults("clients", client)).isNotEmpty();
    }

    private static Part policy(String pointer, Object right) {
        return new Part("policy", pointer, right);
    }

    private static Map<String, Object> purposes(Function<String, Map<String, Object>> rest) {
        return described(enumeration("Purpose"), rest);
    }

    private static Map<String, Object> entries() {
        return described(fields(PolicyFixtures.SCHEMA.entryCoordinates()), coordinate -> {
            var kind = PolicyFixtures.SCHEMA.entry(coordinate).orElseThrow();
            var namespaces = PolicyFixtures.NAMESPACES.names().stream()
                    .filter(name ->
                            PolicyFixtures.NAMESPACES.find(name).orElseThrow().kind() == kind)
                    .toList();
            var bindings = PolicyFixtures.SCHEMA.bindings(coordinate).stream()
                    .map(BoundTo::name)
                    .toList();
            return ordered(
                    "allOf",
                    List.of(Map.of("$ref", "#/$defs/entry")),
                    "properties",
                    ordered(
                            "namespaces",
                            Map.of("items", Map.of("enum", namespaces)),
                            "boundTo",
                            bindings.size() == 1 ? Map.of("const", bindings.getFirst()) : Map.of("enum", bindings)));
        });
    }

    private static Map<String, Object> hops() {
        return described(fields(PolicyFixtures.SCHEMA.hopCoordinates()), coordinate -> {
            var hop = PolicyFixtures.SCHEMA.hop(coordinate).orElseThrow();
            var walks = quadrants(hop.from().aspect())
                    .flatMap(from -> quadrants(hop.to().aspect()).map(to -> new Walk(from, to).toString()))
                    .toList();
            return ordered(
                    "allOf",
                    List.of(Map.of("$ref", "#/$defs/hop")),
                    "properties",
                    Map.of("walks", Map.of("items", Map.of("enum", walks))));
        });
    }

    private static Stream<Quadrant> quadrants(Aspect aspect) {
        return Arrays.stream(Quadrant.values()).filter(quadrant -> quadrant.aspect() == aspect);
    }

    private static Map<String, String> properties() {
        return fields(PolicyFixtures.SCHEMA.propertyCoordinates());
    }

    /** The fields at these coordinates, with their descriptions. */
    private static Map<String, String> fields(Collection<String> coordinates) {
        var fields = new LinkedHashMap<String, String>();
        for (var coordinate : coordinates) {
            var parts = coordinate.split("\\.");
            var type = PolicyFixtures.SCHEMA.definition().getObjectType(parts[0]);
            fields.put(coordinate, text(type.getFieldDefinition(parts[1]).getDescription()));
        }
        return fields;
    }

    /** The values of an enum, with their descriptions. */
    private static Map<String, String> enumeration(String name) {
        var type = (GraphQLEnumType)
                Objects.requireNonNull(PolicyFixtures.SCHEMA.definition().getType(name), name);
        var values = new LinkedHashMap<String, String>();
        type.getValues().forEach(value -> values.put(value.getName(), text(value.getDescription())));
        return values;
    }

    private static String text(String description) {
        return Objects.requireNonNull(description).replaceAll("\\s+", " ").strip();
    }

    private static Map<String, Object> described(
            Map<String, String> descriptions, Function<String, Map<String, Object>> rest) {
        var all = new LinkedHashMap<String, Object>();
        descriptions.forEach((name, description) -> {
            var schema = new LinkedHashMap<String, Object>();
            schema.put("description", description);
            schema.putAll(rest.apply(name));
            all.put(name, schema);
        });
        return all;
    }

    private static List<Map<String, Object>> constants(Map<String, String> descriptions) {
        return descriptions.entrySet().stream()
                .map(value -> ordered("const", value.getKey(), "description", value.getValue()))
                .toList();
    }

    private static Map<String, Object> ordered(String one, Object first, String other, Object second) {
        var both = new LinkedHashMap<String, Object>();
        both.put(one, first);
        both.put(other, second);
        return both;
    }

    private static List<String> faults(String name, String yaml) {
        return schema(name).validate(yaml, InputFormat.YAML).stream()
                .map(Error::toString)
                .collect(Collectors.toList());
    }

    private static Schema schema(String name) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(json(name));
    }

    private static JsonNode json(String name) {
        return JSON.readTree(PolicyFixtures.file("policy/" + name + ".schema.json"));
    }
}
