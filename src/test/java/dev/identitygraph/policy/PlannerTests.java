package dev.identitygraph.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.identitygraph.client.Authority;
import dev.identitygraph.client.Client;
import dev.identitygraph.client.ClientType;
import dev.identitygraph.identity.Kind;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.identity.Quadrant;
import dev.identitygraph.policy.Fault.Code;
import graphql.execution.CoercedVariables;
import graphql.parser.Parser;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlannerTests {
    private static final Client CLIENT = PolicyFixtures.client(
            "shop", "shop", Set.of(new Purpose("PERSONALIZATION"), new Purpose("RETARGETING")), Set.of());

    private static final Client OFFICER = PolicyFixtures.client(
            "privacy-office", "shop", Set.of(new Purpose("PERSONALIZATION")), Set.of(Authority.EXPLAIN));

    private final Planner planner = new Planner(PolicyFixtures.SCHEMA, PolicyFixtures.NAMESPACES);

    @Test
    void aPermittedDocumentBecomesATreeOfHops() {
        var plan = planned("""
            query Page($ref: String!) @purpose(is: PERSONALIZATION) {
              customer(namespace: "crm", value: $ref) {
                segments { edges { node { name } consent { validUntil } } }
                own: devices(first: 5) { edges { node { segments { edges { node { name } } } } } }
              }
            }
            """);
        var entry = (Plan.Entry) plan.roots().getFirst();
        assertThat(entry.value()).isEqualTo(new Plan.Input.Variable("ref"));
        assertThat(entry.node().steps())
                .extracting(Plan.Step::path)
                .containsExactly("customer/segments", "customer/own");
        assertThat(entry.node().steps().getFirst().metadata()).containsExactly("Consent.validUntil");
        assertThat(entry.node().steps().getFirst().node().properties()).containsExactly("value");
        assertThat(entry.node().steps().getLast().page().first()).isEqualTo(new Plan.Input.Given(5));
        assertThat(entry.node().steps().getLast().node().steps())
                .extracting(step -> step.hop().hop().coordinate())
                .containsExactly("Device.segments");
    }

    @Test
    void aHopThatThePurposeLacksIsRefusedWithThoseThatItHas() {
        var faults = refused("""
            query @purpose(is: PERSONALIZATION) {
              customer(namespace: "crm", value: "1001") {
                devices { edges { node { customers { edges { node { value } } } } } }
              }
            }
            """);
        assertThat(faults).singleElement().satisfies(fault -> {
            assertThat(fault.code()).isEqualTo(Code.HOP_NOT_PERMITTED);
            assertThat(fault.coordinate()).isEqualTo("Device.customers");
            assertThat(fault.location()).isEqualTo(new Location(3, 30));
            assertThat(fault.permitted()).containsExactly("Device.segments");
        });
    }

    @Test
    void everyFaultOfADocumentIsListed() {
        assertThat(refused("""
            query @purpose(is: RETARGETING) {
              segment(namespace: "segment", value: "winter-boots") {
                customers { edges { node { value } } }
                devices { edges { node { value syncedWith { edges { node { value } provenance { recordedAt } } } } } }
              }
              customer(namespace: "crm", value: "1001") { value }
            }
            """))
                .extracting(Fault::code, Fault::coordinate)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(Code.HOP_NOT_PERMITTED, "Segment.customers"),
                        org.assertj.core.groups.Tuple.tuple(Code.PROPERTY_NOT_REVEALED, "Device.value"),
                        org.assertj.core.groups.Tuple.tuple(Code.PROPERTY_NOT_REVEALED, "Provenance.recordedAt"),
                        org.assertj.core.groups.Tuple.tuple(Code.ENTRY_NOT_PERMITTED, "Query.customer"));
    }

    @Test
    void aHopMoreThanThePurposeHasIsRefused() {
        var text = PolicyFixtures.file("policy/policy.yaml").replaceFirst("maxHops: 2", "maxHops: 1");
        var planning = planner.plan(question("""
            query @purpose(is: PERSONALIZATION) {
              customer(namespace: "crm", value: "1001") {
                devices { edges { node { segments { edges { node { name } } } } } }
              }
            }
            """, null, Map.of()), PolicyFixtures.policy(text));
        assertThat(planning)
                .isInstanceOfSatisfying(
                        Planning.Refusal.class,
                        refusal -> assertThat(refusal.faults())
                                .extracting(Fault::code)
                                .containsExactly(Code.HOP_LIMIT));
    }

    @Test
    void fragmentsAndAliasesAreSeenThrough() {
        assertThat(refused("""
            query @purpose(is: PERSONALIZATION) {
              a: customer(namespace: "crm", value: "1001") { ...Mine }
            }
            fragment Mine on Customer { d: devices { e: edges { n: node { ... on Device { ...More } } } } }
            fragment More on Device { x: emails { edges { cursor } } }
            """)).extracting(Fault::coordinate).containsExactly("Device.emails");
    }

    @Test
    void permissionCountsEveryConditionalField() {
        var document = """
            query ($no: Boolean!) @purpose(is: PERSONALIZATION) {
              customer(namespace: "crm", value: "1001") { value emails @include(if: $no) { edges { cursor } } }
            }
            """;
        assertThat(planner.plan(question(document, null, Map.of("no", false)), PolicyFixtures.POLICY))
                .isInstanceOf(Planning.Refusal.class);
    }

    @Test
    void aSkippedFieldIsNotWalked() {
        var document = """
            query ($no: Boolean!) @purpose(is: PERSONALIZATION) {
              customer(namespace: "crm", value: "1001") { value segments @include(if: $no) { edges { cursor } } }
            }
            """;
        assertThat(planner.plan(question(document, null, Map.of("no", false)), PolicyFixtures.POLICY))
                .isInstanceOfSatisfying(
                        Planning.Planned.class,
                        planned -> assertThat(
                                        ((Plan.Entry) planned.plan().roots().getFirst())
                                                .node()
                                                .steps())
                                .isEmpty());
    }

    @Test
    void aNamespaceIsALiteral() {
        assertThat(codes(planner.plan(question("""
            query ($ns: String!) @purpose(is: PERSONALIZATION) {
              customer(namespace: $ns, value: "1001") { value }
            }
            """, null, Map.of("ns", "crm")), PolicyFixtures.POLICY)))
                .containsExactly(Code.NAMESPACE_NOT_LITERAL);
    }

    @Test
    void aNamespaceThatThePurposeMayNotEnterByIsRefusedWithThoseThatItMay() {
        assertThat(refused("""
            query @purpose(is: PERSONALIZATION) { customer(namespace: "loyalty", value: "1001") { value } }
            """)).singleElement().satisfies(fault -> {
            assertThat(fault.code()).isEqualTo(Code.NAMESPACE_NOT_PERMITTED);
            assertThat(fault.message())
                    .isEqualTo("Purpose PERSONALIZATION may not start a walk at Query.customer by this namespace.");
            assertThat(fault.coordinate()).isEqualTo("Query.customer");
            assertThat(fault.permitted()).containsExactly("crm");
        });
    }

    @Test
    void thePurposeIsDeclaredOnceOrTheSameTwice() {
        var plain = "{ customer(namespace: \"crm\", value: \"1\") { value } }";
        var declared = "query @purpose(is: PERSONALIZATION) " + plain;
        assertThat(codes(plan(plain, null))).containsExactly(Code.PURPOSE_MISSING);
        assertThat(codes(plan(plain, "SPYING"))).containsExactly(Code.PURPOSE_UNKNOWN);
        assertThat(codes(plan(declared, "RETARGETING"))).containsExactly(Code.PURPOSE_CONFLICT);
        assertThat(codes(plan("query ($p: Purpose!) @purpose(is: $p) " + plain, null)))
                .containsExactly(Code.PURPOSE_UNKNOWN);
        assertThat(plan(plain, "PERSONALIZATION")).isInstanceOf(Planning.Planned.class);
        assertThat(plan(declared, "PERSONALIZATION")).isInstanceOf(Planning.Planned.class);
    }

    @Test
    void aPurposeThatIsNotGrantedIsRefused() {
        var client = PolicyFixtures.client("dmp", "dmp", Set.of(new Purpose("RETARGETING")), Set.of());
        var question = new Question(
                client,
                Parser.parse(
                        "query @purpose(is: PERSONALIZATION) { customer(namespace: \"crm\", value: \"1\") { value } }"),
                null,
                CoercedVariables.emptyVariables(),
                Optional.empty(),
                Subject.NONE);
        assertThat(planner.plan(question, PolicyFixtures.POLICY))
                .isInstanceOfSatisfying(
                        Planning.Refusal.class,
                        refusal -> assertThat(refusal.faults()).singleElement().satisfies(fault -> {
                            assertThat(fault.code()).isEqualTo(Code.PURPOSE_NOT_GRANTED);
                            assertThat(fault.permitted()).containsExactly("RETARGETING");
                        }));
    }

    @Test
    void readingTheSchemaNeedsNoPurpose() {
        assertThat(plan("{ __typename __schema { queryType { name } } }", null))
                .isInstanceOf(Planning.SchemaOnly.class);
    }

    @Test
    void aFieldForAnAuthorityNeedsItAndNoPurpose() {
        var explain = "explain(document: \"{ __typename }\", client: \"shop\") { policyVersion }";
        assertThat(codes(plan("{ " + explain + " }", null))).containsExactly(Code.AUTHORITY_MISSING);
        assertThat(codes(plan("query ($no: Boolean!) { __typename ... @include(if: $no) { " + explain + " } }", null)))
                .containsExactly(Code.AUTHORITY_MISSING);
        assertThat(planner.plan(questionOf(OFFICER, "{ " + explain + " }"), PolicyFixtures.POLICY))
                .isInstanceOf(Planning.SchemaOnly.class);
    }

    @Test
    void besideAnEntryItLeavesThePurposeToBeDeclared() {
        var mixed = "{ explain(document: \"\", client: \"shop\") { policyVersion } "
                + "customer(namespace: \"crm\", value: \"1\") { value } }";
        assertThat(codes(plan(mixed, null))).containsExactly(Code.AUTHORITY_MISSING, Code.PURPOSE_MISSING);
        assertThat(codes(planner.plan(questionOf(OFFICER, mixed), PolicyFixtures.POLICY)))
                .containsExactly(Code.PURPOSE_MISSING);
        var declared = "query @purpose(is: PERSONALIZATION) " + mixed;
        assertThat(planner.plan(questionOf(OFFICER, declared), PolicyFixtures.POLICY))
                .isInstanceOfSatisfying(
                        Planning.Planned.class,
                        planned -> assertThat(planned.plan().roots())
                                .extracting(Plan.Root::resultKey)
                                .containsExactly("customer"));
    }

    @Test
    void theWholeOperationIsPlannedWhateverItsVariablesSay() {
        var document = """
            query ($no: Boolean!) @purpose(is: PERSONALIZATION) {
              customer(namespace: "crm", value: "1001") { value segments @include(if: $no) { edges { cursor } } }
            }
            """;
        assertThat(planner.planWhole(question(document, null, Map.of()), PolicyFixtures.POLICY))
                .isInstanceOfSatisfying(
                        Planning.Planned.class,
                        planned -> assertThat(
                                        ((Plan.Entry) planned.plan().roots().getFirst())
                                                .node()
                                                .steps())
                                .hasSize(1));
    }

    @Test
    void onlyTheChosenOperationIsPlanned() {
        var document = """
            query Good @purpose(is: PERSONALIZATION) { customer(namespace: "crm", value: "1") { value } }
            query Bad @purpose(is: PERSONALIZATION) { segment(namespace: "segment", value: "x") { name } }
            """;
        assertThat(planner.plan(question(document, "Good", Map.of()), PolicyFixtures.POLICY))
                .isInstanceOf(Planning.Planned.class);
        assertThat(codes(planner.plan(question(document, "Bad", Map.of()), PolicyFixtures.POLICY)))
                .containsExactly(Code.ENTRY_NOT_PERMITTED);
    }

    @Test
    void aMissingPurposeIsAnsweredWithOneThatTheClientHas() {
        var plain = "{ customer(namespace: \"crm\", value: \"1\") { value } }";
        assertThat(refused(plain)).singleElement().satisfies(fault -> {
            assertThat(fault.message()).endsWith("as in: query Page @purpose(is: PERSONALIZATION) { … }");
            assertThat(fault.permitted()).containsExactly("PERSONALIZATION", "RETARGETING");
        });
        var nobody = PolicyFixtures.client("new", "shop", Set.of(), Set.of());
        assertThat(planner.plan(questionOf(nobody, plain), PolicyFixtures.POLICY))
                .isInstanceOfSatisfying(
                        Planning.Refusal.class,
                        refusal -> assertThat(refusal.faults())
                                .extracting(Fault::message)
                                .containsExactly("The operation declares no purpose. "
                                        + "Declare one, as in: query Page @purpose(is: …) { … }"));
    }

    @Test
    void aRefusedHopSaysWhereItStandsAndWhatIsPermittedThere() {
        assertThat(refused("""
            query @purpose(is: PERSONALIZATION) {
              customer(namespace: "crm", value: "1001") {
                devices { edges { node { emails { edges { cursor } } } } }
                segments { edges { node { devices { edges { cursor } } } } }
              }
            }
            """))
                .extracting(Fault::message)
                .containsExactly(
                        "Purpose PERSONALIZATION may not walk Device.emails from here (B1). Permitted here:"
                                + " Device.segments.",
                        "Purpose PERSONALIZATION may not walk Segment.devices from here (B1). The walk ends here.");
    }

    @Test
    void whereAWalkMayStandInTwoQuadrantsOnlyWhatBothRevealIsShown() {
        var policy =
                PolicyFixtures.policy(PolicyFixtures.shippedWith("walks: [B1 -> B3]", "walks: [B1 -> B1, B1 -> B3]"));
        var document = """
            query @purpose(is: RETARGETING) {
              segment(namespace: "segment", value: "winter-boots") {
                devices { edges { node { syncedWith { edges { node { value } } } } } }
              }
            }
            """;
        assertThat(planner.plan(question(document, null, Map.of()), policy))
                .isInstanceOfSatisfying(
                        Planning.Refusal.class,
                        refusal -> assertThat(refusal.faults())
                                .extracting(Fault::message)
                                .containsExactly("Purpose RETARGETING may not see Device.value here (B1 or B3)."));
    }

    @Test
    void aRefusedPropertySaysWhatOfItsTypeIsRevealedThere() {
        assertThat(refused("""
            query @purpose(is: RETARGETING) {
              segment(namespace: "segment", value: "winter-boots") {
                devices { edges { node { syncedWith { edges { provenance { party } } } } } }
              }
            }
            """)).extracting(Fault::permitted).containsExactly(List.of("Provenance.source"));
    }

    @Test
    void theNamesOfTypesAreNoProperties() {
        var plan = planned("""
            query @purpose(is: PERSONALIZATION) {
              __typename
              customer(namespace: "crm", value: "1001") {
                __typename id key
                segments { __typename edges { __typename consent { __typename } node { __typename } } pageInfo { hasNextPage } }
              }
            }
            """);
        var node = ((Plan.Entry) plan.roots().getFirst()).node();
        assertThat(plan.roots()).hasSize(1);
        assertThat(node.properties()).isEmpty();
        assertThat(node.handle()).isTrue();
        assertThat(node.key()).isTrue();
        assertThat(node.steps()).singleElement().satisfies(step -> {
            assertThat(step.metadata()).isEmpty();
            assertThat(step.node())
                    .isEqualTo(new Plan.Node(Kind.SEGMENT, Set.of(Quadrant.B1), Set.of(), false, false, List.of()));
        });
    }

    @Test
    void aNodeExistsByTheHopsThatMayLeaveItAndWithoutHopsByItself() {
        var document = "query @purpose(is: PERSONALIZATION) { customer(namespace: \"crm\", value: \"1\") { value } }";
        assertThat(exists(document, PolicyFixtures.POLICY)).containsExactly("Customer.segments", "Customer.devices");
        assertThat(exists(document, PolicyFixtures.policy(PolicyFixtures.shippedWith("maxHops: 2", "maxHops: 0"))))
                .isEmpty();
    }

    @Test
    void theSubjectIsKnownByTheTokenAndNotByAValue() {
        var client = PolicyFixtures.client("self-service", "shop", Set.of(new Purpose("SUBJECT_ACCESS")), Set.of());
        var document = "query @purpose(is: SUBJECT_ACCESS) { viewer { value } }";
        assertThat(planner.plan(questionOf(client, document), PolicyFixtures.POLICY))
                .isInstanceOfSatisfying(
                        Planning.Planned.class,
                        planned -> assertThat(planned.plan().roots())
                                .singleElement()
                                .isInstanceOfSatisfying(Plan.Entry.class, entry -> {
                                    assertThat(entry.value()).isEqualTo(new Plan.Input.OwnPerson());
                                    assertThat(entry.start().namespace().name()).isEqualTo("crm");
                                }));
    }

    @Test
    void aPublicClientEntersAtItsOwnUsersNodeOnly() {
        var client = new Client(
                "app",
                "shop",
                ClientType.PUBLIC,
                Optional.empty(),
                false,
                Set.of(new Purpose("PERSONALIZATION")),
                Set.of(),
                Set.of());
        var anybody = "query @purpose(is: PERSONALIZATION) { customer(namespace: \"crm\", value: \"1\") { value } }";
        assertThat(planner.plan(questionOf(client, anybody), PolicyFixtures.POLICY))
                .isInstanceOfSatisfying(
                        Planning.Refusal.class,
                        refusal -> assertThat(refusal.faults()).singleElement().satisfies(fault -> {
                            assertThat(fault.code()).isEqualTo(Code.CLIENT_NOT_CONFIDENTIAL);
                            assertThat(fault.coordinate()).isEqualTo("Query.customer");
                            assertThat(fault.permitted()).containsExactly("Query.viewer", "Query.device");
                        }));
        var own =
                "query @purpose(is: PERSONALIZATION) { viewer { value } device(namespace: \"cookie\") { namespace } }";
        assertThat(planner.plan(questionOf(client, own), PolicyFixtures.POLICY)).isInstanceOf(Planning.Planned.class);
        var handle = new Trail("Query.customer", "crm", List.of());
        var resume = questionOf(client, "query @purpose(is: PERSONALIZATION) { node(id: \"h\") { id } }");
        assertThat(planner.resume(resume, PolicyFixtures.POLICY, new Purpose("PERSONALIZATION"), "node", handle))
                .isEqualTo(new Resuming.Closed());
    }

    @Test
    void anEntryAtTheOwnDeviceTakesItsNamespaceAndNoValue() {
        var own = "query @purpose(is: PERSONALIZATION) { device(namespace: \"cookie\"%s) { namespace } }";
        for (var value : List.of("", ", value: null")) {
            assertThat(planned(own.formatted(value)).roots())
                    .singleElement()
                    .isInstanceOfSatisfying(
                            Plan.Entry.class,
                            entry -> assertThat(entry.value()).isEqualTo(new Plan.Input.OwnDevice("cookie")));
        }
        for (var document : List.of(
                own.formatted(", value: \"ck\""),
                own.formatted(", value: $ref").replace("query @", "query ($ref: String) @"))) {
            assertThat(refused(document)).singleElement().satisfies(fault -> {
                assertThat(fault.code()).isEqualTo(Code.VALUE_NOT_PERMITTED);
                assertThat(fault.coordinate()).isEqualTo("Query.device");
            });
        }
        assertThat(refused(own.formatted("").replace("cookie", "app")))
                .extracting(Fault::code)
                .containsExactly(Code.NAMESPACE_NOT_PERMITTED);
    }

    @Test
    void aSegmentExistsForThePurposeFromItsMinGroup() {
        var client = PolicyFixtures.client("analysts", "shop", Set.of(new Purpose("ANALYTICS")), Set.of());
        var document = "query @purpose(is: ANALYTICS) { segment(namespace: \"segment\", value: \"x\") { size } }";
        assertThat(planner.plan(questionOf(client, document), PolicyFixtures.POLICY))
                .isInstanceOfSatisfying(
                        Planning.Planned.class,
                        planned -> assertThat(planned.plan().minGroup()).contains(10));
    }

    private List<String> exists(String document, Policy policy) {
        return switch (planner.plan(questionOf(CLIENT, document), policy)) {
            case Planning.Planned(var plan) ->
                ((Plan.Entry) plan.roots().getFirst())
                        .start().exists().stream()
                                .map(hop -> hop.hop().coordinate())
                                .toList();
            case Planning other -> throw new AssertionError(other);
        };
    }

    private Plan planned(String document) {
        return switch (plan(document, null)) {
            case Planning.Planned(var plan) -> plan;
            case Planning other -> throw new AssertionError(other);
        };
    }

    private List<Fault> refused(String document) {
        return switch (plan(document, null)) {
            case Planning.Refusal(var faults) -> faults;
            case Planning other -> throw new AssertionError(other);
        };
    }

    private static List<Code> codes(Planning planning) {
        return planning instanceof Planning.Refusal(var faults)
                ? faults.stream().map(Fault::code).toList()
                : List.of();
    }

    private Planning plan(String document, @Nullable String purpose) {
        return planner.plan(
                new Question(
                        CLIENT,
                        Parser.parse(document),
                        null,
                        CoercedVariables.of(Map.of("ref", "1001")),
                        Optional.ofNullable(purpose),
                        Subject.NONE),
                PolicyFixtures.POLICY);
    }

    private static Question questionOf(Client client, String document) {
        return new Question(
                client,
                Parser.parse(document),
                null,
                CoercedVariables.emptyVariables(),
                Optional.empty(),
                Subject.NONE);
    }

    private static Question question(String document, @Nullable String operation, Map<String, Object> variables) {
        return new Question(
                CLIENT,
                Parser.parse(document),
                operation,
                CoercedVariables.of(variables),
                Optional.empty(),
                Subject.NONE);
    }
}
