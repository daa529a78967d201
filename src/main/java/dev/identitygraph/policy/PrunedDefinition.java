package dev.identitygraph.policy;

import dev.identitygraph.identity.Purpose;
import graphql.language.AstPrinter;
import graphql.language.Definition;
import graphql.language.DirectiveDefinition;
import graphql.language.Document;
import graphql.language.EnumTypeDefinition;
import graphql.language.FieldDefinition;
import graphql.language.Node;
import graphql.language.ObjectTypeDefinition;
import graphql.language.TypeDefinition;
import graphql.language.TypeName;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLSchema;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** A schema's definition, in its own order, with only some fields of its objects and what these need. */
final class PrunedDefinition {
    private static final String PURPOSE_DIRECTIVE = "purpose";
    private static final String PURPOSE_TYPE = "Purpose";

    private final GraphQLSchema schema;
    private final Set<String> fields;
    private final Purpose purpose;

    PrunedDefinition(GraphQLSchema schema, Set<String> fields, Purpose purpose) {
        this.schema = schema;
        this.fields = fields;
        this.purpose = purpose;
    }

    String print() {
        var directive =
                Objects.requireNonNull(schema.getDirective(PURPOSE_DIRECTIVE)).getDefinition();
        var definitions = new ArrayList<Definition<?>>(List.of(Objects.requireNonNull(directive)));
        definitions.addAll(needed(directive));
        definitions.sort(Comparator.comparing(definition ->
                Objects.requireNonNull(definition.getSourceLocation()).getLine()));
        var document = Document.newDocument();
        definitions.forEach(document::definition);
        return AstPrinter.printAst(document.build());
    }

    /** The objects that have a field left, and the types that they and the directive speak of. */
    private Collection<? extends Definition<?>> needed(DirectiveDefinition directive) {
        var open = new ArrayDeque<Node<?>>(List.of(directive));
        schema.getAllTypesAsList().stream()
                .flatMap(type -> pruned(type).stream())
                .filter(ObjectTypeDefinition.class::isInstance)
                .forEach(open::add);
        var needed = new LinkedHashMap<String, TypeDefinition<?>>();
        while (!open.isEmpty()) {
            var node = open.remove();
            if (node instanceof TypeDefinition<?> type) {
                needed.put(type.getName(), type);
            }
            names(node)
                    .filter(name -> !needed.containsKey(name))
                    .flatMap(name -> pruned(named(name)).stream())
                    .filter(type -> !(type instanceof ObjectTypeDefinition))
                    .forEach(open::add);
        }
        return needed.values();
    }

    private GraphQLNamedType named(String name) {
        return (GraphQLNamedType) Objects.requireNonNull(schema.getType(name), name);
    }

    private static Stream<String> names(Node<?> node) {
        var children = node.getChildren().stream().flatMap(PrunedDefinition::names);
        return node instanceof TypeName type ? Stream.concat(Stream.of(type.getName()), children) : children;
    }

    /**
     * A type's definition without what is left out and without the graph's directives; nothing for one of GraphQL's
     * own.
     */
    private List<TypeDefinition<?>> pruned(GraphQLNamedType type) {
        return switch (type.getDefinition()) {
            case ObjectTypeDefinition object -> {
                var left = left(object);
                yield left.isEmpty() ? List.of() : List.of(object.transform(builder -> builder.fieldDefinitions(left)));
            }
            case EnumTypeDefinition purposes
            when purposes.getName().equals(PURPOSE_TYPE) ->
                List.of(purposes.transform(builder ->
                        builder.enumValueDefinitions(purposes.getEnumValueDefinitions().stream()
                                .filter(value -> value.getName().equals(purpose.name()))
                                .toList())));
            case TypeDefinition<?> other -> List.of(other);
            case null, default -> List.of();
        };
    }

    private List<FieldDefinition> left(ObjectTypeDefinition object) {
        return object.getFieldDefinitions().stream()
                .filter(field -> fields.contains(object.getName() + "." + field.getName()))
                .map(field -> field.transform(builder -> builder.directives(List.of())))
                .toList();
    }
}
