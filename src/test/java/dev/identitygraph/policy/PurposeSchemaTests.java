package dev.identitygraph.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.identitygraph.identity.Purpose;
import graphql.GraphQLError;
import graphql.ParseAndValidate;
import graphql.execution.CoercedVariables;
import graphql.parser.Parser;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.UnExecutableSchemaGenerator;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The schema of a purpose has what some document for it may select, all of it and nothing else. */
class PurposeSchemaTests {
    private static final GraphSchema SCHEMA = PolicyFixtures.SCHEMA;

    /** The fields of an edge that show properties of it, with their types. */
    private static final Map<String, String> METADATA =
            Map.of("consent", "Consent", "consents", "PurposeConsent", "provenance", "Provenance");

    private final Planner planner = new Planner(SCHEMA, PolicyFixtures.NAMESPACES);

    static Collection<Purpose> purposes() {
        return SCHEMA.purposes().all();
    }

    /** A document, and the governed fields that it selects. */
    private record Trial(String document, List<String> fields) {}

    @ParameterizedTest
    @MethodSource("purposes")
    void itHasEveryFieldThatCanBePlannedAndNoOther(Purpose purpose) {
        var plannable = new TreeSet<String>();
        planned(purpose).forEach(trial -> plannable.addAll(trial.fields()));
        assertThat(plannable).isNotEmpty();
        var governed = new TreeSet<>(part(purpose).fields());
        governed.retainAll(governed());
        assertThat(governed).isEqualTo(plannable);
    }

    @ParameterizedTest
    @MethodSource("purposes")
    void everyDocumentThatCanBePlannedIsValidByItsDefinition(Purpose purpose) {
        var schema = schema(purpose);
        assertThat(planned(purpose))
                .isNotEmpty()
                .allSatisfy(trial -> assertThat(errors(schema, trial.document()))
                        .as(trial.document())
                        .isEmpty());
    }

    @ParameterizedTest
    @MethodSource("purposes")
    void itNamesNoOtherPurposeAndNothingOfTheGraphsOwn(Purpose purpose) {
        var sdl = part(purpose).sdl();
        assertThat(schema(purpose).getType("Purpose")).isNotNull();
        for (var other : purposes()) {
            assertThat(sdl.contains(other.name() + "\n")).as(other.name()).isEqualTo(other.equals(purpose));
        }
        assertThat(sdl)
                .contains("directive @purpose", "\"\"\"")
                .doesNotContain(
                        "@hop", "@property", "@authority", "EdgeType", "explain", "Explanation", "type Mutation");
    }

    @Test
    void aFieldThatIsRevealedNowhereIsMissingAndWhatIsMetOnTheWayIsThere() {
        var sdl = schema(new Purpose("RETARGETING"));
        assertThat(sdl.getObjectType("Query").getFieldDefinition("segment")).isNotNull();
        assertThat(sdl.getObjectType("Query").getFieldDefinition("customer")).isNull();
        assertThat(sdl.getType("Customer")).isNull();
        assertThat(sdl.getObjectType("DeviceConnection").getFieldDefinition("pageInfo"))
                .isNotNull();
        assertThat(sdl.getObjectType("Device").getFieldDefinition("value")).isNotNull();
        assertThat(sdl.getObjectType("Device").getFieldDefinition("customers")).isNull();
    }

    @Test
    void namesAreNearOnlyAmongItsOwnFields() {
        var part = part(new Purpose("PERSONALIZATION"));
        assertThat(part.near("Customer", "segmnts")).containsExactly("segments");
        assertThat(part.near("Customer", "Device")).containsExactly("devices");
        // There is Customer.emails, which personalization may not walk.
        assertThat(part.near("Customer", "email")).isEmpty();
        assertThat(part.near("Nobody", "segments")).isEmpty();
    }

    private static PurposeSchema part(Purpose purpose) {
        return PurposeSchema.of(SCHEMA, PolicyFixtures.NAMESPACES, PolicyFixtures.POLICY.of(purpose));
    }

