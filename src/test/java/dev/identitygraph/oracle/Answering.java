package dev.identitygraph.oracle;

import dev.identitygraph.identity.Consent;
import dev.identitygraph.identity.Identity;
import dev.identitygraph.identity.Namespace.Storage;
import dev.identitygraph.identity.Provenance;
import graphql.language.Field;
import graphql.language.SelectionSet;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Walks a graph as a permitted operation asks, and shows what is open to its purpose. */
final class Answering {
    private final Vocabulary vocabulary;
    private final Operation operation;
    private final Rules rules;
    private final Graph graph;
    private final Instant at;
    private final Set<Denial> denials = new TreeSet<>();

    private Answering(Vocabulary vocabulary, Operation operation, Rules rules, Graph graph, Instant at) {
        this.vocabulary = vocabulary;
        this.operation = operation;
        this.rules = rules;
        this.graph = graph;
        this.at = at;
    }

    static Verdict answer(Vocabulary vocabulary, Operation operation, Rules rules, Graph graph, Instant at) {
        var answering = new Answering(vocabulary, operation, rules, graph, at);
        answering.pages(List.of(operation.selections()), "Query");
        return answering.denials.isEmpty()
                ? new Verdict.Answered(answering.object(List.of(operation.selections()), "Query", answering::start))
                : new Verdict.Refused(answering.denials);
    }

    /** What a field of an object shows. */
    private interface Shows {
        @Nullable
        Object value(Field field, List<SelectionSet> selections, String type);
    }

    private Map<String, @Nullable Object> object(List<SelectionSet> selections, String type, Shows shows) {
        var object = new LinkedHashMap<String, @Nullable Object>();
        operation.asked(selections, type).forEach((name, fields) -> {
            var field = fields.getFirst();
            if (field.getName().equals("__typename")) {
                object.put(name, type);
            } else if (field.getName().equals("id") || field.getName().equals("key")) {
                object.put(name, Opaque.TEXT);
            } else {
                object.put(name, shows.value(field, selectionsOf(fields), vocabulary.typeOf(type, field.getName())));
            }
        });
        return object;
    }

    private static List<SelectionSet> selectionsOf(List<Field> fields) {
        return fields.stream()
                .map(Field::getSelectionSet)
                .filter(Objects::nonNull)
                .toList();
    }

    private @Nullable Object start(Field field, List<SelectionSet> selections, String type) {
        var namespace = Objects.requireNonNull((String) operation.value(field, "namespace", null));
        var value = Objects.requireNonNull((String) operation.value(field, "value", null));
        return graph.find(namespace, value)
                .filter(node -> rules.exists(vocabulary, graph, node, at))
                .map(node -> node(node, selections, type))
                .orElse(null);
    }

    private Map<String, @Nullable Object> node(Identity node, List<SelectionSet> selections, String type) {
        return object(selections, type, (field, below, of) -> {
            var coordinate = type + "." + field.getName();
            var hop = vocabulary.hop(coordinate);
            return hop.isPresent()
                    ? connection(rules.open(graph, node, hop.get(), at), coordinate, field, below, of)
                    : property(node, coordinate);
        });
    }

    private @Nullable Object property(Identity node, String coordinate) {
        return switch (vocabulary.graphName(coordinate)) {
            case "namespace" -> node.namespace().name();
            case "value" -> node.value();
            case "encryptedValue" -> node.namespace().storage() == Storage.ENCRYPTED ? node.value() : null;
            case "size" -> rules.size(graph, node);
            default -> throw new IllegalArgumentException("The oracle does not know " + coordinate);
        };
    }

    private Map<String, @Nullable Object> connection(
            List<Graph.Step> list, String coordinate, Field field, List<SelectionSet> selections, String type) {
        var page = new Page(operation, field);
        var steps = page.of(list);
        return object(selections, type, (part, below, of) -> switch (part.getName()) {
            case "edges" ->
                steps.stream().map(step -> edge(step, coordinate, below, of)).toList();
            case "pageInfo" ->
                object(below, of, (about, _, _) -> switch (about.getName()) {
                    case "hasNextPage" -> page.hasNext(list);
                    case "hasPreviousPage" -> page.hasPrevious(list);
                    case "startCursor" -> steps.isEmpty() ? null : cursor(steps.getFirst(), coordinate);
                    case "endCursor" -> steps.isEmpty() ? null : cursor(steps.getLast(), coordinate);
                    default -> throw new IllegalArgumentException("The oracle does not know a page's " + about);
                });
            default -> throw new IllegalArgumentException("The oracle does not know " + part.getName());
        });
    }

    private Cursor cursor(Graph.Step step, String coordinate) {
        return new Cursor(rules.purpose(), coordinate, step.place());
    }

    private Map<String, @Nullable Object> edge(
            Graph.Step step, String coordinate, List<SelectionSet> selections, String type) {
        var consent = Objects.requireNonNull(step.edge().consents().get(rules.purpose()));
        return object(selections, type, (part, below, of) -> switch (part.getName()) {
            case "cursor" -> cursor(step, coordinate);
            case "node" -> node(step.to(), below, of);
            case "consent" -> object(below, of, (about, _, _) -> shown(consent, about.getName()));
            case "provenance" ->
                object(below, of, (about, _, _) -> shown(step.edge().provenance(), about.getName()));
            default -> throw new IllegalArgumentException("The oracle does not know " + part.getName());
        });
    }

    private static Object shown(Consent consent, String name) {
        return switch (name) {
            case "status" -> consent.status().name();
            case "lawfulBasis" -> consent.lawfulBasis().name();
            case "validFrom" -> day(consent.validFrom());
            case "validUntil" -> day(consent.validUntil());
            default -> throw new IllegalArgumentException("The oracle does not know a consent's " + name);
        };
    }

    private static Object shown(Provenance provenance, String name) {
        return switch (name) {
            case "source" -> provenance.source();
            case "party" -> provenance.party().name();
            case "method" -> provenance.method().name();
            case "confidence" -> provenance.confidence();
            case "observedAt" -> day(provenance.observedAt());
            case "recordedAt" -> day(provenance.recordedAt());
            default -> throw new IllegalArgumentException("The oracle does not know a provenance's " + name);
        };
    }

    private static String day(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC).toString();
    }

    /** Denies pages that there cannot be, in the fields that are asked for. */
    private void pages(List<SelectionSet> selections, String type) {
        operation.asked(selections, type).values().forEach(fields -> {
            var field = fields.getFirst();
            if (!field.getName().startsWith("__") && !selectionsOf(fields).isEmpty()) {
                var coordinate = type + "." + field.getName();
                if (vocabulary.hop(coordinate).isPresent()) {
                    new Page(operation, field)
                            .faults(coordinate, rules)
                            .forEach(code -> denials.add(new Denial(code, coordinate)));
                }
                pages(selectionsOf(fields), vocabulary.typeOf(type, field.getName()));
            }
        });
    }
}
