package dev.identitygraph.policy;

import dev.identitygraph.policy.Fault.Code;
import graphql.ExecutionInput;
import graphql.GraphQLError;
import graphql.ParseAndValidate;
import graphql.language.Document;
import graphql.language.OperationDefinition;
import graphql.language.SourceLocation;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What comes of a document's text, by the parser and the rules that the server has. */
public sealed interface ParsedDocument {
    /** It is valid against the schema, and has the operation that is asked. */
    record Valid(Document document) implements ParsedDocument {}

    /** It is not. */
    record Invalid(List<Fault> faults) implements ParsedDocument {}

    /**
     * Parses and validates a document.
     *
     * @param operationName which of its operations is asked, or null where it has one
     */
    static ParsedDocument of(String text, @Nullable String operationName, GraphSchema schema) {
        var parsed =
                ParseAndValidate.parse(ExecutionInput.newExecutionInput(text).build());
        if (parsed.isFailure()) {
            return new Invalid(List.of(fault(parsed.getSyntaxException().toInvalidSyntaxError())));
        }
        var document = parsed.getDocument();
        var errors = ParseAndValidate.validate(schema.definition(), document);
        if (!errors.isEmpty()) {
            return new Invalid(errors.stream().map(ParsedDocument::fault).toList());
        }
        var operations = document.getDefinitionsOfType(OperationDefinition.class).stream()
                .map(operation -> Objects.requireNonNullElse(operation.getName(), ""))
                .toList();
        if (operationName == null ? operations.size() == 1 : operations.contains(operationName)) {
            return new Valid(document);
        }
        var message = operationName == null
                ? "The document has %d operations; say which one is asked.".formatted(operations.size())
                : "The document has no operation %s.".formatted(operationName);
        return new Invalid(List.of(new Fault(Code.DOCUMENT_INVALID, message, null, Location.of(document), operations)));
    }

    private static Fault fault(GraphQLError error) {
        var location = error.getLocations() == null
                ? null
                : error.getLocations().stream()
                        .findFirst()
                        .map(ParsedDocument::location)
                        .orElse(null);
        return new Fault(Code.DOCUMENT_INVALID, error.getMessage(), null, location, List.of());
    }

    private static Location location(SourceLocation source) {
        return new Location(source.getLine(), source.getColumn());
    }
}
