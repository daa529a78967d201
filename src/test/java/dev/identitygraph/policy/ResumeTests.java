package dev.identitygraph.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.identitygraph.identity.Kind;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.identity.Quadrant;
import dev.identitygraph.policy.Fault.Code;
import graphql.execution.CoercedVariables;
import graphql.parser.Parser;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Walks that a root field resumes by a handle: what may be asked of it, and what may follow where it leads. */
class ResumeTests {
    private static final String INTERESTS =
            "{ node(id: \"h\") { ... on Device { namespace segments { edges { node { name } } } } } }";
    private static final Trail ON_DEVICE = new Trail("Query.customer", "crm", List.of("Customer.devices"));

    private final Planner planner = new Planner(PolicyFixtures.SCHEMA, PolicyFixtures.NAMESPACES);

    @Test
    void aHandleIsPlannedWithoutKnowingWhereItLeads() {
        assertThat(roots(
                        "PERSONALIZATION",
                        "query ($h: ID!) { mine: node(id: $h) { id key ... on Customer { value } } }"))
                .containsExactly(new Plan.Resume("mine", new Plan.Input.Variable("h"), new Location(1, 19)));
    }

    @Test
    void aListOfHandlesMayMixLiteralsAndVariables() {
        assertThat(roots("PERSONALIZATION", "query ($h: ID!) { nodes(ids: [\"a\", $h]) { id } }"))
                .containsExactly(new Plan.Resume(
                        "nodes",
                        new Plan.Input.Items(List.of(new Plan.Input.Given("a"), new Plan.Input.Variable("h"))),
                        new Location(1, 19)));
    }

