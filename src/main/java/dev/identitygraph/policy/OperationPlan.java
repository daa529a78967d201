package dev.identitygraph.policy;

import dev.identitygraph.identity.Kind;
import dev.identitygraph.identity.Namespace;
import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.identity.Quadrant;
import dev.identitygraph.policy.Fault.Code;
import dev.identitygraph.policy.Plan.Input;
import graphql.language.Argument;
import graphql.language.IntValue;
import graphql.language.NullValue;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.language.VariableReference;
import graphql.normalized.ExecutableNormalizedField;
import graphql.normalized.ExecutableNormalizedOperation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Plans one normalised operation for one purpose, and collects what the policy denies in it. */
final class OperationPlan {
    private final GraphSchema schema;
    private final Namespaces namespaces;
    private final PurposePolicy policy;
    private final ExecutableNormalizedOperation operation;
    private final List<Fault> faults = new ArrayList<>();

    OperationPlan(
            GraphSchema schema, Namespaces namespaces, PurposePolicy policy, ExecutableNormalizedOperation operation) {
        this.schema = schema;
        this.namespaces = namespaces;
        this.policy = policy;
        this.operation = operation;
    }

    /** What is denied, in the order of the document; complete once {@link #entries()} has been called. */
    List<Fault> faults() {
        return List.copyOf(faults);
    }

    List<Plan.Entry> entries() {
        var entries = new ArrayList<Plan.Entry>();
        for (var field : operation.getTopLevelFields()) {
            if (!isMeta(field)) {
                entry(field).ifPresent(entries::add);
            }
        }
        return List.copyOf(entries);
    }

    private Optional<Plan.Entry> entry(ExecutableNormalizedField field) {
        var coordinate = coordinate(field);
        var kind = schema.entry(coordinate)
                .orElseThrow(() -> new IllegalStateException(coordinate + " is no entry of the schema"));
        var allowed = policy.enter().get(coordinate);
        if (allowed == null) {
            fault(
                    Code.ENTRY_NOT_PERMITTED,
                    "Purpose %s may not start a walk at %s.".formatted(policy.purpose(), coordinate),
                    field,
                    List.copyOf(policy.enter().keySet()));
            return Optional.empty();
        }
        var namespace = namespace(field, allowed);
        if (namespace.isEmpty()) {
            return Optional.empty();
        }
        var quadrants = Set.of(namespace.get().quadrant());
        var exists = policy.maxHops() == 0 ? List.<PermittedHop>of() : policy.hopsFrom(kind, quadrants);
        return Optional.of(new Plan.Entry(
                field.getResultKey(),
                coordinate,
                namespace.get(),
                input(field, "value", null),
                exists,
                node(new Place(kind, quadrants, policy.maxHops()), List.of(field))));
    }

    private Optional<Namespace> namespace(ExecutableNormalizedField field, List<String> allowed) {
        if (!(argument(field, "namespace") instanceof StringValue literal
                && literal.getValue() instanceof String name)) {
            fault(
                    Code.NAMESPACE_NOT_LITERAL,
                    "The namespace must be written in the document, not given by a variable.",
                    field,
                    allowed);
            return Optional.empty();
        }
        if (!allowed.contains(name)) {
            fault(
                    Code.NAMESPACE_NOT_PERMITTED,
                    "Purpose %s may not start a walk at %s by this namespace."
                            .formatted(policy.purpose(), coordinate(field)),
                    field,
                    allowed);
            return Optional.empty();
        }
        return namespaces.find(name);
    }

    /** Where a walk stands: on a node of this kind, in one of these quadrants, with this many hops left. */
    private record Place(Kind kind, Set<Quadrant> quadrants, int hopsLeft) {}

    /** Plans the selections of the fields that return one and the same node (aliases of one field may be several). */
    private Plan.Node node(Place place, List<ExecutableNormalizedField> fields) {
        var properties = new LinkedHashSet<String>();
        var steps = new ArrayList<Plan.Step>();
        for (var field : fields) {
            for (var child : field.getChildren()) {
                if (isMeta(child)) {
                    continue;
                }
                var hop = schema.hop(coordinate(child));
                if (hop.isPresent()) {
                    step(place, child).ifPresent(steps::add);
                } else if (revealed(place.quadrants(), child)) {
                    properties.add(schema.property(coordinate(child)).orElseThrow());
                }
            }
        }
        return new Plan.Node(
                place.kind(), place.quadrants(), Collections.unmodifiableSet(properties), List.copyOf(steps));
    }

