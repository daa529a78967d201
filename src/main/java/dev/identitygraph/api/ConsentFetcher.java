package dev.identitygraph.api;

import dev.identitygraph.consent.Signal;
import dev.identitygraph.consent.SignalKind;
import dev.identitygraph.consent.Signals;
import dev.identitygraph.consent.Word;
import dev.identitygraph.identity.ConsentEvidence;
import dev.identitygraph.identity.ConsentStatus;
import dev.identitygraph.identity.LawfulBasis;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.policy.Fault;
import dev.identitygraph.privacy.Acknowledgement;
import dev.identitygraph.privacy.ConsentDesk;
import dev.identitygraph.privacy.SubjectStatement;
import graphql.execution.DataFetcherResult;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Has what subjects say recorded, by the names of the schema. The plan has seen to the authority. */
@Component
class ConsentFetcher implements DataFetcher<DataFetcherResult<@Nullable Map<String, @Nullable Object>>> {
    private final ConsentDesk desk;
    private final Signals signals;

    ConsentFetcher(ConsentDesk desk, Signals signals) {
        this.desk = desk;
        this.signals = signals;
    }

    @Override
    public DataFetcherResult<@Nullable Map<String, @Nullable Object>> get(DataFetchingEnvironment environment) {
        var input = InputObject.of(environment);
        return switch (environment.getField().getName()) {
            case "recordConsent" -> consent(environment, input);
            case "withdrawConsent" ->
                record(environment, input, input.purposes(), new Word(ConsentStatus.WITHDRAWN, LawfulBasis.CONSENT));
            case "objectToProcessing" ->
                record(
                        environment,
                        input,
                        input.purposes(),
                        new Word(ConsentStatus.DENIED, LawfulBasis.LEGITIMATE_INTERESTS));
            case "recordSignal" -> signal(environment, input);
            default ->
                throw new IllegalStateException(
                        "No statement is made by " + environment.getField().getName());
        };
    }

    /** A consent, and with it the opt-outs that the subject takes back, which nothing but a consent can. */
    private DataFetcherResult<@Nullable Map<String, @Nullable Object>> consent(
            DataFetchingEnvironment environment, InputObject input) {
        var status = Boolean.TRUE.equals(input.get("refused")) ? ConsentStatus.DENIED : ConsentStatus.GRANTED;
        var word = new Word(status, LawfulBasis.valueOf(input.text("lawfulBasis")));
        var takenBack = input.texts("optOutsTakenBack");
        if (!signals.optOuts().containsAll(takenBack)) {
            return Outcomes.refused(
                    Fault.ofRequest(
                            Fault.Code.ARGUMENT_INVALID,
                            "Argument optOutsTakenBack names an opt-out that nobody can have.",
                            List.copyOf(signals.optOuts())),
                    environment);
        }
        if (!takenBack.isEmpty()
                && !(status == ConsentStatus.GRANTED && word.lawfulBasis().isConsent())) {
            return Outcomes.refused(
                    Fault.ofRequest(
                            Fault.Code.ARGUMENT_INVALID,
                            "Only a consent takes an opt-out back: no refusal, and no other lawful basis."),
                    environment);
        }
        if (!takenBack.isEmpty() && (input.has("validFrom") || input.has("validUntil"))) {
            return Outcomes.refused(
                    Fault.ofRequest(
                            Fault.Code.ARGUMENT_INVALID,
                            "An opt-out is taken back from now on and until further notice. Record a consent for a time by"
                                    + " another mutation."),
                    environment);
        }
        var about = Stream.concat(input.purposes().stream(), takenBack.stream().map(Purpose::optOut));
        return record(environment, input, about.collect(Collectors.toUnmodifiableSet()), word);
    }

    private DataFetcherResult<@Nullable Map<String, @Nullable Object>> record(
            DataFetchingEnvironment environment, InputObject input, Set<Purpose> purposes, Word word) {
        var act = environment.getField().getName();
        return record(
                environment,
                new SubjectStatement(
                        input.text("requestId"),
                        act,
                        input.text("namespace"),
                        input.text("value"),
                        purposes.stream().collect(Collectors.toUnmodifiableMap(purpose -> purpose, _ -> word)),
                        input.instant("givenAt"),
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
                                act.equals("objectToProcessing"))));
    }

    private DataFetcherResult<@Nullable Map<String, @Nullable Object>> signal(
            DataFetchingEnvironment environment, InputObject input) {
        return switch (signals.read(SignalKind.valueOf(input.text("kind")), input.text("text"))) {
            case Signal.Refused(var reason) ->
                Outcomes.refused(Fault.ofRequest(Fault.Code.SIGNAL_INVALID, reason), environment);
            case Signal.Understood understood ->
                record(
                        environment,
                        new SubjectStatement(
                                input.text("requestId"),
                                "recordSignal",
                                input.text("namespace"),
                                input.text("value"),
                                understood.words(),
                                understood.givenAt(),
                                Optional.empty(),
                                understood.validUntil(),
                                understood.evidence()));
        };
    }

    private DataFetcherResult<@Nullable Map<String, @Nullable Object>> record(
            DataFetchingEnvironment environment, SubjectStatement statement) {
        var client = Admission.client(environment.getGraphQlContext());
        return Outcomes.result(desk.record(client, statement), ConsentFetcher::shown, environment);
    }

    private static Map<String, @Nullable Object> shown(Acknowledgement acknowledgement) {
        return Map.of(
                "effectiveAt", acknowledgement.effectiveAt().atOffset(ZoneOffset.UTC),
                "consistencyToken", acknowledgement.consistencyToken());
    }
}