    @Test
    void whatNoPlaceOfThePurposePermitsIsRefused() {
        assertThat(refused("PERSONALIZATION", "{ node(id: \"h\") { ... on Device { value } } }"))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.code()).isEqualTo(Code.PROPERTY_NOT_REVEALED);
                    assertThat(fault.message())
                            .isEqualTo("Purpose PERSONALIZATION may not see Device.value here (B1).");
                    assertThat(fault.permitted()).containsExactly("Device.namespace");
                });
    }

    @Test
    void aKindThatThePurposeNeverComesToShowsNothing() {
        assertThat(refused("PERSONALIZATION", "{ node(id: \"h\") { ... on Email { namespace } } }"))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.message())
                            .isEqualTo("Purpose PERSONALIZATION may not see Email.namespace here (nowhere).");
                    assertThat(fault.permitted()).isEmpty();
                });
    }

    @Test
    void aPropertyThatIsListedWhereNoWalkComesIsRefused() {
        var policy = PolicyFixtures.policy(PolicyFixtures.shippedWith(
                "P1: [Email.namespace, Email.address,", "P1: [Customer.value, Email.namespace, Email.address,"));
        assertThat(planner.plan(
                        question("RE_IDENTIFICATION", "{ node(id: \"h\") { ... on Customer { value } } }"), policy))
                .isInstanceOfSatisfying(
                        Planning.Refusal.class,
                        refusal -> assertThat(refusal.faults())
                                .extracting(Fault::coordinate)
                                .containsExactly("Customer.value"));
    }

    @Test
    void whatOnePlaceOfSeveralPermitsIsPlanned() {
        // RETARGETING comes to a device in B1 first, and shows its value in B3 only.
        assertThat(roots("RETARGETING", "{ node(id: \"h\") { ... on Device { value } } }"))
                .hasSize(1);
        assertThat(refused(
                        "RETARGETING", "{ node(id: \"h\") { ... on Device { value segments { edges { cursor } } } } }"))
                .extracting(Fault::coordinate)
                .containsExactly("Device.value", "Device.segments");
    }

    @Test
    void aHandleLeavesNoMoreHopsThanThePurposeHas() {
        var three = "sameAs { edges { node { sameAs { edges { node { sameAs { edges { node { %s } } } } } } } } }";
        var document = "{ node(id: \"h\") { ... on Customer { " + three + " } } }";
        assertThat(roots("SUBJECT_ACCESS", document.formatted("value"))).hasSize(1);
        assertThat(refused("SUBJECT_ACCESS", document.formatted("sameAs { edges { cursor } }")))
                .extracting(Fault::code)
                .containsExactly(Code.HOP_LIMIT);
    }

    @Test
    void theHopsToTheNearestPlaceOfAKindAreSpent() {
        var document = "{ node(id: \"h\") { ... on Device { segments { edges { node { %s } } } } } }";
        assertThat(roots("ANALYTICS", document.formatted("name"))).hasSize(1);
        assertThat(refused("ANALYTICS", document.formatted("devices { edges { cursor } }")))
                .extracting(Fault::code, Fault::coordinate)
                .containsExactly(tuple(Code.HOP_LIMIT, "Segment.devices"));
    }

    @Test
    void aWalkGoesOnFromWhereItsTrailLeads() {
        var resumption = resumed("PERSONALIZATION", INTERESTS, "node", ON_DEVICE);
        assertThat(resumption.start().coordinate()).isEqualTo("Query.customer");
        assertThat(resumption.start().namespace().name()).isEqualTo("crm");
        assertThat(resumption.start().exists())
                .extracting(hop -> hop.hop().coordinate())
                .containsExactly("Customer.segments", "Customer.devices");
        assertThat(coordinates(resumption)).containsExactly("Customer.devices");
        assertThat(resumption.node().kind()).isEqualTo(Kind.DEVICE);
        assertThat(resumption.node().quadrants()).containsExactly(Quadrant.B1);
        assertThat(resumption.node().properties()).containsExactly("namespace");
        assertThat(resumption.node().steps()).extracting(Plan.Step::path).containsExactly("node/segments");
    }

    @Test
    void ofSeveralRootFieldsTheOneOfTheResultKeyIsResumed() {
        var document = "{ a: node(id: \"h\") { ... on Device { namespace } } b: node(id: \"h\") { id } }";
        assertThat(resumed("PERSONALIZATION", document, "a", ON_DEVICE).node().properties())
                .containsExactly("namespace");
        assertThat(resumed("PERSONALIZATION", document, "b", ON_DEVICE).node())
                .isEqualTo(new Plan.Node(Kind.DEVICE, Set.of(Quadrant.B1), Set.of(), true, false, List.of()));
    }

    @Test
    void aSkippedFieldIsNotWalkedOn() {
        var document = """
            query ($no: Boolean!) { node(id: "h") { ... on Device {
                namespace segments @include(if: $no) { edges { cursor } } } } }
            """;
        assertThat(resumed("PERSONALIZATION", document, "node", ON_DEVICE)
                        .node()
                        .steps())
                .isEmpty();
    }

    @Test
    void theHopsThatTheTrailTookAreSpent() {
        var document = "{ node(id: \"h\") { ... on Customer { sameAs { edges { cursor } } } } }";
        assertThat(resumed("FIRST_PARTY_MATCHING", document, "node", sameAs(1))
                        .node()
                        .steps())
                .hasSize(1);
        assertThat(planner.resume(
                        question("FIRST_PARTY_MATCHING", document),
                        PolicyFixtures.POLICY,
                        new Purpose("FIRST_PARTY_MATCHING"),
                        "node",
                        sameAs(2)))
                .isInstanceOfSatisfying(
                        Resuming.Refusal.class,
                        refusal -> assertThat(refusal.faults())
                                .extracting(Fault::code, Fault::permitted)
                                .containsExactly(tuple(Code.HOP_LIMIT, List.of())));
    }

    @Test
    void whatAnotherPlacePermitsIsRefusedWhereTheTrailLeads() {
        var document = "{ node(id: \"h\") { ... on Device { value } } }";
        var segment = List.of("Segment.devices");
        assertThat(resume("RETARGETING", document, new Trail("Query.segment", "segment", segment)))
                .isInstanceOfSatisfying(
                        Resuming.Refusal.class,
                        refusal -> assertThat(refusal.faults())
                                .extracting(Fault::coordinate)
                                .containsExactly("Device.value"));
    }

    static List<Trail> closed() {
        return List.of(
                new Trail("Query.email", "email", List.of()),
                new Trail("Query.customer", "loyalty-card", List.of()),
                new Trail("Query.customer", "cookie", List.of()),
                new Trail("Query.customer", "crm", List.of("Customer.emails")),
                new Trail("Query.customer", "crm", List.of("Device.segments")),
                new Trail("Query.customer", "crm", List.of("Customer.devices", "Device.segments", "Segment.devices")));
    }

    @ParameterizedTest
    @MethodSource("closed")
    void aTrailThatThePolicyDoesNotPermitIsClosed(Trail closed) {
        assertThat(resume("PERSONALIZATION", "{ node(id: \"h\") { id } }", closed))
                .isEqualTo(new Resuming.Closed());
    }

    @Test
    void aTrailOfMoreHopsThanThePurposeHasIsClosed() {
        assertThat(resume("FIRST_PARTY_MATCHING", "{ node(id: \"h\") { id } }", sameAs(2)))
                .isInstanceOf(Resuming.Resumed.class);
        assertThat(resume("FIRST_PARTY_MATCHING", "{ node(id: \"h\") { id } }", sameAs(3)))
                .isEqualTo(new Resuming.Closed());
    }

    @Test
    void aTrailThatLeavesFromAnotherKindThanItStandsOnIsClosed() {
        assertThat(resume(
                        "ANALYTICS",
                        "{ node(id: \"h\") { id } }",
                        new Trail("Query.segment", "segment", List.of("Device.segments"))))
                .isEqualTo(new Resuming.Closed());
    }

    @Test
    void theWholeOfAHandleIsPlannedForEachPlaceThatItCanLeadTo() {
        assertThat(whole("PERSONALIZATION", INTERESTS))
                .extracting(ResumeTests::coordinates)
                .containsExactly(
                        List.of(),
                        List.of(),
                        List.of("Customer.segments"),
                        List.of("Customer.devices"),
                        List.of("Device.segments"));
    }

    @Test
    void aPlaceThatRefusesTheDocumentIsNoneThatItCanLeadTo() {
        assertThat(whole("RETARGETING", "{ node(id: \"h\") { ... on Device { value } } }"))
                .extracting(ResumeTests::coordinates)
                .containsExactly(List.of(), List.of("Segment.devices", "Device.syncedWith"));
    }

    private static Trail sameAs(int times) {
        return new Trail("Query.customer", "crm", Collections.nCopies(times, "Customer.sameAs"));
    }

    private static List<String> coordinates(Plan.Resumption resumption) {
        return resumption.hops().stream().map(hop -> hop.hop().coordinate()).toList();
    }

    private List<Plan.Resumption> whole(String purpose, String document) {
        return planner.resumeWhole(question(purpose, document), PolicyFixtures.POLICY, new Purpose(purpose), "node");
    }

    private Resuming resume(String purpose, String document, Trail trail) {
        return planner.resume(question(purpose, document), PolicyFixtures.POLICY, new Purpose(purpose), "node", trail);
    }

    private Plan.Resumption resumed(String purpose, String document, String resultKey, Trail trail) {
        return switch (planner.resume(
                question(purpose, document), PolicyFixtures.POLICY, new Purpose(purpose), resultKey, trail)) {
            case Resuming.Resumed(var resumption) -> resumption;
            case Resuming other -> throw new AssertionError(other);
        };
    }

    private List<Plan.Root> roots(String purpose, String document) {
        return switch (planner.plan(question(purpose, document), PolicyFixtures.POLICY)) {
            case Planning.Planned(var plan) -> plan.roots();
            case Planning other -> throw new AssertionError(other);
        };
    }

    private List<Fault> refused(String purpose, String document) {
        return switch (planner.plan(question(purpose, document), PolicyFixtures.POLICY)) {
            case Planning.Refusal(var faults) -> faults;
            case Planning other -> throw new AssertionError(other);
        };
    }

    private static Question question(String purpose, String document) {
        return new Question(
                PolicyFixtures.client("asking", "shop", Set.of(new Purpose(purpose)), Set.of()),
                Parser.parse(document),
                null,
                CoercedVariables.of(Map.of("h", "h", "no", false)),
                Optional.of(purpose),
                Subject.NONE);
    }
}
