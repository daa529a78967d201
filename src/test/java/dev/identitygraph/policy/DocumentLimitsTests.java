package dev.identitygraph.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.identitygraph.identity.Purpose;
import dev.identitygraph.policy.Fault.Code;
import graphql.execution.CoercedVariables;
import graphql.parser.Parser;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A document at a limit is taken, and one past it is not. */
class DocumentLimitsTests {
    private static final DocumentLimits SMALL = new DocumentLimits(500, 60, 20, 2, 3, 5);

    @Test
    void characters() {
        assertThat(read("{ __typename }" + " ".repeat(486))).isEmpty();
        assertThat(read("{ __typename }" + " ".repeat(487))).containsExactly(Code.CHARACTER_LIMIT);
    }

    @Test
    void tokens() {
        assertThat(read("{" + " a".repeat(57) + "}")).doesNotContain(Code.TOKEN_LIMIT);
        assertThat(read("{" + " a".repeat(58) + "}")).containsExactly(Code.TOKEN_LIMIT);
    }

    @Test
    void rootFields() {
        assertThat(plan("{ __typename viewer { key } }")).doesNotContain(Code.ROOT_FIELD_LIMIT);
        assertThat(plan("{ __typename viewer { key } node(id: \"1\") { key } }"))
                .containsExactly(Code.ROOT_FIELD_LIMIT);
    }

    @Test
    void aliases() {
        assertThat(plan("{ viewer { a: key b: key c: key } }")).doesNotContain(Code.ALIAS_LIMIT);
        assertThat(plan("{ viewer { a: key b: key c: key d: key } }")).containsExactly(Code.ALIAS_LIMIT);
    }

    @Test
    void aliasesInAFragmentCountWhereverItIsPut() {
        assertThat(plan("{ a: viewer { ...F } b: viewer { ...F } } fragment F on Customer { c: key }"))
                .containsExactly(Code.ALIAS_LIMIT);
    }

    @Test
    void depth() {
        assertThat(plan("{ viewer { segments { edges { node { key } } } } }")).doesNotContain(Code.DEPTH_LIMIT);
        assertThat(plan("{ viewer { devices { edges { node { segments { pageInfo { endCursor } } } } } } }"))
                .containsExactly(Code.DEPTH_LIMIT);
    }

    @Test
    void fieldsAreCountedWithFragmentsInTheirPlaces() {
        var document = "{ viewer { ...F x: sameAs { edges { node { ...F } } } %s } } fragment F on Customer { %s }";
        var fields = "id key namespace value __typename";
        // viewer, x, edges, node, twice the fragment, and what is left of 20.
        assertThat(plan(document.formatted("", fields))).doesNotContain(Code.FIELD_LIMIT);
        assertThat(plan(document.formatted("segments { edges { cursor } } devices { pageInfo { endCursor } }", fields)))
                .doesNotContain(Code.FIELD_LIMIT);
        assertThat(plan(document.formatted(
                        "segments { edges { cursor } } devices { pageInfo { endCursor hasNextPage } }", fields)))
                .containsExactly(Code.FIELD_LIMIT);
    }

    @Test
    void aConditionHidesNothing() {
        assertThat(plan("query ($no: Boolean!) { viewer { a: key b: key c: key d: key @include(if: $no) } }"))
                .containsExactly(Code.ALIAS_LIMIT);
    }

    @Test
    void aFaultNamesTheLimitAndThePlace() {
        var fault =
                refused("{\n  viewer { a: key b: key c: key\n    d: key }\n}").getFirst();
        assertThat(fault.message()).contains("at most 3 aliases");
        assertThat(fault.location()).isEqualTo(new Location(3, 5));
    }

    @Test
    void aLimitOfNothingIsNone() {
        assertThatThrownBy(() -> new DocumentLimits(500, 60, 20, 0, 3, 5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DocumentLimits(500, 60, 0, 1, 3, 5)).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<Code> read(String text) {
        var reader = new DocumentReader(PolicyFixtures.SCHEMA, PolicyFixtures.NAMESPACES, SMALL);
        var asking = new Asking(PolicyFixtures.client(new Purpose("SUBJECT_ACCESS")), text, null, Optional.empty());
        return switch (reader.read(asking, PolicyFixtures.POLICY)) {
            case ParsedDocument.Valid _ -> List.of();
            case ParsedDocument.Invalid(var faults) ->
                faults.stream().map(Fault::code).toList();
        };
    }

    private static List<Code> plan(String text) {
        return refused(text).stream().map(Fault::code).toList();
    }

    private static List<Fault> refused(String text) {
        var question = new Question(
                PolicyFixtures.client(new Purpose("SUBJECT_ACCESS")),
                Parser.parse(text),
                null,
                CoercedVariables.of(Map.of("no", false)),
                Optional.of("SUBJECT_ACCESS"),
                new Subject(Optional.of("1001"), Map.of()));
        return new Planner(PolicyFixtures.SCHEMA, PolicyFixtures.NAMESPACES, SMALL)
                                .plan(question, PolicyFixtures.POLICY)
                        instanceof Planning.Refusal(var faults)
                ? faults
                : List.of();
    }
}
