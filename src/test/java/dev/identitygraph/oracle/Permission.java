package dev.identitygraph.oracle;

import dev.identitygraph.identity.Quadrant;
import graphql.language.Field;
import graphql.language.NullValue;
import graphql.language.SelectionSet;
import graphql.language.StringValue;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Judges what is written in an operation by the rules of its purpose, and collects what they deny. */
final class Permission {
    private final Vocabulary vocabulary;
    private final Operation operation;
    private final Rules rules;
    private final Asker asker;
    private final Set<Denial> denials = new TreeSet<>();

    private Permission(Vocabulary vocabulary, Operation operation, Rules rules, Asker asker) {
        this.vocabulary = vocabulary;
        this.operation = operation;
        this.rules = rules;
        this.asker = asker;
    }

    static Set<Denial> denials(Vocabulary vocabulary, Operation operation, Rules rules, Asker asker) {
        var permission = new Permission(vocabulary, operation, rules, asker);
        for (var field : operation.written(List.of(operation.selections()), "Query")) {
            if (!isMeta(field)) {
                permission.start(field);
            }
        }
        return permission.denials;
    }

    private void start(Field field) {
        var coordinate = "Query." + field.getName();
        var namespaces = rules.enter().get(coordinate);
        if (namespaces == null) {
            deny("ENTRY_NOT_PERMITTED", coordinate);
        } else if (!asker.confidential() && !rules.enterOwn().contains(coordinate)) {
            deny("CLIENT_NOT_CONFIDENTIAL", coordinate);
        } else if (!vocabulary.starts().containsKey(coordinate)) {
            start(field, namespaces.getFirst());
        } else if (!(Operation.written(field, "namespace").orElseThrow() instanceof StringValue literal)) {
            deny("NAMESPACE_NOT_LITERAL", coordinate);
        } else if (!namespaces.contains(literal.getValue())) {
            deny("NAMESPACE_NOT_PERMITTED", coordinate);
        } else if (rules.enterOwn().contains(coordinate) && writesValue(field)) {
            deny("VALUE_NOT_PERMITTED", coordinate);
        } else {
            start(field, Objects.requireNonNull(literal.getValue()));
        }
    }

    private void start(Field field, String namespace) {
        var quadrant = vocabulary.namespace(namespace).quadrant();
        node(vocabulary.typeOf("Query", field.getName()), field.getSelectionSet(), Set.of(quadrant), 0);
    }

    private static boolean writesValue(Field field) {
        return Operation.written(field, "value")
                .filter(value -> !(value instanceof NullValue))
                .isPresent();
    }

    /** Judges what is asked of a node, where the document may stand in these quadrants after so many hops. */
    private void node(String type, SelectionSet selections, Set<Quadrant> standing, int hops) {
        for (var field : operation.written(List.of(selections), type)) {
            if (isMeta(field)) {
                continue;
            }
            var coordinate = type + "." + field.getName();
            if (vocabulary.hop(coordinate).isPresent()) {
                hop(coordinate, type, field, standing, hops);
            } else {
                property(coordinate, standing);
            }
        }
    }

    private void hop(String coordinate, String type, Field field, Set<Quadrant> standing, int hops) {
        var rule = rules.hops().get(coordinate);
        Set<Quadrant> reached = rule == null ? Set.of() : rule.leadsTo(standing);
        if (reached.isEmpty()) {
            deny("HOP_NOT_PERMITTED", coordinate);
        } else if (hops == rules.maxHops()) {
            deny("HOP_LIMIT", coordinate);
        } else {
            below(vocabulary.typeOf(type, field.getName()), field.getSelectionSet(), reached, hops + 1);
        }
    }

    /** Judges a connection, the edges in it, and what is asked of them. */
    private void below(String type, SelectionSet selections, Set<Quadrant> standing, int hops) {
        for (var field : operation.written(List.of(selections), type)) {
            if (isMeta(field) || field.getName().equals("pageInfo")) {
                continue;
            }
            var of = vocabulary.typeOf(type, field.getName());
            switch (field.getName()) {
                case "edges" -> below(of, field.getSelectionSet(), standing, hops);
                case "node" -> node(of, field.getSelectionSet(), standing, hops);
                case "consent", "consents", "provenance" ->
                    operation.written(List.of(field.getSelectionSet()), of).stream()
                            .filter(property -> !isMeta(property))
                            .forEach(property -> property(of + "." + property.getName(), standing));
                default ->
                    throw new IllegalArgumentException("The oracle does not know " + type + "." + field.getName());
            }
        }
    }

    private void property(String coordinate, Set<Quadrant> standing) {
        if (!rules.reveals(coordinate, standing)) {
            deny("PROPERTY_NOT_REVEALED", coordinate);
        }
    }

    private void deny(String code, String coordinate) {
        denials.add(new Denial(code, coordinate));
    }

    private static boolean isMeta(Field field) {
        return field.getName().startsWith("__") || Opaque.NAMES.contains(field.getName());
    }
}
