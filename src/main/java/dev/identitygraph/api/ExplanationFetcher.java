package dev.identitygraph.api;

import static java.util.Objects.requireNonNull;

import dev.identitygraph.policy.Fault;
import dev.identitygraph.policy.Walk;
import dev.identitygraph.query.Explanation;
import dev.identitygraph.query.Explanation.ExplainedHop;
import dev.identitygraph.query.Explanation.ExplainedRoot;
import dev.identitygraph.query.Explanations;
import dev.identitygraph.query.Policies;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Fetches {@code Query.explain}, whose authority the plan has seen to, by the names of the schema. */
@Component
class ExplanationFetcher implements DataFetcher<Map<String, @Nullable Object>> {
    private final Explanations explanations;

    ExplanationFetcher(Explanations explanations) {
        this.explanations = explanations;
    }

    @Override
    public Map<String, @Nullable Object> get(DataFetchingEnvironment environment) {
        Policies.InForce inForce =
                requireNonNull(environment.getGraphQlContext().get(Policies.InForce.class));
        var explanation = explanations.explain(
                requireNonNull(environment.getArgument("document")),
                environment.getArgument("operation"),
                requireNonNull(environment.getArgument("client")),
                inForce);
        var fields = new HashMap<String, @Nullable Object>();
        fields.put("policyVersion", inForce.policy().version());
        fields.put("refusals", List.of());
        fields.put("roots", List.of());
        fields.put(
                "quadrants",
                explanations.quadrants(inForce).entrySet().stream()
                        .map(row -> Map.of("who", row.getKey(), "touched", row.getValue()))
                        .toList());
        switch (explanation) {
            case Explanation.Refused(var faults) ->
                fields.put(
                        "refusals",
                        faults.stream().map(ExplanationFetcher::refusal).toList());
            case Explanation.SchemaOnly() -> {}
            case Explanation.Planned(var purpose, var roots) -> {
                fields.put("purpose", purpose.name());
                fields.put("roots", roots.stream().map(ExplanationFetcher::root).toList());
            }
        }
        return fields;
    }

    private static Map<String, @Nullable Object> refusal(Fault fault) {
        var fields = new HashMap<String, @Nullable Object>();
        fields.put("code", fault.code().name());
        fields.put("message", fault.message());
        fields.put("coordinate", fault.coordinate());
        fields.put("permitted", fault.permitted());
        var location = fault.location();
        if (location != null) {
            fields.put("line", location.line());
            fields.put("column", location.column());
        }
        return fields;
    }

    private static Map<String, Object> root(ExplainedRoot root) {
        return Map.of(
                "resultKey", root.resultKey(),
                "entry", root.entry(),
                "taken", root.taken(),
                "quadrants", root.quadrants().stream().sorted().toList(),
                "hopsLeft", root.hopsLeft(),
                "revealed", root.revealed(),
                "hops", root.hops().stream().map(ExplanationFetcher::hop).toList(),
                "cypher", root.cypher());
    }

    private static Map<String, Object> hop(ExplainedHop hop) {
        return Map.of(
                "path", hop.path(),
                "coordinate", hop.hop().coordinate(),
                "walks", hop.walks().stream().map(Walk::toString).toList(),
                "guards", hop.guards(),
                "why", hop.why(),
                "revealed", hop.revealed(),
                "hopsLeft", hop.hopsLeft());
    }
}
