package dev.identitygraph.policy;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.language.AbstractDescribedNode;
import graphql.language.Description;
import graphql.language.DirectiveDefinition;
import graphql.language.Document;
import graphql.language.EnumTypeDefinition;
import graphql.language.FieldDefinition;
import graphql.language.InputObjectTypeDefinition;
import graphql.language.InterfaceTypeDefinition;
import graphql.language.NamedNode;
import graphql.language.Node;
import graphql.language.NonNullType;
import graphql.language.ObjectTypeDefinition;
import graphql.parser.Parser;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The schema explains itself, to a person and to an editor. */
class SchemaDocumentationTests {
    private static final Document SCHEMA = Parser.parse(PolicyFixtures.file("schema/identity-graph.graphqls"));

    /** A part of the schema that has a description, or ought to. */
    private record Part(String name, Node<?> node) {
        String description() {
            var description = ((AbstractDescribedNode<?>) node).getDescription();
            return description == null ? "" : described(description);
        }

        private static String described(Description description) {
            return description.getContent().strip();
        }
    }

    @Test
    void everyTypeFieldArgumentValueAndDirectiveHasADescription() {
        assertThat(parts(SCHEMA).filter(part -> part.description().isEmpty()).map(Part::name))
                .isEmpty();
    }

    @Test
    void everyFieldThatMayBeNullSaysWhen() {
        assertThat(parts(SCHEMA)
                        .filter(part -> part.node() instanceof FieldDefinition field
                                && !(field.getType() instanceof NonNullType))
                        .filter(part ->
                                !part.description().toLowerCase(Locale.ROOT).contains("null"))
                        .map(Part::name))
                .isEmpty();
    }

    @Test
    void whatHasNoDescriptionIsFound() {
        var bare = Parser.parse("""
                directive @d(a: Int) on FIELD
                scalar S
                enum E { V }
                input I { f: Int }
                interface N { f: Int }
                type T implements N { f(a: Int): Int }
                """);
        assertThat(parts(bare).filter(part -> part.description().isEmpty()).map(Part::name))
                .containsExactlyInAnyOrder("d", "d.a", "S", "E", "E.V", "I", "I.f", "N", "N.f", "T", "T.f", "T.f.a");
    }

    private static Stream<Part> parts(Document document) {
        return document.getDefinitions().stream().flatMap(definition -> parts("", definition));
    }

    private static Stream<Part> parts(String prefix, Node<?> node) {
        var name = prefix + ((NamedNode<?>) node).getName();
        Stream<? extends Node<?>> below = switch (node) {
            case ObjectTypeDefinition type -> type.getFieldDefinitions().stream();
            case InterfaceTypeDefinition type -> type.getFieldDefinitions().stream();
            case InputObjectTypeDefinition type -> type.getInputValueDefinitions().stream();
            case EnumTypeDefinition type -> type.getEnumValueDefinitions().stream();
            case FieldDefinition field -> field.getInputValueDefinitions().stream();
            case DirectiveDefinition directive -> directive.getInputValueDefinitions().stream();
            default -> Stream.empty();
        };
        return Stream.concat(Stream.of(new Part(name, node)), below.flatMap(part -> parts(name + ".", part)));
    }
}
