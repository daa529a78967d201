package dev.identitygraph.policy;

import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.policy.Fault.Code;
import graphql.ExecutionInput;
import graphql.GraphQLError;
import graphql.ParseAndValidate;
import graphql.execution.CoercedVariables;
import graphql.execution.UnknownOperationException;
import graphql.language.Document;
import graphql.language.OperationDefinition;
import graphql.parser.ParserOptions;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** Reads documents, and says what is wrong with those that are no valid GraphQL against the schema. */
public final class DocumentReader {
    private final GraphSchema schema;
    private final Namespaces namespaces;
    private final DocumentLimits limits;

    public DocumentReader(GraphSchema schema, Namespaces namespaces, DocumentLimits limits) {
        this.schema = schema;
        this.namespaces = namespaces;
        this.limits = limits;
    }

    /** Parses and validates a document. */
    public ParsedDocument read(Asking asking, Policy policy) {
        var input = ExecutionInput.newExecutionInput(asking.text())
                .locale(Locale.ENGLISH)
                .graphQLContext(context -> context.of(ParserOptions.class, limits.parserOptions()))
                .build();
        var parsed = ParseAndValidate.parse(input);
        if (parsed.isFailure()) {
            var failure = parsed.getSyntaxException();
            return new ParsedDocument.Invalid(limits.exceeded(failure)
                    .map(List::of)
                    .orElseGet(() -> faults(asking, policy, List.of(failure.toInvalidSyntaxError()))));
        }
        var document = parsed.getDocument();
        var errors = ParseAndValidate.validate(schema.definition(), document, Locale.ENGLISH);
        if (!errors.isEmpty()) {
            return new ParsedDocument.Invalid(faults(asking, policy, errors));
        }
        return withOperation(asking, document);
    }

    private static ParsedDocument withOperation(Asking asking, Document document) {
        var name = asking.operationName();
        var operations = document.getDefinitionsOfType(OperationDefinition.class).stream()
                .map(operation -> Objects.requireNonNullElse(operation.getName(), ""))
                .toList();
        if (name == null ? operations.size() == 1 : operations.contains(name)) {
            return new ParsedDocument.Valid(document);
        }
        var message = name == null
                ? "The document has %d operations; say which one is asked.".formatted(operations.size())
                : "The document has no operation %s.".formatted(name);
        return new ParsedDocument.Invalid(
                List.of(new Fault(Code.DOCUMENT_INVALID, message, null, Location.of(document), operations)));
    }

    /**
     * The faults that the engine's errors tell of: in our words, and without the values that stand in the document.
     * Where a name is unknown, those that are near it are told, among what the purpose that is asked for can see.
     */
    public List<Fault> faults(Asking asking, Policy policy, List<? extends GraphQLError> errors) {
        var wording = new ErrorWording(
                schema.purposes().all().stream()
                        .filter(asking.client().purposes()::contains)
                        .map(Purpose::name)
                        .toList(),
                (type, name) -> purpose(asking)
                        .map(purpose -> PurposeSchema.of(schema, namespaces, policy.of(purpose))
                                .near(type, name))
                        .orElseGet(List::of));
        return errors.stream().map(wording::fault).toList();
    }

    /** The purpose that an invalid document is asked for, if it can be told, and the client has it. */
    private Optional<Purpose> purpose(Asking asking) {
        var parsed = ParseAndValidate.parse(ExecutionInput.newExecutionInput(asking.text())
                .graphQLContext(context -> context.of(ParserOptions.class, limits.parserOptions()))
                .build());
        if (parsed.isFailure()) {
            return Optional.empty();
        }
        var question = new Question(
                asking.client(),
                parsed.getDocument(),
                asking.operationName(),
                CoercedVariables.emptyVariables(),
                asking.purposeHeader(),
                Subject.NONE);
        try {
            return DeclaredPurpose.of(question, schema.purposes()) instanceof DeclaredPurpose.Declared(var purpose)
                    ? Optional.of(purpose)
                    : Optional.empty();
        } catch (UnknownOperationException none) {
            return Optional.empty();
        }
    }
}