    private Optional<Plan.Step> step(Place from, ExecutableNormalizedField field) {
        var permitted = policy.hop(coordinate(field), from.quadrants());
        if (permitted.isEmpty()) {
            fault(
                    Code.HOP_NOT_PERMITTED,
                    "Purpose %s may not walk %s from here (%s).%s"
                            .formatted(
                                    policy.purpose(), coordinate(field), names(from.quadrants()), permittedHops(from)),
                    field,
                    hopsFrom(from));
            return Optional.empty();
        }
        if (from.hopsLeft() == 0) {
            fault(
                    Code.HOP_LIMIT,
                    "Purpose %s walks at most %d hops, and %s would be one more."
                            .formatted(policy.purpose(), policy.maxHops(), coordinate(field)),
                    field,
                    List.of());
            return Optional.empty();
        }
        var hop = permitted.get();
        var place = new Place(hop.hop().to(), hop.reaches(), from.hopsLeft() - 1);
        var metadata = new LinkedHashSet<String>();
        var nodes = new ArrayList<ExecutableNormalizedField>();
        for (var edge : childrenNamed(field, "edges")) {
            nodes.addAll(childrenNamed(edge, "node"));
            for (var part : edge.getChildren()) {
                if (part.getFieldName().equals("consent") || part.getFieldName().equals("provenance")) {
                    metadata(place, part, metadata);
                }
            }
        }
        return Optional.of(new Plan.Step(
                String.join("/", field.getListOfResultKeys()),
                hop,
                location(field),
                input(field, "first", 20),
                input(field, "after", null),
                Collections.unmodifiableSet(metadata),
                node(place, nodes)));
    }

    private void metadata(Place place, ExecutableNormalizedField part, Set<String> metadata) {
        for (var property : part.getChildren()) {
            if (!isMeta(property) && revealed(place.quadrants(), property)) {
                metadata.add(coordinate(property));
            }
        }
    }

    private boolean revealed(Set<Quadrant> quadrants, ExecutableNormalizedField field) {
        var coordinate = coordinate(field);
        if (policy.reveals(coordinate, quadrants)) {
            return true;
        }
        var type = coordinate.substring(0, coordinate.indexOf('.') + 1);
        fault(
                Code.PROPERTY_NOT_REVEALED,
                "Purpose %s may not see %s here (%s).".formatted(policy.purpose(), coordinate, names(quadrants)),
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

    private static List<ExecutableNormalizedField> childrenNamed(ExecutableNormalizedField field, String name) {
        return field.getChildren().stream()
                .filter(child -> child.getFieldName().equals(name))
                .toList();
    }

    private static boolean isMeta(ExecutableNormalizedField field) {
        return field.getFieldName().startsWith("__");
    }

    private static String coordinate(ExecutableNormalizedField field) {
        return field.getSingleObjectTypeName() + "." + field.getFieldName();
    }

    private static Input input(ExecutableNormalizedField field, String name, @Nullable Object otherwise) {
        return switch (argument(field, name)) {
            case VariableReference variable -> new Input.Variable(variable.getName(), otherwise);
            case IntValue number -> new Input.Given(number.getValue().intValue());
            case StringValue text -> new Input.Given(text.getValue());
            case NullValue _ -> new Input.Given(null);
            case null -> new Input.Given(otherwise);
            default -> throw new IllegalStateException("No such literal passes validation: " + name);
        };
    }

    private static @Nullable Value<?> argument(ExecutableNormalizedField field, String name) {
        return field.getAstArguments().stream()
                .filter(argument -> argument.getName().equals(name))
                .findFirst()
                .map(Argument::getValue)
                .orElse(null);
    }

    private void fault(Code code, String message, ExecutableNormalizedField field, List<String> permitted) {
        faults.add(new Fault(code, message, coordinate(field), location(field), permitted));
    }

    private Location location(ExecutableNormalizedField field) {
        return Location.of(operation.getMergedField(field).getSingleField());
    }
}
