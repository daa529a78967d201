package dev.identitygraph.api;

import dev.identitygraph.privacy.GivenIdentity;
import dev.identitygraph.privacy.LinkChange;
import dev.identitygraph.privacy.LinkDesk;
import dev.identitygraph.privacy.PersonGraph;
import graphql.execution.DataFetcherResult;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Has links decided about and evidence taken back, by the names of the schema. The plan has seen to the authority. */
@Component
class LinkFetcher implements DataFetcher<DataFetcherResult<@Nullable Map<String, @Nullable Object>>> {
    private final LinkDesk desk;

    LinkFetcher(LinkDesk desk) {
        this.desk = desk;
    }

    @Override
    public DataFetcherResult<@Nullable Map<String, @Nullable Object>> get(DataFetchingEnvironment environment) {
        var client = Admission.client(environment.getGraphQlContext());
        var input = InputObject.of(environment);
        var requestId = input.text("requestId");
        var change = switch (environment.getField().getName()) {
            case "join" ->
                desk.join(
                        client,
                        requestId,
                        input.object("one").identity(),
                        input.object("other").identity());
            case "split" ->
                desk.split(
                        client,
                        requestId,
                        input.object("one").identity(),
                        input.object("other").identity());
            case "undecide" ->
                desk.undecide(
                        client,
                        requestId,
                        input.object("one").identity(),
                        input.object("other").identity());
            default -> {
                var what = input.object("evidence");
                yield what.has("observation")
                        ? desk.retractObservation(client, requestId, what.text("observation"))
                        : what.has("file")
                                ? desk.retractFile(client, requestId, what.text("file"))
                                : desk.retractSource(client, requestId, what.text("source"));
            }
        };
        return Outcomes.result(change, LinkFetcher::shown, environment);
    }

    private static Map<String, @Nullable Object> shown(LinkChange change) {
        var fields = new HashMap<String, @Nullable Object>();
        fields.put("effectiveAt", change.effectiveAt().atOffset(ZoneOffset.UTC));
        fields.put("consistencyToken", change.consistencyToken());
        fields.put("observation", change.observation().orElse(null));
        fields.put("repeated", change.repeated());
        fields.put("before", shown(change.before()));
        fields.put("after", shown(change.after()));
        return fields;
    }

    private static List<Map<String, Object>> shown(List<PersonGraph> graphs) {
        return graphs.stream()
                .map(graph -> Map.<String, Object>of(
                        "customers",
                        graph.customers().stream().map(LinkFetcher::shown).toList(),
                        "others",
                        graph.others().entrySet().stream()
                                .map(of -> Map.of("namespace", of.getKey(), "count", of.getValue()))
                                .toList()))
                .toList();
    }

    private static Map<String, Object> shown(GivenIdentity customer) {
        return Map.of("namespace", customer.namespace(), "value", customer.value());
    }
}
