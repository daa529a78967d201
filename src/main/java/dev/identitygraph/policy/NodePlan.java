package dev.identitygraph.policy;

import dev.identitygraph.identity.Quadrant;
import dev.identitygraph.policy.Fault.Code;
import graphql.normalized.ExecutableNormalizedField;
import graphql.normalized.ExecutableNormalizedOperation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Plans what is selected of the nodes that a walk leads to, and the hops that go on from them. */
final class NodePlan {
    private final GraphSchema schema;
    private final PurposePolicy policy;
    private final ExecutableNormalizedOperation operation;
    private final PlanFaults faults;

    /**
     * A plan of one operation for one purpose.
     *
     * @param faults is told what is denied
     */
    NodePlan(GraphSchema schema, PurposePolicy policy, ExecutableNormalizedOperation operation, PlanFaults faults) {
        this.schema = schema;
        this.policy = policy;
        this.operation = operation;
        this.faults = faults;
    }

    /** Plans the selections of the fields that return one and the same node (aliases of one field may be several). */
    Plan.Node node(Place place, List<ExecutableNormalizedField> fields) {
        var properties = new LinkedHashSet<String>();
        var opaque = new LinkedHashSet<String>();
        var steps = new ArrayList<Plan.Step>();
        for (var field : fields) {
            for (var child : field.getChildren()) {
                if (Fields.isMeta(child)
                        || !child.getObjectTypeNames().contains(place.kind().label())) {
                    continue;
                }
                if (GraphSchema.OPAQUE.contains(child.getFieldName())) {
                    opaque.add(child.getFieldName());
                } else if (schema.hop(coordinate(place, child)).isPresent()) {
                    step(place, child).ifPresent(steps::add);
                } else if (revealed(place.quadrants(), coordinate(place, child), child)) {
                    properties.add(schema.property(coordinate(place, child)).orElseThrow());
                }
            }
        }
        return new Plan.Node(
                place.kind(),
                place.quadrants(),
                Collections.unmodifiableSet(properties),
                opaque.contains("id"),
                opaque.contains("key"),
                List.copyOf(steps));
    }

    private Optional<Plan.Step> step(Place from, ExecutableNormalizedField field) {
        var coordinate = coordinate(from, field);
        var permitted = policy.hop(coordinate, from.quadrants());
        if (permitted.isEmpty()) {
            faults.add(
                    Code.HOP_NOT_PERMITTED,
                    "Purpose %s may not walk %s from here (%s).%s"
                            .formatted(policy.purpose(), coordinate, names(from.quadrants()), permittedHops(from)),
                    coordinate,
                    field,
                    hopsFrom(from));
            return Optional.empty();
        }
        if (from.hopsLeft() == 0) {
            faults.add(
                    Code.HOP_LIMIT,
                    "Purpose %s walks at most %d hops, and %s would be one more."
                            .formatted(policy.purpose(), policy.maxHops(), coordinate),
                    coordinate,
                    field,
                    List.of());
            return Optional.empty();
        }
        var place = from.after(permitted.get());
        var metadata = new LinkedHashSet<String>();
        var nodes = new ArrayList<ExecutableNormalizedField>();
        for (var edge : Fields.children(field, "edges")) {
            nodes.addAll(Fields.children(edge, "node"));
            for (var part : edge.getChildren()) {
                if (GraphSchema.EDGE_PROPERTIES.contains(part.getFieldName())) {
                    metadata(place, part, metadata);
                }
            }
        }
        return Optional.of(new Plan.Step(
                String.join("/", field.getListOfResultKeys()),
                permitted.get(),
                Location.of(operation, field),
                page(field),
                Collections.unmodifiableSet(metadata),
                node(place, nodes)));
    }

    private static Plan.Page page(ExecutableNormalizedField field) {
        var info = asked(field, "pageInfo");
        return new Plan.Page(
                Fields.input(field, "first"),
                Fields.input(field, "after"),
                Fields.input(field, "last"),
                Fields.input(field, "before"),
                info.contains("hasPreviousPage"),
                info.contains("hasNextPage"),
                info.contains("startCursor")
                        || info.contains("endCursor")
                        || asked(field, "edges").contains("cursor"));
    }

    private static Set<String> asked(ExecutableNormalizedField connection, String part) {
        return Fields.children(connection, part).stream()
                .flatMap(child -> child.getChildren().stream())
                .map(ExecutableNormalizedField::getFieldName)
                .collect(Collectors.toSet());
    }

    private void metadata(Place place, ExecutableNormalizedField part, Set<String> metadata) {
        for (var property : part.getChildren()) {
            if (!Fields.isMeta(property) && revealed(place.quadrants(), Fields.coordinate(property), property)) {
                metadata.add(Fields.coordinate(property));
            }
        }
    }

    private boolean revealed(Set<Quadrant> quadrants, String coordinate, ExecutableNormalizedField field) {
        if (policy.reveals(coordinate, quadrants)) {
            return true;
        }
        var type = coordinate.substring(0, coordinate.indexOf('.') + 1);
        faults.add(
                Code.PROPERTY_NOT_REVEALED,
                "Purpose %s may not see %s here (%s).".formatted(policy.purpose(), coordinate, names(quadrants)),
                coordinate,
                field,
                schema.propertyCoordinates().stream()
                        .filter(name -> name.startsWith(type) && policy.reveals(name, quadrants))
                        .toList());
        return false;
    }

    private List<String> hopsFrom(Place place) {
        return place.hopsLeft() == 0
                ? List.of()
                : policy.hopsFrom(place.kind(), place.quadrants()).stream()
                        .map(permitted -> permitted.hop().coordinate())
                        .toList();
    }

    private String permittedHops(Place place) {
        var hops = hopsFrom(place);
        return hops.isEmpty() ? " The walk ends here." : " Permitted here: " + String.join(", ", hops) + ".";
    }

    private static String names(Set<Quadrant> quadrants) {
        return quadrants.stream()
                .sorted()
                .map(Quadrant::name)
                .reduce((a, b) -> a + " or " + b)
                .orElse("nowhere");
    }

    private static String coordinate(Place place, ExecutableNormalizedField field) {
        return place.kind().label() + "." + field.getFieldName();
    }
}
