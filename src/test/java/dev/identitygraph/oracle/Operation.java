package dev.identitygraph.oracle;

import graphql.language.Argument;
import graphql.language.BooleanValue;
import graphql.language.DirectivesContainer;
import graphql.language.Document;
import graphql.language.EnumValue;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.IntValue;
import graphql.language.NullValue;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.language.VariableDefinition;
import graphql.language.VariableReference;
import graphql.parser.Parser;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The operation that a question asks, with the values of its variables. */
final class Operation {
    private final Vocabulary vocabulary;
    private final Document document;
    private final OperationDefinition definition;
    private final Map<String, @Nullable Object> variables = new HashMap<>();

    Operation(Vocabulary vocabulary, Question question) {
        this.vocabulary = vocabulary;
        this.document = Parser.parse(question.document());
        this.definition = document.getDefinitionsOfType(OperationDefinition.class).stream()
                .filter(operation -> question.operation()
                        .map(name -> name.equals(operation.getName()))
                        .orElse(true))
                .findFirst()
                .orElseThrow();
        for (VariableDefinition variable : definition.getVariableDefinitions()) {
            if (variable.getDefaultValue() != null) {
                variables.put(variable.getName(), value(variable.getDefaultValue(), null));
            }
        }
        variables.putAll(question.variables());
    }

    SelectionSet selections() {
        return definition.getSelectionSet();
    }

    /** The value of {@code @purpose}, if the operation has the directive. */
    Optional<Value<?>> purpose() {
        return definition.getDirectives("purpose").stream()
                .findFirst()
                .map(directive -> directive.getArgument("is").getValue());
    }

    /** All fields that are written in the selections of an object, also those that a condition leaves out. */
    List<Field> written(Collection<SelectionSet> selections, String type) {
        var fields = new ArrayList<Field>();
        selections.forEach(set -> collect(set, type, _ -> true, fields));
        return fields;
    }

    /** The fields that the selections of an object ask for, by their names in the answer. */
    Map<String, List<Field>> asked(Collection<SelectionSet> selections, String type) {
        var fields = new ArrayList<Field>();
        selections.forEach(set -> collect(set, type, this::included, fields));
        var byName = new LinkedHashMap<String, List<Field>>();
        fields.forEach(
                field -> byName.computeIfAbsent(Objects.requireNonNull(field.getResultKey()), _ -> new ArrayList<>())
                        .add(field));
        return byName;
    }

    private void collect(
            SelectionSet set, String type, Predicate<DirectivesContainer<?>> included, List<Field> fields) {
        for (Selection<?> selection : set.getSelections()) {
            switch (selection) {
                case Field field when included.test(field) -> fields.add(field);
                case InlineFragment inline
                when included.test(inline)
                        && (inline.getTypeCondition() == null
                                || vocabulary.is(type, inline.getTypeCondition().getName())) ->
                    collect(inline.getSelectionSet(), type, included, fields);
                case FragmentSpread spread
                when included.test(spread)
                        && vocabulary.is(
                                type, fragment(spread).getTypeCondition().getName()) ->
                    collect(fragment(spread).getSelectionSet(), type, included, fields);
                default -> {}
            }
        }
    }

    private FragmentDefinition fragment(FragmentSpread spread) {
        return document.getDefinitionsOfType(FragmentDefinition.class).stream()
                .filter(fragment -> fragment.getName().equals(spread.getName()))
                .findFirst()
                .orElseThrow();
    }

    private boolean included(DirectivesContainer<?> selection) {
        return condition(selection, "include").orElse(true)
                && !condition(selection, "skip").orElse(false);
    }

    private Optional<Boolean> condition(DirectivesContainer<?> selection, String name) {
        return selection.getDirectives(name).stream().findFirst().map(directive -> (Boolean)
                Objects.requireNonNull(value(directive.getArgument("if").getValue(), null)));
    }

    /** The argument as it is written, if it is. */
    static Optional<Value<?>> written(Field field, String argument) {
        return field.getArguments().stream()
                .filter(given -> given.getName().equals(argument))
                .findFirst()
                .map(Argument::getValue);
    }

    /** The argument's value: written, given by a variable, or else the default. */
    @Nullable
    Object value(Field field, String argument, @Nullable Object otherwise) {
        var written = written(field, argument);
        return written.isPresent() ? value(written.get(), otherwise) : otherwise;
    }

    private @Nullable Object value(Value<?> written, @Nullable Object otherwise) {
        return switch (written) {
            case VariableReference variable ->
                variables.containsKey(variable.getName()) ? variables.get(variable.getName()) : otherwise;
            case StringValue text -> text.getValue();
            case IntValue number -> number.getValue().intValue();
            case BooleanValue flag -> flag.isValue();
            case EnumValue constant -> constant.getName();
            case NullValue _ -> null;
            default -> throw new IllegalArgumentException("The oracle does not read " + written);
        };
    }
}
