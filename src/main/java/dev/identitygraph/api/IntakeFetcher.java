package dev.identitygraph.api;

import dev.identitygraph.privacy.IntakeDesk;
import dev.identitygraph.privacy.IntakeReport;
import graphql.execution.DataFetcherResult;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Has batches of statements taken in, by the names of the schema. The plan has seen to the authority. */
@Component
class IntakeFetcher implements DataFetcher<DataFetcherResult<@Nullable Map<String, @Nullable Object>>> {
    private final IntakeDesk desk;

    IntakeFetcher(IntakeDesk desk) {
        this.desk = desk;
    }

    @Override
    public DataFetcherResult<@Nullable Map<String, @Nullable Object>> get(DataFetchingEnvironment environment) {
        var input = InputObject.of(environment);
        var source = input.text("source");
        var report = desk.take(
                Admission.client(environment.getGraphQlContext()),
                source,
                NativeStatements.of(source, input.items("statements")));
        return Outcomes.result(report, IntakeFetcher::shown, environment);
    }

    private static Map<String, @Nullable Object> shown(IntakeReport report) {
        var fields = new HashMap<String, @Nullable Object>();
        fields.put("consistencyToken", report.consistencyToken());
        fields.put("read", report.read());
        fields.put("accepted", report.accepted());
        fields.put("unchanged", report.unchanged());
        fields.put("rejected", report.rejected());
        fields.put(
                "rejections",
                report.rejections().stream()
                        .map(rejection -> Map.of(
                                "index", rejection.index(),
                                "column", NativeStatements.place(rejection.column()),
                                "reason", rejection.reason(),
                                "expected", rejection.expected()))
                        .toList());
        return fields;
    }
}
