package dev.identitygraph.policy;

import dev.identitygraph.client.Client;
import dev.identitygraph.client.ClientType;
import dev.identitygraph.identity.Kind;
import dev.identitygraph.identity.Namespace;
import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.identity.Quadrant;
import dev.identitygraph.policy.Fault.Code;
import dev.identitygraph.policy.Plan.Input;
import graphql.language.Argument;
import graphql.language.ArrayValue;
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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Plans one normalised operation of a client for one purpose, and collects what the policy denies in it. */
final class OperationPlan {
    /** The fields of an edge that show properties of it. */
    private static final Set<String> METADATA = Set.of("consent", "consents", "provenance");

    private final GraphSchema schema;
    private final Namespaces namespaces;
    private final Client client;
    private final PurposePolicy policy;
    private final ExecutableNormalizedOperation operation;
    private final List<Fault> faults = new ArrayList<>();

    OperationPlan(
            GraphSchema schema,
            Namespaces namespaces,
            Client client,
            PurposePolicy policy,
            ExecutableNormalizedOperation operation) {
        this.schema = schema;
        this.namespaces = namespaces;
        this.client = client;
        this.policy = policy;
        this.operation = operation;
    }

    /** What is denied, in the order of the document; complete once the operation has been planned. */
    List<Fault> faults() {
        return List.copyOf(faults);
    }

    List<Plan.Root> roots() {
        var roots = new ArrayList<Plan.Root>();
        for (var field : operation.getTopLevelFields()) {
            switch (field.getFieldName()) {
                case "node" -> resume(field, "id", false).ifPresent(roots::add);
                case "nodes" -> resume(field, "ids", true).ifPresent(roots::add);
                default -> {
                    if (!isMeta(field) && schema.authority(coordinate(field)).isEmpty()) {
                        entry(field).ifPresent(roots::add);
                    }
                }
            }
        }
        return List.copyOf(roots);
    }

    private Optional<Plan.Entry> entry(ExecutableNormalizedField field) {
        var coordinate = coordinate(field);
        var rule = policy.enter().get(coordinate);
        if (rule == null) {
            fault(
                    Code.ENTRY_NOT_PERMITTED,
                    "Purpose %s may not start a walk at %s.".formatted(policy.purpose(), coordinate),
                    field,
                    List.copyOf(policy.enter().keySet()));
            return Optional.empty();
        }
        if (!mayUse(rule)) {
            fault(
                    Code.CLIENT_NOT_CONFIDENTIAL,
                    "%s starts at anybody's node, which is for confidential clients; this one is public."
                            .formatted(coordinate),
                    field,
                    policy.enter().entrySet().stream()
                            .filter(entry -> mayUse(entry.getValue()))
                            .map(Map.Entry::getKey)
                            .toList());
            return Optional.empty();
        }
        return schema.entersAtPerson(coordinate)
                ? namespaces
                        .find(rule.namespaces().getFirst())
                        .map(namespace -> entry(field, coordinate, namespace, new Input.OwnPerson()))
                : namespace(field, rule.namespaces())
                        .flatMap(namespace ->
                                value(field, rule, namespace).map(value -> entry(field, coordinate, namespace, value)));
    }

    /** Whoever can copy a public client could try everybody's keys with it. */
    private boolean mayUse(EntryRule rule) {
        return rule.boundTo() == BoundTo.SUBJECT || client.type() == ClientType.CONFIDENTIAL;
    }

    private Optional<Input> value(ExecutableNormalizedField field, EntryRule rule, Namespace namespace) {
        var written = argument(field, "value");
        if (written == null || written instanceof NullValue) {
            return Optional.of(new Input.OwnDevice(namespace.name()));
        }
        if (rule.boundTo() == BoundTo.SUBJECT) {
            fault(
                    Code.VALUE_NOT_PERMITTED,
                    "Purpose %s may start a walk at %s by the request's own cookie only. Leave the value out."
                            .formatted(policy.purpose(), coordinate(field)),
                    field,
                    List.of());
            return Optional.empty();
        }
        return Optional.of(input(written, null));
    }

