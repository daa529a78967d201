package dev.identitygraph.policy;

import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.identity.Quadrant;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLTypeUtil;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;

/** The part of the schema that a purpose can use: each field that some document for it may select. */
public final class PurposeSchema {
    private final GraphSchema schema;
    private final PurposePolicy policy;
    private final Set<String> fields = new TreeSet<>();

    private PurposeSchema(GraphSchema schema, PurposePolicy policy) {
        this.schema = schema;
        this.policy = policy;
    }

    public static PurposeSchema of(GraphSchema schema, Namespaces namespaces, PurposePolicy policy) {
        var part = new PurposeSchema(schema, policy);
        part.search(namespaces);
        return part;
    }

    /** The coordinates of the fields. */
    Set<String> fields() {
        return Collections.unmodifiableSet(fields);
    }

    /** The fields of a type that are named like something, the most like first. */
    List<String> near(String type, String name) {
        return NearNames.to(
                name,
                fields.stream()
                        .filter(field -> field.startsWith(type + "."))
                        .map(field -> field.substring(type.length() + 1))
                        .toList());
    }

    /** The part as a schema definition, for an editor that is to suggest nothing else. */
    public String sdl() {
        return new PrunedDefinition(schema.definition(), fields, policy.purpose()).print();
    }

    private void search(Namespaces namespaces) {
        var open = new ArrayDeque<Place>();
        policy.enter().forEach((coordinate, rule) -> {
            fields.add(coordinate);
            rule.namespaces().stream()
                    .flatMap(name -> namespaces.find(name).stream())
                    .map(namespace -> Place.start(namespace, policy))
                    .forEach(open::add);
        });
        if (!open.isEmpty()) {
            fields.addAll(List.of("Query.node", "Query.nodes"));
        }
        var seen = new HashSet<Place>();
        while (!open.isEmpty()) {
            var place = open.remove();
            if (seen.add(place)) {
                stand(place, open);
            }
        }
    }

    private void stand(Place place, Queue<Place> open) {
        var type = place.kind().label();
        GraphSchema.OPAQUE.forEach(name -> fields.add(type + "." + name));
        reveal(type, place.quadrants());
        if (place.hopsLeft() == 0) {
            return;
        }
        for (var permitted : policy.hopsFrom(place.kind(), place.quadrants())) {
            var after = place.after(permitted);
            fields.add(permitted.hop().coordinate());
            connection(permitted.hop(), after.quadrants());
            open.add(after);
        }
    }

    private boolean reveal(String type, Set<Quadrant> quadrants) {
        var revealed = schema.propertyCoordinates().stream()
                .filter(coordinate -> coordinate.startsWith(type + "."))
                .filter(coordinate -> policy.reveals(coordinate, quadrants))
                .toList();
        fields.addAll(revealed);
        return !revealed.isEmpty();
    }

    /** The fields of the hop's list, its edges and its pages; of what edges say, only if some of it is revealed. */
    private void connection(Hop hop, Set<Quadrant> quadrants) {
        var connection = type(schema.field(hop.coordinate()));
        for (var part : connection.getFieldDefinitions()) {
            fields.add(connection.getName() + "." + part.getName());
            var partType = type(part);
            for (var field : partType.getFieldDefinitions()) {
                if (!GraphSchema.EDGE_PROPERTIES.contains(field.getName())
                        || reveal(type(field).getName(), quadrants)) {
                    fields.add(partType.getName() + "." + field.getName());
                }
            }
        }
    }

    private static GraphQLObjectType type(GraphQLFieldDefinition field) {
        GraphQLNamedType type = GraphQLTypeUtil.unwrapAll(field.getType());
        return (GraphQLObjectType) type;
    }
}
