package dev.identitygraph.api;

import static java.util.Objects.requireNonNull;

import dev.identitygraph.client.Client;
import dev.identitygraph.identity.ConsentEvidence;
import dev.identitygraph.identity.ConsentStatus;
import dev.identitygraph.identity.LawfulBasis;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.privacy.ConsentDesk;
import dev.identitygraph.privacy.Recorded;
import dev.identitygraph.privacy.SubjectStatement;
import graphql.execution.DataFetcherResult;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Has what subjects say recorded, by the names of the schema. The plan has seen to the authority. */
@Component
class ConsentFetcher implements DataFetcher<DataFetcherResult<@Nullable Map<String, Object>>> {
    private final ConsentDesk desk;

    ConsentFetcher(ConsentDesk desk) {
        this.desk = desk;
    }

    @Override
    public DataFetcherResult<@Nullable Map<String, Object>> get(DataFetchingEnvironment environment) {
        Optional<Client> client = environment.getGraphQlContext().get(RequestContext.CLIENT_HEADER);
        var input = new Input(requireNonNull(environment.getArgument("input")));
        var statement = switch (environment.getField().getName()) {
            case "recordConsent" ->
                statement(
                        input,
                        Boolean.TRUE.equals(input.get("refused")) ? ConsentStatus.DENIED : ConsentStatus.GRANTED,
                        LawfulBasis.valueOf(input.text("lawfulBasis")),
                        input.instant("givenAt"),
                        false);
            case "withdrawConsent" ->
                statement(input, ConsentStatus.WITHDRAWN, LawfulBasis.CONSENT, Optional.empty(), false);
            case "objectToProcessing" ->
                statement(input, ConsentStatus.DENIED, LawfulBasis.LEGITIMATE_INTERESTS, Optional.empty(), true);
            default ->
                throw new IllegalStateException(
                        "No statement is made by " + environment.getField().getName());
        };
        var result = DataFetcherResult.<@Nullable Map<String, Object>>newResult();
        return switch (desk.record(client.orElseThrow(), statement)) {
            case Recorded.Refused(var fault) ->
                result.error(Refusals.error(fault, environment)).build();
            case Recorded.Acknowledged(var effectiveAt, var token) ->
                result.data(Map.of("effectiveAt", effectiveAt.atOffset(ZoneOffset.UTC), "consistencyToken", token))
                        .build();
        };
    }

    private static SubjectStatement statement(
            Input input, ConsentStatus status, LawfulBasis basis, Optional<Instant> givenAt, boolean objection) {
        return new SubjectStatement(
                input.text("requestId"),
                input.text("namespace"),
                input.text("value"),
                input.purposes(),
                status,
                basis,
                givenAt,
                input.instant("validFrom"),
                input.instant("validUntil"),
                new ConsentEvidence(
                        input.text("controller"),
                        input.text("notice"),
                        input.text("noticeVersion"),
                        input.text("jurisdiction"),
                        input.texts("recipients"),
                        input.text("howGiven"),
                        input.text("proof"),
                        objection));
    }

    /** An input object; what it leaves out is empty. */
    private record Input(Map<String, @Nullable Object> values) {
        @Nullable
        Object get(String name) {
            return values.get(name);
        }

        String text(String name) {
            var value = values.get(name);
            return value == null ? "" : value.toString();
        }

        List<String> texts(String name) {
            return values.get(name) instanceof Collection<?> items
                    ? items.stream().map(String::valueOf).toList()
                    : List.of();
        }

        Set<Purpose> purposes() {
            return texts("purposes").stream().map(Purpose::new).collect(Collectors.toUnmodifiableSet());
        }

        Optional<Instant> instant(String name) {
            return values.get(name) instanceof OffsetDateTime time ? Optional.of(time.toInstant()) : Optional.empty();
        }
    }
}