    private Plan.Entry entry(ExecutableNormalizedField field, String coordinate, Namespace namespace, Input value) {
        var place = Place.start(namespace, policy);
        return new Plan.Entry(field.getResultKey(), start(coordinate, namespace), value, node(place, List.of(field)));
    }

    private Plan.Start start(String coordinate, Namespace namespace) {
        var exists = policy.maxHops() == 0
                ? List.<PermittedHop>of()
                : policy.hopsFrom(namespace.kind(), Set.of(namespace.quadrant()));
        return new Plan.Start(coordinate, namespace, exists, own(coordinate, namespace));
    }

    private Optional<Input> own(String coordinate, Namespace namespace) {
        var rule = policy.enter().get(coordinate);
        if (rule == null || rule.boundTo() == BoundTo.ANY) {
            return Optional.empty();
        }
        return Optional.of(
                schema.entersAtPerson(coordinate) ? new Input.OwnPerson() : new Input.OwnDevice(namespace.name()));
    }

    /**
     * A handle may lead to any place that the purpose can come to, so what is asked of a kind is refused only where no
     * such place permits it. The place itself decides once more, when the handle is known.
     */
    private Optional<Plan.Resume> resume(ExecutableNormalizedField field, String argument, boolean many) {
        var before = faults.size();
        for (var kind : Kind.values()) {
            if (field.getChildren().stream().anyMatch(child -> isOnlyFor(kind, child))) {
                permittedSomewhere(kind, field);
            }
        }
        return faults.size() > before
                ? Optional.empty()
                : Optional.of(
                        new Plan.Resume(field.getResultKey(), input(field, argument, null), many, location(field)));
    }

    private void permittedSomewhere(Kind kind, ExecutableNormalizedField field) {
        var places = new WalkSearch(policy, namespaces)
                .walks().stream()
                        .filter(walk -> walk.last().kind() == kind)
                        .map(walk -> new Place(kind, Set.of(walk.last().quadrant()), policy.maxHops() - walk.hops()))
                        .distinct()
                        .toList();
        var refusals = new ArrayList<List<Fault>>();
        for (var place : places.isEmpty() ? List.of(new Place(kind, Set.of(), 0)) : places) {
            var attempt = new OperationPlan(schema, namespaces, client, policy, operation);
            attempt.node(place, List.of(field));
            if (attempt.faults.isEmpty()) {
                return;
            }
            refusals.add(attempt.faults);
        }
        faults.addAll(refusals.getFirst());
    }

    private static boolean isOnlyFor(Kind kind, ExecutableNormalizedField field) {
        return field.getObjectTypeNames().equals(Set.of(kind.label()));
    }

