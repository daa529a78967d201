package dev.identitygraph.query;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.policy.Plan;
import dev.identitygraph.policy.Planner;
import dev.identitygraph.policy.Planning;
import dev.identitygraph.policy.Policy;
import dev.identitygraph.policy.Question;
import dev.identitygraph.store.GraphReader;
import dev.identitygraph.store.Pseudonyms;
import dev.identitygraph.store.Tokens;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The one door for reads. Plans and statements are kept by document and purpose, and hold no value of a request. */
@Component
public class Queries {
    private static final long KEPT_PLANS = 2_000;

    /**
     * What a planning depends on.
     *
     * @param conditions the Boolean variables, which are those of {@code @skip} and {@code @include}
     */
    private record Key(
            String document,
            @Nullable String operationName,
            Optional<String> purposeHeader,
            Set<Purpose> grants,
            String policyVersion,
            Map<String, Object> conditions) {}

    /** A planning, with the statements of its plan. */
    private record Kept(Planning planning, List<CompiledEntry> entries) {}

    private final Planner planner;
    private final Policy policy;
    private final GraphReader reader;
    private final Pseudonyms pseudonyms;
    private final Tokens tokens;
    private final Clock clock;
    private final Cache<Key, Kept> plans =
            Caffeine.newBuilder().maximumSize(KEPT_PLANS).build();

    Queries(Planner planner, Policy policy, GraphReader reader, Pseudonyms pseudonyms, Tokens tokens, Clock clock) {
        this.planner = planner;
        this.policy = policy;
        this.reader = reader;
        this.pseudonyms = pseudonyms;
        this.tokens = tokens;
        this.clock = clock;
    }

    /**
     * Decides what may be answered. The database is not touched.
     *
     * @param document the text that the question's document was parsed from
     */
    public Preparation prepare(String document, Question question) {
        var kept = Objects.requireNonNull(plans.get(key(document, question), _ -> plan(question)));
        return switch (kept.planning()) {
            case Planning.Refusal(var faults) -> new Preparation.Refused(faults);
            case Planning.SchemaOnly() -> new Preparation.SchemaOnly();
            case Planning.Planned(var plan) -> bind(question, plan, kept.entries());
        };
    }

    private Key key(String document, Question question) {
        var conditions = question.variables().toMap().entrySet().stream()
                .filter(variable -> variable.getValue() instanceof Boolean)
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
        return new Key(
                document,
                question.operationName(),
                question.purposeHeader(),
                question.client().purposes(),
                policy.version(),
                conditions);
    }

    private Kept plan(Question question) {
        var planning = planner.plan(question, policy);
        var entries = planning instanceof Planning.Planned(var plan)
                ? plan.entries().stream()
                        .map(entry -> CypherCompiler.compile(plan.purpose(), entry))
                        .toList()
                : List.<CompiledEntry>of();
        return new Kept(planning, entries);
    }

    private Preparation bind(Question question, Plan plan, List<CompiledEntry> entries) {
        // Time is pinned once a request, so that all of its guards are asked about the same instant.
        var binding = new Binding(
                question.variables(), new Cursors(tokens, question.client(), plan), pseudonyms, clock.instant());
        var bound = entries.stream()
                .collect(Collectors.toUnmodifiableMap(
                        entry -> entry.entry().resultKey(), entry -> binding.bind(plan.purpose(), entry)));
        return binding.faults().isEmpty()
                ? new Preparation.Ready(new PreparedOperation(reader, bound))
                : new Preparation.Refused(binding.faults());
    }
}
