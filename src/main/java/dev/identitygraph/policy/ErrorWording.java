package dev.identitygraph.policy;

import dev.identitygraph.policy.Fault.Code;
import graphql.GraphQLError;
import graphql.InvalidSyntaxError;
import graphql.execution.NonNullableValueCoercedAsNullException;
import graphql.execution.OneOfNullValueException;
import graphql.execution.OneOfTooManyKeysException;
import graphql.execution.UnknownOperationException;
import graphql.schema.CoercingParseValueException;
import graphql.validation.ValidationError;
import java.util.List;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/**
 * Words the errors that the engine finds in a document or in its variables. The engine quotes values, which may be
 * personal, so of its own texts only the names are taken.
 */
final class ErrorWording {
    private static final Pattern UNKNOWN_FIELD = Pattern.compile("Field '(\\w+)' in type '(\\w+)' is undefined");
    private static final Pattern WRONG_VALUE = Pattern.compile("argument '([\\w.\\[\\]]+)' with value .* '(\\w+)'");
    private static final Pattern BAD_DEFAULT = Pattern.compile("Bad default value '.*' for type '(.+)'");
    private static final Pattern VARIABLE = Pattern.compile("[Vv]ariable '(\\w+)'");
    private static final Pattern PREFIX = Pattern.compile("^Validation [Ee]rror \\([^)]*\\) ?: ");

    private final List<String> granted;
    private final BiFunction<String, String, List<String>> near;

    /**
     * Words errors for a client.
     *
     * @param granted the purposes that it has
     * @param near the fields of a type that are named like something, among those that it may be told of
     */
    ErrorWording(List<String> granted, BiFunction<String, String, List<String>> near) {
        this.granted = granted;
        this.near = near;
    }

    Fault fault(GraphQLError error) {
        return switch (error) {
            case InvalidSyntaxError syntax ->
                fault(syntax, "The document is no GraphQL: what stands here does not belong here.");
            case ValidationError invalid -> invalid(invalid);
            case UnknownOperationException _ ->
                fault(error, "The document has no such operation; name one of those that it has.");
            case CoercingParseValueException _, NonNullableValueCoercedAsNullException _ -> variable(error);
            case OneOfTooManyKeysException _, OneOfNullValueException _ ->
                fault(
                        Code.VARIABLE_INVALID,
                        error,
                        "One of the fields of an input object must be given, and no other, where its type says @oneOf.");
            default -> fault(error, "The document cannot be answered.");
        };
    }

    private Fault invalid(ValidationError error) {
        var message = PREFIX.matcher(String.valueOf(error.getMessage()))
                .replaceFirst("")
                .replace('\n', ' ');
        var unknown = UNKNOWN_FIELD.matcher(message);
        if (unknown.find()) {
            return unknownField(error, unknown.group(2), unknown.group(1));
        }
        var wrong = WRONG_VALUE.matcher(message);
        if (wrong.find()) {
            return wrong.group(2).equals("Purpose")
                    ? new Fault(
                            Code.PURPOSE_UNKNOWN,
                            "There is no such purpose.",
                            null,
                            Location.first(error).orElse(null),
                            granted)
                    : fault(error, "Argument %s must be of type %s.".formatted(wrong.group(1), wrong.group(2)));
        }
        var badDefault = BAD_DEFAULT.matcher(message);
        if (badDefault.find()) {
            return fault(
                    error, "The default value of a variable must be of its type, %s.".formatted(badDefault.group(1)));
        }
        return fault(error, message + ".");
    }

    private Fault unknownField(ValidationError error, String type, String name) {
        var names = near.apply(type, name);
        var message = "%s has no field %s.".formatted(type, name)
                + (names.isEmpty() ? "" : " Did you mean %s?".formatted(String.join(" or ", names)));
        return new Fault(
                Code.DOCUMENT_INVALID,
                message,
                null,
                Location.first(error).orElse(null),
                names.stream().map(field -> type + "." + field).toList());
    }

    private Fault variable(GraphQLError error) {
        var name = VARIABLE.matcher(String.valueOf(error.getMessage()));
        return new Fault(
                Code.VARIABLE_INVALID,
                name.find()
                        ? "The value of variable $%s must be of the variable's type.".formatted(name.group(1))
                        : "The value of each variable must be of the variable's type.",
                null,
                Location.first(error).orElse(null),
                List.of());
    }

    private static Fault fault(GraphQLError error, String message) {
        return fault(Code.DOCUMENT_INVALID, error, message);
    }

    private static Fault fault(Code code, GraphQLError error, String message) {
        return new Fault(code, message, null, Location.first(error).orElse(null), List.of());
    }
}
