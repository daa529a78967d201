package dev.identitygraph.query;

import dev.identitygraph.identity.Purpose;
import dev.identitygraph.policy.Plan;
import dev.identitygraph.policy.Trail;
import dev.identitygraph.store.AddressCipher;
import dev.identitygraph.store.EdgeProperties;
import dev.identitygraph.store.NodeProperties;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Makes answers of the rows that a walk's statement returned. */
final class Answers {
    private final CompiledWalk compiled;
    private final Purpose purpose;
    private final Cursors cursors;
    private final Handles handles;
    private final AddressCipher addresses;
    private final List<BoundStep> bounds;
    private final Disclosing disclosing;

    Answers(
            CompiledWalk compiled,
            Purpose purpose,
            Cursors cursors,
            Handles handles,
            AddressCipher addresses,
            List<BoundStep> bounds,
            Disclosing disclosing) {
        this.compiled = compiled;
        this.purpose = purpose;
        this.cursors = cursors;
        this.handles = handles;
        this.addresses = addresses;
        this.bounds = bounds;
        this.disclosing = disclosing;
    }

    /**
     * The node of a row.
     *
     * @param edges the ids of the edges that the walk had taken before
     */
    Answer.Node node(Map<String, Object> row, List<String> edges) {
        var values = map(row, "node");
        var start = compiled.start();
        var trail = new Trail(
                start.coordinate(),
                start.namespace().name(),
                compiled.taken().stream().map(hop -> hop.hop().coordinate()).toList());
        var digest = text(row, "start");
        return node(compiled.node(), values, new Handles.Walk(trail, digest, edges));
    }

    /** How many nodes there could be, with the first one. */
    long cost() {
        return Cost.of(
                compiled.node(), step -> bounds.get(compiled.number(step)).size());
    }

    private Answer.Node node(Plan.Node planned, Map<String, Object> values, Handles.Walk walk) {
        disclosing.node(planned.kind(), text(values, "digest"));
        var properties = new HashMap<>(map(values, "properties"));
        properties.computeIfPresent(
                NodeProperties.ENCRYPTED_VALUE,
                (_, encrypted) -> addresses.decrypt(encrypted.toString(), text(values, "digest")));
        if (planned.handle()) {
            properties.put("id", handles.handle(walk));
        }
        if (planned.key()) {
            properties.put("key", handles.key(text(values, "digest")));
        }
        var connections = new HashMap<String, Answer.Connection>();
        for (var step : planned.steps()) {
            connections.put(step.path(), connection(step, values, walk));
        }
        return new Answer.Node(planned.kind(), properties, connections);
    }

    private Answer.Connection connection(Plan.Step step, Map<String, Object> values, Handles.Walk walk) {
        var number = compiled.number(step);
        var bound = bounds.get(number);
        var rows = list(values, "step" + number);
        var edges = new ArrayList<Answer.Edge>();
        for (var row : rows.subList(0, Math.min(rows.size(), bound.size()))) {
            edges.add(edge(step, row, walk));
        }
        var more = rows.size() > bound.size();
        var beyond = values.get("beyond" + number) instanceof Boolean exists && exists;
        return bound.backwards()
                ? new Answer.Connection(edges.reversed(), Answer.Page.of(edges.reversed(), beyond, more))
                : new Answer.Connection(edges, Answer.Page.of(edges, more, beyond));
    }

    private Answer.Edge edge(Plan.Step step, Map<String, Object> row, Handles.Walk walk) {
        var metadata = map(row, "metadata");
        disclosing.edge(text(row, "edgeId"));
        var consent = new HashMap<String, Object>();
        var consents = List.<Map<String, Object>>of();
        var provenance = new HashMap<String, Object>();
        for (var coordinate : step.metadata()) {
            var part = Metadata.of(coordinate);
            var value = Objects.requireNonNull(metadata.get(part.graphName(purpose)), coordinate);
            switch (part) {
                case Metadata.OfConsent(var name) -> consent.put(name, shown(value));
                case Metadata.OfConsents(var _) ->
                    consents = list(metadata, EdgeProperties.PURPOSES).stream()
                            .map(Answers::shown)
                            .toList();
                case Metadata.OfProvenance(var name) -> provenance.put(name, shown(value));
            }
        }
        return new Answer.Edge(
                step.page().asksCursors() ? cursors.cursor(step, text(row, "position")) : null,
                node(step.node(), map(row, "node"), walk.then(step.hop(), text(row, "edgeId"))),
                consent,
                consents,
                provenance);
    }

    /** Times are shown to the day: an exact instant would let two purposes' answers be joined. */
    private static Object shown(Object value) {
        return value instanceof ZonedDateTime time ? time.toLocalDate() : value;
    }

    private static Map<String, Object> shown(Map<String, Object> values) {
        var shown = new HashMap<>(values);
        shown.replaceAll((_, value) -> shown(value));
        return shown;
    }

    private static String text(Map<String, Object> row, String name) {
        return (String) Objects.requireNonNull(row.get(name), name);
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
