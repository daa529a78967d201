package dev.identitygraph.policy;

import dev.identitygraph.identity.Purpose;
import dev.identitygraph.identity.Purposes;
import dev.identitygraph.policy.Fault.Code;
import graphql.language.Directive;
import graphql.language.EnumValue;
import graphql.language.NodeUtil;
import java.util.List;
import java.util.Optional;

/** What the operation is for, as its directive or the request's header says: both, if they agree. */
sealed interface DeclaredPurpose {
    record Declared(Purpose purpose) implements DeclaredPurpose {}

    record Refused(Fault fault) implements DeclaredPurpose {}

    static DeclaredPurpose of(Question question, Purposes existing) {
        var operation = NodeUtil.getOperation(question.document(), question.operationName()).operationDefinition;
        var directive = operation.getDirectives("purpose").stream().findFirst();
        var granted = existing.all().stream()
                .filter(question.client().purposes()::contains)
                .map(Purpose::name)
                .toList();
        var location = directive.map(Location::of).orElseGet(() -> Location.of(operation));

        var inDocument = directive.map(DeclaredPurpose::literal);
        if (inDocument.isPresent() && inDocument.get().isEmpty()) {
            return refused(
                    Code.PURPOSE_UNKNOWN,
                    "The purpose must be written in the document, not given by a variable.",
                    location,
                    granted);
        }
        var fromDocument = inDocument.flatMap(name -> name);
        if (fromDocument.isEmpty() && question.purposeHeader().isEmpty()) {
            return refused(
                    Code.PURPOSE_MISSING,
                    "The operation declares no purpose. Declare one, as in: query Page @purpose(is: %s) { … }"
                            .formatted(granted.isEmpty() ? "…" : granted.getFirst()),
                    location,
                    granted);
        }
        if (fromDocument.isPresent()
                && question.purposeHeader().isPresent()
                && !fromDocument.equals(question.purposeHeader())) {
            return refused(
                    Code.PURPOSE_CONFLICT,
                    "The directive @purpose and the header Identity-Purpose name different purposes. Send one, or the same twice.",
                    location,
                    granted);
        }
        var name = fromDocument.or(question::purposeHeader).orElseThrow();
        var purpose = existing.find(name);
        if (purpose.isEmpty()) {
            return refused(Code.PURPOSE_UNKNOWN, "There is no such purpose.", location, granted);
        }
        if (!question.client().purposes().contains(purpose.get())) {
            return refused(
                    Code.PURPOSE_NOT_GRANTED,
                    "Purpose %s is not granted to this client.".formatted(name),
                    location,
                    granted);
        }
        return new Declared(purpose.get());
    }

    private static Optional<String> literal(Directive directive) {
        return directive.getArgument("is").getValue() instanceof EnumValue value
                ? Optional.of(value.getName())
                : Optional.empty();
    }

    private static Refused refused(Code code, String message, Location location, List<String> permitted) {
        return new Refused(new Fault(code, message, null, location, permitted));
    }
}
