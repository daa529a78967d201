package dev.identitygraph.api;

import dev.identitygraph.privacy.GivenIdentity;
import dev.identitygraph.privacy.LinkExplanationDesk;
import dev.identitygraph.privacy.ShownLinks;
import graphql.execution.DataFetcherResult;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Fetches {@code Query.explainLink}, whose authority the plan has seen to. */
@Component
class LinkExplanationFetcher implements DataFetcher<DataFetcherResult<@Nullable Map<String, @Nullable Object>>> {
    private final LinkExplanationDesk desk;

    LinkExplanationFetcher(LinkExplanationDesk desk) {
        this.desk = desk;
    }

    @Override
    public DataFetcherResult<@Nullable Map<String, @Nullable Object>> get(DataFetchingEnvironment environment) {
        var links = desk.explain(
                Admission.client(environment.getGraphQlContext()),
                identity(environment, "one"),
                identity(environment, "other"));
        return Outcomes.result(links, LinkExplanationFetcher::shown, environment);
    }

    private static GivenIdentity identity(DataFetchingEnvironment environment, String argument) {
        return InputObject.argument(environment, argument).identity();
    }

    private static Map<String, @Nullable Object> shown(ShownLinks links) {
        var fields = new HashMap<String, @Nullable Object>();
        fields.put("linked", links.linked());
        fields.put(
                "chain",
                links.chain().stream().map(LinkExplanationFetcher::shown).toList());
        fields.put(
                "decisions",
                links.decisions().stream().map(LinkExplanationFetcher::shown).toList());
        return fields;
    }

    private static Map<String, @Nullable Object> shown(ShownLinks.Step step) {
        var fields = new HashMap<String, @Nullable Object>();
        fields.put("edge", step.edge().name());
        fields.put("from", step.from());
        fields.put("to", step.to());
        fields.put(
                "supersededBy",
                step.supersededBy().map(LinkExplanationFetcher::shown).orElse(null));
        fields.put(
                "evidence",
                step.evidence().stream().map(LinkExplanationFetcher::shown).toList());
        return fields;
    }

    private static Map<String, Object> shown(ShownLinks.Superseded by) {
        return Map.of("rule", by.rule(), "namespace", by.namespace(), "decisions", by.decisions());
    }

    private static Map<String, @Nullable Object> shown(ShownLinks.Decision decision) {
        var fields = new HashMap<String, @Nullable Object>();
        fields.put("says", decision.joins() ? "JOIN" : "SPLIT");
        fields.put("decidedAt", decision.day());
        fields.put("observation", decision.observation());
        fields.put("inForce", decision.because().isEmpty());
        fields.put("because", decision.because().map(Enum::name).orElse(null));
        fields.put(
                "supersededBy",
                decision.supersededBy().map(LinkExplanationFetcher::shown).orElse(null));
        return fields;
    }

    private static Map<String, Object> shown(ShownLinks.Evidence evidence) {
        return Map.of(
                "source", evidence.source(),
                "method", evidence.method().name(),
                "confidence", evidence.confidence(),
                "observedAt", evidence.observedAt(),
                "recordedAt", evidence.recordedAt(),
                "observations", evidence.observations());
    }
}
