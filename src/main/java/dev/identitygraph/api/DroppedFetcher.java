package dev.identitygraph.api;

import dev.identitygraph.policy.Fault;
import dev.identitygraph.query.Recipients;
import graphql.execution.DataFetcherResult;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Fetches {@code Query.dropped} for the client that asks. */
@Component
class DroppedFetcher implements DataFetcher<DataFetcherResult<@Nullable Map<String, @Nullable Object>>> {
    private static final int LARGEST_PAGE = 100;

    private final Recipients recipients;

    DroppedFetcher(Recipients recipients) {
        this.recipients = recipients;
    }

    @Override
    public DataFetcherResult<@Nullable Map<String, @Nullable Object>> get(DataFetchingEnvironment environment) {
        int first = environment.getArgumentOrDefault("first", LARGEST_PAGE);
        if (first < 1 || first > LARGEST_PAGE) {
            return refused(
                    Fault.Code.ARGUMENT_INVALID,
                    "Argument first must be a number from 1 to " + LARGEST_PAGE + ".",
                    environment);
        }
        return recipients
                .read(
                        Admission.client(environment.getGraphQlContext()),
                        Optional.ofNullable(environment.getArgument("after")),
                        first)
                .map(page -> DataFetcherResult.<@Nullable Map<String, @Nullable Object>>newResult()
                        .data(shown(page))
                        .build())
                .orElseGet(() -> refused(
                        Fault.Code.CURSOR_INVALID,
                        "Argument after must be a cursor of this field, for this client; start without one.",
                        environment));
    }

    private static Map<String, @Nullable Object> shown(Recipients.Page page) {
        return Map.of(
                "edges",
                page.dropped().stream()
                        .map(dropped -> Map.of(
                                "purpose", dropped.purpose().name(),
                                "from", dropped.from(),
                                "to", dropped.to(),
                                "day", dropped.day()))
                        .toList(),
                "cursor",
                page.cursor(),
                "hasMore",
                page.hasMore());
    }

    private static DataFetcherResult<@Nullable Map<String, @Nullable Object>> refused(
            Fault.Code code, String message, DataFetchingEnvironment environment) {
        return Outcomes.refused(Fault.ofRequest(code, message), environment);
    }
}
