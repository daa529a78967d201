package dev.identitygraph.api;

import dev.identitygraph.policy.Fault;
import dev.identitygraph.privacy.DisclosureDesk;
import graphql.GraphQLError;
import graphql.execution.DataFetcherResult;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Fetches {@code Query.disclosures}, whose authority the plan has seen to. */
@Component
class DisclosureFetcher implements DataFetcher<DataFetcherResult<@Nullable Map<String, @Nullable Object>>> {
    private static final int LARGEST_PAGE = 100;

    private final DisclosureDesk desk;

    DisclosureFetcher(DisclosureDesk desk) {
        this.desk = desk;
    }

    @Override
    public DataFetcherResult<@Nullable Map<String, @Nullable Object>> get(DataFetchingEnvironment environment) {
        var client = Admission.client(environment.getGraphQlContext());
        var result = DataFetcherResult.<@Nullable Map<String, @Nullable Object>>newResult();
        int first = environment.getArgumentOrDefault("first", LARGEST_PAGE);
        if (first < 1 || first > LARGEST_PAGE) {
            return result.error(refusal("Argument first must be a number from 1 to " + LARGEST_PAGE + ".", environment))
                    .build();
        }
        Optional<String> namespace = argument(environment, "namespace");
        Optional<String> value = argument(environment, "value");
        if (namespace.isPresent() != value.isPresent()) {
            return result.error(refusal("A subject goes by a namespace and a value: give both, or none.", environment))
                    .build();
        }
        try {
            var page = desk.read(
                    client,
                    argument(environment, "client"),
                    namespace,
                    value.orElse(""),
                    argument(environment, "after"),
                    first);
            var fields = new HashMap<String, @Nullable Object>();
            fields.put("next", page.next().orElse(null));
            fields.put(
                    "disclosures",
                    page.disclosures().stream()
                            .map(disclosure -> Map.of(
                                    "at", disclosure.at().atOffset(ZoneOffset.UTC),
                                    "client", disclosure.client(),
                                    "purpose", disclosure.purpose(),
                                    "policyVersion", disclosure.policyVersion(),
                                    "document", disclosure.document(),
                                    "nodes", disclosure.nodes().size(),
                                    "edges", disclosure.edges().size()))
                            .toList());
            return result.data(fields).build();
        } catch (IllegalArgumentException _) {
            return result.error(refusal("Argument after is no place that a page named as next.", environment))
                    .build();
        }
    }

    private static GraphQLError refusal(String message, DataFetchingEnvironment environment) {
        return Refusals.error(Fault.ofRequest(Fault.Code.ARGUMENT_INVALID, message), environment);
    }

    private static Optional<String> argument(DataFetchingEnvironment environment, String name) {
        return Optional.ofNullable(environment.getArgument(name));
    }
}
