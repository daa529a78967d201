package dev.identitygraph.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.identitygraph.client.Client;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.policy.Fault.Code;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentReaderTests {
    private static final DocumentReader READER =
            new DocumentReader(PolicyFixtures.SCHEMA, PolicyFixtures.NAMESPACES, DocumentLimits.NONE);
    private static final Client EVERYBODY = PolicyFixtures.client(
            "shop", "shop", PolicyFixtures.POLICY.purposes().keySet(), Set.of());
    private static final String TWO = "query A { __typename } query B { __typename }";

    @Test
    void aDocumentWithOneOperationNeedsNoName() {
        assertThat(parsed("{ __typename }", null)).isInstanceOf(ParsedDocument.Valid.class);
        assertThat(parsed("query A { __typename }", null)).isInstanceOf(ParsedDocument.Valid.class);
    }

    @Test
    void ofSeveralOperationsOneIsAsked() {
        assertThat(parsed(TWO, "B")).isInstanceOf(ParsedDocument.Valid.class);
        assertThat(invalid(TWO, null))
                .containsExactly(new Fault(
                        Code.DOCUMENT_INVALID,
                        "The document has 2 operations; say which one is asked.",
                        null,
                        new Location(1, 1),
                        List.of("A", "B")));
        assertThat(invalid(TWO, "C"))
                .containsExactly(new Fault(
                        Code.DOCUMENT_INVALID,
                        "The document has no operation C.",
                        null,
                        new Location(1, 1),
                        List.of("A", "B")));
    }

    @Test
    void anOperationWithoutANameIsFoundByNoName() {
        assertThat(invalid("{ __typename }", "C"))
                .extracting(Fault::message)
                .containsExactly("The document has no operation C.");
    }

    @Test
    void aDocumentThatDoesNotParseIsRefusedWithThePlace() {
        assertThat(invalid("{ customer(", null)).singleElement().satisfies(fault -> {
            assertThat(fault.code()).isEqualTo(Code.DOCUMENT_INVALID);
            assertThat(fault.message()).startsWith("The document is no GraphQL");
            assertThat(fault.location()).isNotNull().extracting(Location::line).isEqualTo(1);
        });
    }

    @Test
    void everyRuleOfTheSchemaThatADocumentBreaksIsListedWithThePlace() {
        assertThat(invalid("{\n  unknown\n  viewer { nothing }\n}", null))
                .extracting(Fault::code, Fault::location)
                .containsExactly(
                        tuple(Code.DOCUMENT_INVALID, new Location(2, 3)),
                        tuple(Code.DOCUMENT_INVALID, new Location(3, 12)));
    }

    @Test
    void anUnknownFieldIsToldWithThoseNearItThatThePurposeCanSee() {
        assertThat(invalid(
                        "query @purpose(is: PERSONALIZATION) { customer { segmnts { edges { node { name } } } } }",
                        null))
                .filteredOn(fault -> fault.message().contains("segmnts"))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.message()).isEqualTo("Customer has no field segmnts. Did you mean segments?");
                    assertThat(fault.permitted()).containsExactly("Customer.segments");
                });
    }

    @Test
    void aFieldThatExistsButNotForThePurposeIsNeverSuggested() {
        var document = "query @purpose(is: %s) { email(namespace: \"email\", value: \"x\") { custmers { key } } }";
        assertThat(invalid(document.formatted("PERSONALIZATION"), null)
                        .getFirst()
                        .message())
                .isEqualTo("Email has no field custmers.");
        assertThat(invalid(
                                "query @purpose(is: FIRST_PARTY_MATCHING) { customer(namespace: \"crm\", value: \"x\") { emials { pageInfo { endCursor } } } }",
                                null)
                        .getFirst()
                        .message())
                .isEqualTo("Customer has no field emials. Did you mean emails?");
        assertThat(invalid(
                                "query @purpose(is: PERSONALIZATION) { customer(namespace: \"crm\", value: \"x\") { emials { pageInfo { endCursor } } } }",
                                null)
                        .getFirst()
                        .message())
                .isEqualTo("Customer has no field emials.");
    }

    @Test
    void withoutAPurposeThatTheClientHasNothingIsSuggested() {
        assertThat(invalid("{ custmer { key } }", null).getFirst().message()).isEqualTo("Query has no field custmer.");
        assertThat(faults(READER.read(
                                new Asking(
                                        PolicyFixtures.client(new Purpose("ANALYTICS")),
                                        "query @purpose(is: PERSONALIZATION) { custmer { key } }",
                                        null,
                                        Optional.empty()),
                                PolicyFixtures.POLICY))
                        .getFirst()
                        .message())
                .isEqualTo("Query has no field custmer.");
    }

    @Test
    void thePurposeOfTheHeaderSuggestsToo() {
        assertThat(faults(READER.read(
                                new Asking(
                                        PolicyFixtures.client(new Purpose("PERSONALIZATION")),
                                        "{ custmer { key } }",
                                        null,
                                        Optional.of("PERSONALIZATION")),
                                PolicyFixtures.POLICY))
                        .getFirst()
                        .message())
                .isEqualTo("Query has no field custmer. Did you mean customer?");
    }

    @Test
    void aPurposeThatDoesNotExistIsToldWithThoseOfTheClient() {
        assertThat(faults(READER.read(
                        new Asking(
                                PolicyFixtures.client(new Purpose("ANALYTICS")),
                                "query @purpose(is: CURIOSITY) { viewer { key } }",
                                null,
                                Optional.empty()),
                        PolicyFixtures.POLICY)))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.code()).isEqualTo(Code.PURPOSE_UNKNOWN);
                    assertThat(fault.permitted()).containsExactly("ANALYTICS");
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ node(id: {secret: \"anna@example.com\"}) { id } }",
                "{ nodes(ids: [[\"anna@example.com\"]]) { id } }",
                "{ customer(namespace: \"crm\", value: {a: \"anna@example.com\"}) { id } }",
                "{ viewer { segments(first: \"anna@example.com\") { pageInfo { endCursor } } } }",
                "query ($first: Int = \"anna@example.com\") { viewer { segments(first: $first) { pageInfo { endCursor } } } }",
                "{ viewer(name: \"anna@example.com\") { id } }",
                "{ customer(namespace: \"crm\" \"anna@example.com\") { id } }",
                "{ viewer { id } } \"anna@example.com\"",
                "{ viewer { id } \"anna@example.com",
                "query @purpose(is: \"anna@example.com\") { viewer { id } }"
            })
    void noMessageQuotesAValueOfTheDocument(String document) {
        assertThat(invalid(document, null))
                .isNotEmpty()
                .allSatisfy(fault -> assertThat(fault.toString()).doesNotContain("anna", "example"));
    }

    private static List<Fault> faults(ParsedDocument document) {
        return switch (document) {
            case ParsedDocument.Invalid(var faults) -> faults;
            case ParsedDocument.Valid valid -> throw new AssertionError(valid);
        };
    }

    private static ParsedDocument parsed(String text, @Nullable String operation) {
        return READER.read(new Asking(EVERYBODY, text, operation, Optional.empty()), PolicyFixtures.POLICY);
    }

    private static List<Fault> invalid(String text, @Nullable String operation) {
        return faults(parsed(text, operation));
    }
}
