package dev.identitygraph.policy;

import dev.identitygraph.client.Client;
import dev.identitygraph.client.ClientType;
import dev.identitygraph.identity.Kind;
import dev.identitygraph.identity.Namespace;
import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.policy.Fault.Code;
import dev.identitygraph.policy.Plan.Input;
import graphql.language.NullValue;
import graphql.language.StringValue;
import graphql.normalized.ExecutableNormalizedField;
import graphql.normalized.ExecutableNormalizedOperation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Plans one normalised operation of a client for one purpose, and collects what the policy denies in it. */
final class OperationPlan {
    private final GraphSchema schema;
    private final Namespaces namespaces;
    private final Client client;
    private final PurposePolicy policy;
    private final ExecutableNormalizedOperation operation;
    private final PlanFaults faults;
    private final NodePlan nodes;

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
        faults = new PlanFaults(operation);
        nodes = new NodePlan(schema, policy, operation, faults);
    }

    /** What is denied, in the order of the document; complete once the operation has been planned. */
    List<Fault> faults() {
        return faults.all();
    }

    List<Plan.Root> roots() {
        var roots = new ArrayList<Plan.Root>();
        for (var field : operation.getTopLevelFields()) {
            switch (field.getFieldName()) {
                case "node" -> resume(field, "id").ifPresent(roots::add);
                case "nodes" -> resume(field, "ids").ifPresent(roots::add);
                default -> {
                    if (!Fields.isMeta(field)
                            && schema.authority(Fields.coordinate(field)).isEmpty()) {
                        entry(field).ifPresent(roots::add);
                    }
                }
            }
        }
        return List.copyOf(roots);
    }

    private Optional<Plan.Entry> entry(ExecutableNormalizedField field) {
        var coordinate = Fields.coordinate(field);
        var rule = policy.enter().get(coordinate);
        if (rule == null) {
            faults.add(
                    Code.ENTRY_NOT_PERMITTED,
                    "Purpose %s may not start a walk at %s.".formatted(policy.purpose(), coordinate),
                    field,
                    List.copyOf(policy.enter().keySet()));
            return Optional.empty();
        }
        if (!mayUse(rule)) {
            faults.add(
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
        var written = Fields.argument(field, "value");
        if (written == null || written instanceof NullValue) {
            return Optional.of(new Input.OwnDevice(namespace.name()));
        }
        if (rule.boundTo() == BoundTo.SUBJECT) {
            faults.add(
                    Code.VALUE_NOT_PERMITTED,
                    "Purpose %s may start a walk at %s by the request's own cookie only. Leave the value out."
                            .formatted(policy.purpose(), Fields.coordinate(field)),
                    field,
                    List.of());
            return Optional.empty();
        }
        return Optional.of(Fields.input(written));
    }

    private Plan.Entry entry(ExecutableNormalizedField field, String coordinate, Namespace namespace, Input value) {
        var place = Place.start(namespace, policy);
        return new Plan.Entry(
                field.getResultKey(), start(coordinate, namespace), value, nodes.node(place, List.of(field)));
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
    private Optional<Plan.Resume> resume(ExecutableNormalizedField field, String argument) {
        var denied = Arrays.stream(Kind.values())
                .filter(kind -> field.getChildren().stream().anyMatch(child -> isOnlyFor(kind, child)))
                .flatMap(kind -> deniedEverywhere(kind, field).stream())
                .toList();
        faults.addAll(denied);
        return denied.isEmpty()
                ? Optional.of(new Plan.Resume(
                        field.getResultKey(), Fields.input(field, argument), Location.of(operation, field)))
                : Optional.empty();
    }

    private List<Fault> deniedEverywhere(Kind kind, ExecutableNormalizedField field) {
        var places = new WalkSearch(policy, namespaces)
                .walks().stream()
                        .filter(walk -> walk.last().kind() == kind)
                        .map(walk -> new Place(kind, Set.of(walk.last().quadrant()), policy.maxHops() - walk.hops()))
                        .distinct()
                        .toList();
        var first = List.<Fault>of();
        for (var place : places.isEmpty() ? List.of(new Place(kind, Set.of(), 0)) : places) {
            var denied = new PlanFaults(operation);
            new NodePlan(schema, policy, operation, denied).node(place, List.of(field));
            if (denied.all().isEmpty()) {
                return List.of();
            }
            first = first.isEmpty() ? denied.all() : first;
        }
        return first;
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
                start(trail.entry(), namespace.get()), List.copyOf(hops), nodes.node(place, List.of(field))));
    }

    private Optional<Namespace> namespace(ExecutableNormalizedField field, List<String> allowed) {
        if (!(Fields.argument(field, "namespace") instanceof StringValue literal
                && literal.getValue() instanceof String name)) {
            faults.add(
                    Code.NAMESPACE_NOT_LITERAL,
                    "The namespace must be written in the document, not given by a variable.",
                    field,
                    allowed);
            return Optional.empty();
        }
        if (!allowed.contains(name)) {
            faults.add(
                    Code.NAMESPACE_NOT_PERMITTED,
                    "Purpose %s may not start a walk at %s by this namespace."
                            .formatted(policy.purpose(), Fields.coordinate(field)),
                    field,
                    allowed);
            return Optional.empty();
        }
        return namespaces.find(name);
    }
}