    /** Plans what a root field asks of the node that a walk leads to, or nothing if the walk is no longer permitted. */
    Optional<Plan.Resumption> resume(String resultKey, Trail trail) {
        var rule = policy.enter().get(trail.entry());
        var namespace = namespaces.find(trail.namespace());
        if (rule == null
                || namespace.isEmpty()
                || !mayUse(rule)
                || !rule.namespaces().contains(trail.namespace())
                || trail.hops().size() > policy.maxHops()) {
            return Optional.empty();
        }
        var hops = new ArrayList<PermittedHop>();
        var place = Place.start(namespace.get(), policy);
        for (var coordinate : trail.hops()) {
            var hop = policy.hop(coordinate, place.quadrants());
            if (hop.isEmpty() || hop.get().hop().from() != place.kind()) {
                return Optional.empty();
            }
            hops.add(hop.get());
            place = place.after(hop.get());
        }
        var field = operation.getTopLevelFields().stream()
                .filter(root -> root.getResultKey().equals(resultKey))
                .findFirst()
                .orElseThrow();
        return Optional.of(new Plan.Resumption(
                start(trail.entry(), namespace.get()), List.copyOf(hops), node(place, List.of(field))));
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

    /** Plans the selections of the fields that return one and the same node (aliases of one field may be several). */
    private Plan.Node node(Place place, List<ExecutableNormalizedField> fields) {
        var properties = new LinkedHashSet<String>();
        var opaque = new LinkedHashSet<String>();
        var steps = new ArrayList<Plan.Step>();
        for (var field : fields) {
            for (var child : field.getChildren()) {
                if (isMeta(child)
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
            fault(
                    Code.HOP_NOT_PERMITTED,
                    "Purpose %s may not walk %s from here (%s).%s"
                            .formatted(policy.purpose(), coordinate, names(from.quadrants()), permittedHops(from)),
                    coordinate,
                    field,
                    hopsFrom(from));
            return Optional.empty();
        }
        if (from.hopsLeft() == 0) {
            fault(
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
        for (var edge : childrenNamed(field, "edges")) {
            nodes.addAll(childrenNamed(edge, "node"));
            for (var part : edge.getChildren()) {
                if (METADATA.contains(part.getFieldName())) {
                    metadata(place, part, metadata);
                }
            }
        }
        return Optional.of(new Plan.Step(
                String.join("/", field.getListOfResultKeys()),
                permitted.get(),
                location(field),
                page(field),
                Collections.unmodifiableSet(metadata),
                node(place, nodes)));
    }

    private static Plan.Page page(ExecutableNormalizedField field) {
        var info = asked(field, "pageInfo");
        return new Plan.Page(
                input(field, "first", null),
                input(field, "after", null),
                input(field, "last", null),
                input(field, "before", null),
                info.contains("hasPreviousPage"),
                info.contains("hasNextPage"),
                info.contains("startCursor")
                        || info.contains("endCursor")
                        || asked(field, "edges").contains("cursor"));
    }

    private static Set<String> asked(ExecutableNormalizedField connection, String part) {
        return childrenNamed(connection, part).stream()
                .flatMap(child -> child.getChildren().stream())
                .map(ExecutableNormalizedField::getFieldName)
                .collect(Collectors.toSet());
    }

    private void metadata(Place place, ExecutableNormalizedField part, Set<String> metadata) {
        for (var property : part.getChildren()) {
            if (!isMeta(property) && revealed(place.quadrants(), coordinate(property), property)) {
                metadata.add(coordinate(property));
            }
        }
    }

    private boolean revealed(Set<Quadrant> quadrants, String coordinate, ExecutableNormalizedField field) {
        if (policy.reveals(coordinate, quadrants)) {
            return true;
        }
        var type = coordinate.substring(0, coordinate.indexOf('.') + 1);
        fault(
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

    private static List<ExecutableNormalizedField> childrenNamed(ExecutableNormalizedField field, String name) {
        return field.getChildren().stream()
                .filter(child -> child.getFieldName().equals(name))
                .toList();
    }

    private static boolean isMeta(ExecutableNormalizedField field) {
        return field.getFieldName().startsWith("__");
    }

    private static String coordinate(Place place, ExecutableNormalizedField field) {
        return place.kind().label() + "." + field.getFieldName();
    }

    private static String coordinate(ExecutableNormalizedField field) {
        return field.getSingleObjectTypeName() + "." + field.getFieldName();
    }

    private static Input input(ExecutableNormalizedField field, String name, @Nullable Object otherwise) {
        var argument = argument(field, name);
        return argument == null ? new Input.Given(otherwise) : input(argument, otherwise);
    }

    private static Input input(Value<?> value, @Nullable Object otherwise) {
        return switch (value) {
            case VariableReference variable -> new Input.Variable(variable.getName(), otherwise);
            case IntValue number -> new Input.Given(number.getValue().intValue());
            case StringValue text -> new Input.Given(text.getValue());
            case NullValue _ -> new Input.Given(null);
            case ArrayValue list ->
                new Input.Items(
                        list.getValues().stream().map(item -> input(item, null)).toList());
            default -> throw new IllegalStateException("No such literal passes validation");
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
        fault(code, message, coordinate(field), field, permitted);
    }

    private void fault(
            Code code, String message, String coordinate, ExecutableNormalizedField field, List<String> permitted) {
        faults.add(new Fault(code, message, coordinate, location(field), permitted));
    }

    private Location location(ExecutableNormalizedField field) {
        return Location.of(operation.getMergedField(field).getSingleField());
    }
}