    private static GraphQLSchema schema(Purpose purpose) {
        return UnExecutableSchemaGenerator.makeUnExecutableSchema(
                new SchemaParser().parse(part(purpose).sdl()));
    }

    private static List<? extends GraphQLError> errors(GraphQLSchema schema, String document) {
        return ParseAndValidate.validate(schema, Parser.parse(document), Locale.ENGLISH);
    }

    private boolean isPlanned(Purpose purpose, String document) {
        var question = new Question(
                PolicyFixtures.client(purpose),
                Parser.parse(document),
                null,
                CoercedVariables.emptyVariables(),
                Optional.empty(),
                Subject.NONE);
        return planner.plan(question, PolicyFixtures.POLICY) instanceof Planning.Planned;
    }

    /** What the policy governs: entries, hops and properties. */
    private static Set<String> governed() {
        var governed = new TreeSet<>(SCHEMA.hopCoordinates());
        governed.addAll(SCHEMA.entryCoordinates());
        governed.addAll(SCHEMA.propertyCoordinates());
        return governed;
    }

    /**
     * The documents that the planner permits, of all that walk the schema from an entry to one property. What it
     * refuses is not gone on from: a longer walk that starts alike is refused too.
     */
    private List<Trial> planned(Purpose purpose) {
        var trials = new ArrayList<Trial>();
        for (var entry : SCHEMA.entryCoordinates()) {
            var name = entry.substring(entry.indexOf('.') + 1);
            for (var argument : arguments(entry)) {
                walk(
                        purpose,
                        "query @purpose(is: %s) { %s%s { ".formatted(purpose, name, argument),
                        "} }",
                        SCHEMA.entry(entry).orElseThrow().label(),
                        List.of(entry),
                        trials);
            }
        }
        return trials;
    }

    private static List<String> arguments(String entry) {
        if (SCHEMA.entersAtPerson(entry)) {
            return List.of("");
        }
        var values = SCHEMA.bindings(entry).contains(BoundTo.SUBJECT)
                ? List.of("", ", value: \"1\"")
                : List.of(", value: \"1\"");
        return PolicyFixtures.NAMESPACES.names().stream()
                .flatMap(name -> values.stream().map(value -> "(namespace: \"" + name + "\"" + value + ")"))
                .toList();
    }

    private void walk(
            Purpose purpose, String before, String after, String type, List<String> fields, List<Trial> trials) {
        if (!tried(purpose, before + "id key " + after, fields, trials)) {
            return;
        }
        for (var property : names(SCHEMA.propertyCoordinates(), type)) {
            tried(purpose, before + property + " " + after, and(fields, type + "." + property), trials);
        }
        for (var name : names(SCHEMA.hopCoordinates(), type)) {
            var hop = SCHEMA.hop(type + "." + name).orElseThrow();
            var taken = and(fields, hop.coordinate());
            METADATA.forEach((field, part) -> names(SCHEMA.propertyCoordinates(), part)
                    .forEach(property -> {
                        var asked = "%s { edges { %s { %s } } } ".formatted(name, field, property);
                        tried(purpose, before + asked + after, and(taken, part + "." + property), trials);
                    }));
            walk(
                    purpose,
                    before + name + " { pageInfo { endCursor } edges { cursor node { ",
                    "} } } " + after,
                    hop.to().label(),
                    taken,
                    trials);
        }
    }

    private boolean tried(Purpose purpose, String document, List<String> fields, List<Trial> trials) {
        var planned = isPlanned(purpose, document);
        if (planned) {
            trials.add(new Trial(document, fields));
        }
        return planned;
    }

    private static List<String> names(Set<String> coordinates, String type) {
        return coordinates.stream()
                .filter(coordinate -> coordinate.startsWith(type + "."))
                .map(coordinate -> coordinate.substring(type.length() + 1))
                .toList();
    }

    private static List<String> and(List<String> some, String other) {
        var all = new ArrayList<>(some);
        all.add(other);
        return List.copyOf(all);
    }
}
