package dev.identitygraph.oracle;

import dev.identitygraph.identity.Consent;
import dev.identitygraph.identity.Identity;
import dev.identitygraph.identity.Namespace.Storage;
import dev.identitygraph.identity.Provenance;
import graphql.language.Field;
import graphql.language.NullValue;
import graphql.language.SelectionSet;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Walks a graph as a permitted operation asks, and shows what is open to its purpose. */
final class Answering {
    private final Vocabulary vocabulary;
    private final Operation operation;
    private final Rules rules;
    private final Graph graph;
    private final Asker asker;
    private final Instant at;
    private final Set<Denial> denials = new TreeSet<>();

    /** The view of the person at whose record the walk started. */
    private @Nullable WholeView whole;

    private Answering(Vocabulary vocabulary, Operation operation, Rules rules, Graph graph, Question question) {
        this.vocabulary = vocabulary;
        this.operation = operation;
        this.rules = rules;
        this.graph = graph;
        this.asker = question.asker();
        this.at = question.at();
    }

    static Verdict answer(Vocabulary vocabulary, Operation operation, Rules rules, Graph graph, Question question) {
        var answering = new Answering(vocabulary, operation, rules, graph, question);
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
        return startOf(field)
                .filter(node -> rules.wholeView() || rules.exists(vocabulary, graph, node, at))
                .map(node -> {
                    whole = WholeView.from(rules, graph, at, node);
                    return node(node, selections, type);
                })
                .orElse(null);
    }

    private Optional<Identity> startOf(Field field) {
        var coordinate = "Query." + field.getName();
        if (!vocabulary.starts().containsKey(coordinate)) {
            var namespace =
                    Objects.requireNonNull(rules.enter().get(coordinate)).getFirst();
            return asker.person().flatMap(person -> graph.find(namespace, person));
        }
        var namespace = Objects.requireNonNull((String) operation.value(field, "namespace", null));
        var own = Operation.written(field, "value")
                .filter(value -> !(value instanceof NullValue))
                .isEmpty();
        var value = own ? asker.devices().get(namespace) : (String) operation.value(field, "value", null);
        return value == null ? Optional.empty() : graph.find(namespace, value);
    }

    private Map<String, @Nullable Object> node(Identity node, List<SelectionSet> selections, String type) {
        return object(selections, type, (field, below, of) -> {
            var coordinate = type + "." + field.getName();
            var hop = vocabulary.hop(coordinate);
            return hop.isPresent()
                    ? connection(open(node, hop.get()), coordinate, field, below, of)
                    : property(node, coordinate);
        });
    }

    private List<Graph.Step> open(Identity node, Vocabulary.Hop hop) {
        return rules.wholeView() ? Objects.requireNonNull(whole).open(node, hop) : rules.open(graph, node, hop, at);
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
        var consents = step.edge().consents();
        return object(selections, type, (part, below, of) -> switch (part.getName()) {
            case "cursor" -> cursor(step, coordinate);
            case "node" -> node(step.to(), below, of);
            case "consent" ->
                object(
                        below,
                        of,
                        (about, _, _) -> shown(Objects.requireNonNull(consents.get(rules.purpose())), about.getName()));
            case "consents" ->
                consents.entrySet().stream()
                        .filter(said -> !said.getKey().isOptOut())
                        .map(said -> object(below, of, (about, _, _) -> switch (about.getName()) {
                            case "purpose" -> said.getKey().name();
                            case "serves" -> step.edge().serves(said.getKey(), at);
                            default -> shown(said.getValue(), about.getName());
                        }))
                        .toList();
            case "provenance" ->
                object(
                        below,
                        of,
                        (about, _, _) -> about.getName().equals("standing")
                                ? step.edge().standing().name()
                                : shown(step.edge().provenance(), about.getName()));
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
