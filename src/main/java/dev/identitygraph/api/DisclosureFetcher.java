package dev.identitygraph.api;

import dev.identitygraph.audit.AuditRecord;
import dev.identitygraph.audit.Disclosures;
import dev.identitygraph.policy.Fault;
import dev.identitygraph.privacy.DisclosureDesk;
import dev.identitygraph.privacy.GivenIdentity;
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
        int first = environment.getArgumentOrDefault("first", LARGEST_PAGE);
        if (first < 1 || first > LARGEST_PAGE) {
            return refused("Argument first must be a number from 1 to " + LARGEST_PAGE + ".", environment);
        }
        Optional<String> namespace = argument(environment, "namespace");
        Optional<String> value = argument(environment, "value");
        if (namespace.isPresent() != value.isPresent()) {
            return refused("A subject goes by a namespace and a value: give both, or none.", environment);
        }
        try {
            var page = desk.read(
                    client,
                    argument(environment, "client"),
                    namespace.map(name -> new GivenIdentity(name, value.orElse(""))),
                    argument(environment, "after"),
                    first);
            return Outcomes.result(page, DisclosureFetcher::shown, environment);
        } catch (IllegalArgumentException _) {
            return refused("Argument after is no place that a page named as next.", environment);
        }
    }

    private static Map<String, @Nullable Object> shown(Disclosures.Page page) {
        var fields = new HashMap<String, @Nullable Object>();
        fields.put("next", page.next().orElse(null));
        fields.put(
                "disclosures",
                page.disclosures().stream().map(DisclosureFetcher::shown).toList());
        fields.put("acts", page.acts().stream().map(DisclosureFetcher::shown).toList());
        return fields;
    }

    private static Map<String, Object> shown(AuditRecord.Disclosure disclosure) {
        return Map.of(
                "at", disclosure.at().atOffset(ZoneOffset.UTC),
                "client", disclosure.client(),
                "purpose", disclosure.purpose(),
                "policyVersion", disclosure.policyVersion(),
                "document", disclosure.document(),
                "nodes", disclosure.nodes().size(),
                "edges", disclosure.edges().size());
    }

    private static Map<String, Object> shown(AuditRecord.ActDisclosure act) {
        return Map.of(
                "at", act.at().atOffset(ZoneOffset.UTC),
                "client", act.client(),
                "authority", act.authority().name(),
                "act", act.act(),
                "nodes", act.nodes().size(),
                "edges", act.edges().size());
    }

    private static DataFetcherResult<@Nullable Map<String, @Nullable Object>> refused(
            String message, DataFetchingEnvironment environment) {
        return Outcomes.refused(Fault.ofRequest(Fault.Code.ARGUMENT_INVALID, message), environment);
    }

    private static Optional<String> argument(DataFetchingEnvironment environment, String name) {
        return Optional.ofNullable(environment.getArgument(name));
    }
}
