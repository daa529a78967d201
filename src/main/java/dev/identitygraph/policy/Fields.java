package dev.identitygraph.policy;

import dev.identitygraph.policy.Plan.Input;
import graphql.language.Argument;
import graphql.language.ArrayValue;
import graphql.language.IntValue;
import graphql.language.NullValue;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.language.VariableReference;
import graphql.normalized.ExecutableNormalizedField;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a normalised operation. */
final class Fields {
    private Fields() {}

    /** Whether a field is the engine's own, such as {@code __typename}. */
    static boolean isMeta(ExecutableNormalizedField field) {
        return field.getFieldName().startsWith("__");
    }

    /** The coordinate of a field that one type has. */
    static String coordinate(ExecutableNormalizedField field) {
        return field.getSingleObjectTypeName() + "." + field.getFieldName();
    }

    /** What is selected of a field by a name; aliases of it may be several. */
    static List<ExecutableNormalizedField> children(ExecutableNormalizedField field, String name) {
        return field.getChildren().stream()
                .filter(child -> child.getFieldName().equals(name))
                .toList();
    }

    /** An argument as it is written, or null if it is not. */
    static @Nullable Value<?> argument(ExecutableNormalizedField field, String name) {
        return field.getAstArguments().stream()
                .filter(argument -> argument.getName().equals(name))
                .findFirst()
                .map(Argument::getValue)
                .orElse(null);
    }

    /** What an argument is given, be it null. */
    static Input input(ExecutableNormalizedField field, String name) {
        var argument = argument(field, name);
        return argument == null ? new Input.Given(null) : input(argument);
    }

    static Input input(Value<?> value) {
        return switch (value) {
            case VariableReference variable -> new Input.Variable(variable.getName());
            case IntValue number -> new Input.Given(number.getValue().intValue());
            case StringValue text -> new Input.Given(text.getValue());
            case NullValue _ -> new Input.Given(null);
            case ArrayValue list ->
                new Input.Items(list.getValues().stream().map(Fields::input).toList());
            default -> throw new IllegalStateException("No such literal passes validation");
        };
    }
}
