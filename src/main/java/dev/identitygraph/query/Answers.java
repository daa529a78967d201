package dev.identitygraph.query;

import dev.identitygraph.identity.Purpose;
import dev.identitygraph.policy.Plan;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Makes an answer of the row that a root field's statement returned. */
final class Answers {
    private final CompiledEntry compiled;
    private final Purpose purpose;
    private final Cursors cursors;
    private final List<BoundStep> bounds;

    Answers(CompiledEntry compiled, Purpose purpose, Cursors cursors, List<BoundStep> bounds) {
        this.compiled = compiled;
        this.purpose = purpose;
        this.cursors = cursors;
        this.bounds = bounds;
    }

    Answer.Node node(Map<String, Object> row) {
        return node(compiled.entry().node(), map(row, "node"));
    }

    private Answer.Node node(Plan.Node planned, Map<String, Object> values) {
        var connections = new HashMap<String, Answer.Connection>();
        for (var step : planned.steps()) {
            connections.put(step.path(), connection(step, values));
        }
        return new Answer.Node(map(values, "properties"), connections);
    }

    private Answer.Connection connection(Plan.Step step, Map<String, Object> values) {
        var number = compiled.number(step);
        var bound = bounds.get(number);
        var rows = list(values, "step" + number);
        var edges = new ArrayList<Answer.Edge>();
        for (var row : rows.subList(0, Math.min(rows.size(), bound.first()))) {
            edges.add(edge(step, row));
        }
        return new Answer.Connection(
                edges,
                Answer.Page.of(
                        edges, rows.size() > bound.first(), !bound.after().isEmpty()));
    }

    private Answer.Edge edge(Plan.Step step, Map<String, Object> row) {
        var metadata = map(row, "metadata");
        var consent = new HashMap<String, Object>();
        var provenance = new HashMap<String, Object>();
        for (var coordinate : step.metadata()) {
            var part = Metadata.of(coordinate);
            var value = shown(Objects.requireNonNull(metadata.get(part.graphName(purpose)), coordinate));
            switch (part) {
                case Metadata.OfConsent(var name) -> consent.put(name, value);
                case Metadata.OfProvenance(var name) -> provenance.put(name, value);
            }
        }
        return new Answer.Edge(
                cursors.cursor(step, (String) Objects.requireNonNull(row.get("position"))),
                node(step.node(), map(row, "node")),
                consent,
                provenance);
    }

    /** Times are shown to the day: an exact instant would let two purposes' answers be joined. */
    private static Object shown(Object value) {
        return value instanceof ZonedDateTime time ? time.toLocalDate() : value;
    }

    @SuppressWarnings("unchecked") // The compiler returns maps under these names.
    private static Map<String, Object> map(Map<String, Object> row, String name) {
        return (Map<String, Object>) Objects.requireNonNull(row.get(name), name);
    }

    @SuppressWarnings("unchecked") // The compiler returns lists of maps under these names.
    private static List<Map<String, Object>> list(Map<String, Object> row, String name) {
        return (List<Map<String, Object>>) Objects.requireNonNull(row.get(name), name);
    }
}
