package dev.identitygraph.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.identitygraph.policy.Fault.Code;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ParsedDocumentTests {
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
            assertThat(fault.message()).contains("Invalid syntax");
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

    private static ParsedDocument parsed(String text, @Nullable String operation) {
        return ParsedDocument.of(text, operation, PolicyFixtures.SCHEMA);
    }

    private static List<Fault> invalid(String text, @Nullable String operation) {
        return switch (parsed(text, operation)) {
            case ParsedDocument.Invalid(var faults) -> faults;
            case ParsedDocument.Valid valid -> throw new AssertionError(valid);
        };
    }
}
