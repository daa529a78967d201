package dev.identitygraph.query;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.identitygraph.audit.AuditLog;
import dev.identitygraph.client.Authority;
import dev.identitygraph.client.ClientType;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.policy.Fault;
import dev.identitygraph.policy.Plan;
import dev.identitygraph.policy.Planner;
import dev.identitygraph.policy.Planning;
import dev.identitygraph.policy.Policy;
import dev.identitygraph.policy.Question;
import dev.identitygraph.policy.Resuming;
import dev.identitygraph.policy.Trail;
import dev.identitygraph.store.AddressCipher;
import dev.identitygraph.store.Consistency;
import dev.identitygraph.store.GraphReader;
import dev.identitygraph.store.Pseudonyms;
import dev.identitygraph.store.Tokens;
import java.time.Clock;
import java.util.HashMap;
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
    private static final Fault NO_TOKEN = Fault.ofRequest(
            Fault.Code.CONSISTENCY_TOKEN_INVALID,
            "The consistency token is none that a mutation of this graph returned. Send one as it came, or none.");

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
            Set<Authority> authorities,
            ClientType type,
            String policyVersion,
            Map<String, Object> conditions) {}

    /**
     * What the planning of a resumed walk depends on.
     *
     * @param part the number of its part in the statement
     */
    private record ResumeKey(Key operation, String resultKey, Trail trail, int part) {}

    /**
     * A statement, and the numbers of those of its steps that are to go backwards; and what does not show in it: of
     * which of these it is asked whether the list goes on.
     */
    private record TurnedKey(String cypher, Set<Integer> backwards, Set<Integer> asksNext) {
        static TurnedKey of(CompiledWalk compiled, Set<Integer> backwards) {
            return new TurnedKey(
                    compiled.cypher(),
                    backwards,
                    backwards.stream()
                            .filter(number ->
                                    compiled.steps().get(number).page().asksNext())
                            .collect(Collectors.toUnmodifiableSet()));
        }
    }

    /** A planning, with the statement of each entry by its result key. */
    private record Kept(Planning planning, Map<String, CompiledWalk> entries, DocumentForm document) {}

    private final Planner planner;
    private final GraphReader reader;
    private final Pseudonyms pseudonyms;
    private final Tokens tokens;
    private final AddressCipher addresses;
    private final Consistency consistency;
    private final AuditLog audit;
    private final EntryCounts entryCounts;
    private final Limits limits;
    private final Clock clock;
    private final Measurements measurements;
    private final Cache<Key, Kept> plans =
            Caffeine.newBuilder().maximumSize(KEPT_PLANS).build();
    private final Cache<ResumeKey, ResumedWalk> resumed =
            Caffeine.newBuilder().maximumSize(KEPT_PLANS).build();

    private final Cache<TurnedKey, String> turned =
            Caffeine.newBuilder().maximumSize(KEPT_PLANS).build();

    Queries(
            Planner planner,
            GraphReader reader,
            Pseudonyms pseudonyms,
            Tokens tokens,
            AddressCipher addresses,
            Consistency consistency,
            AuditLog audit,
            EntryCounts entryCounts,
            Limits limits,
            Clock clock,
            Measurements measurements) {
        this.planner = planner;
        this.reader = reader;
        this.pseudonyms = pseudonyms;
        this.tokens = tokens;
        this.addresses = addresses;
        this.consistency = consistency;
        this.audit = audit;
        this.entryCounts = entryCounts;
        this.limits = limits;
        this.clock = clock;
        this.measurements = measurements;
    }

    /**
     * Decides what may be answered. The database is not touched.
     *
     * @param document the text that the question's document was parsed from
     * @param policy the policy that is in force for the request
     * @param consistencyToken that which a mutation returned, if the request presents one
     */
    public Preparation prepare(String document, Question question, Policy policy, Optional<String> consistencyToken) {
        return measurements.plan(question.client(), () -> {
            var state = consistencyToken.map(consistency::open).orElse(Optional.of(Consistency.State.ANY));
            return state.isEmpty()
                    ? new Preparation.Refused(List.of(NO_TOKEN))
                    : prepare(document, question, policy, state.get());
        });
    }

    private Preparation prepare(String document, Question question, Policy policy, Consistency.State state) {
        var key = key(document, question, policy);
        var kept = Objects.requireNonNull(plans.get(key, _ -> plan(question, policy)));
        return switch (kept.planning()) {
            case Planning.Refusal(var faults) -> new Preparation.Refused(faults);
            case Planning.SchemaOnly() -> {
                // What is asked and done by an authority reads in transactions of the instance.
                consistency.reach(state);
                yield new Preparation.SchemaOnly();
            }
            case Planning.Planned(var plan) -> bind(key, question, policy, plan, kept, state);
        };
    }

    private static Key key(String document, Question question, Policy policy) {
        var conditions = question.variables().toMap().entrySet().stream()
                .filter(variable -> variable.getValue() instanceof Boolean)
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
        return new Key(
                document,
                question.operationName(),
                question.purposeHeader(),
                question.client().purposes(),
                question.client().authorities(),
                question.client().type(),
                policy.version(),
                conditions);
    }

    private Kept plan(Question question, Policy policy) {
        var planning = planner.plan(question, policy);
        var entries = new HashMap<String, CompiledWalk>();
        if (planning instanceof Planning.Planned(var plan)) {
            for (var root : plan.roots()) {
                if (root instanceof Plan.Entry entry) {
                    entries.put(entry.resultKey(), CypherCompiler.compile(plan, entry));
                }
            }
        }
        return new Kept(planning, Map.copyOf(entries), DocumentForm.of(question));
    }

    private Preparation bind(Key key, Question question, Policy policy, Plan plan, Kept kept, Consistency.State state) {
        var at = clock.instant();
        var disclosing = new Disclosing(audit, question.client(), plan, kept.document(), at);
        var binding = new Binding(
                question,
                plan.purpose(),
                new Cursors(tokens, question.client(), plan),
                new Handles(tokens, question.client(), plan.purpose()),
                pseudonyms,
                addresses,
                limits,
                at,
                disclosing,
                (compiled, backwards) -> Objects.requireNonNull(turned.get(
                        TurnedKey.of(compiled, backwards), _ -> CypherCompiler.turn(plan, compiled, backwards))));
        var roots = new HashMap<String, BoundRoot>();
        for (var root : plan.roots()) {
            roots.put(
                    root.resultKey(),
                    switch (root) {
                        case Plan.Entry entry ->
                            binding.bind(Objects.requireNonNull(kept.entries().get(entry.resultKey())), entry);
                        case Plan.Resume resume ->
                            binding.bind(
                                    resume,
                                    (trail, part) -> resume(
                                            new ResumeKey(key, resume.resultKey(), trail, part),
                                            question,
                                            policy,
                                            plan));
                    });
        }
        var faults = binding.faults().isEmpty() ? beyondLimits(question, roots) : binding.faults();
        return faults.isEmpty()
                ? new Preparation.Ready(new PreparedOperation(
                        new MeasuredReader(reader, measurements, question.client(), plan.purpose()),
                        entryCounts,
                        Deadline.in(limits.time()),
                        roots,
                        state,
                        disclosing))
                : new Preparation.Refused(faults);
    }

    /** Entries are counted last, so that those of an operation that is refused for something else are not. */
    private List<Fault> beyondLimits(Question question, Map<String, BoundRoot> roots) {
        var cost = roots.values().stream().mapToLong(BoundRoot::cost).reduce(0, Cost::plus);
        if (cost > limits.cost()) {
            return List.of(Fault.ofRequest(
                    Fault.Code.COST_LIMIT,
                    "The operation could return %d nodes, and at most %d may be asked for. Ask for smaller pages (first), fewer ids or less depth."
                            .formatted(cost, limits.cost())));
        }
        var keys = roots.values().stream().flatMap(root -> root.key().stream()).toList();
        return entryCounts.enter(question.client(), keys).map(List::of).orElseGet(List::of);
    }

    private ResumedWalk resume(ResumeKey key, Question question, Policy policy, Plan plan) {
        return Objects.requireNonNull(resumed.get(key, _ -> switch (planner.resume(
                question, policy, plan.purpose(), key.resultKey(), key.trail())) {
            case Resuming.Resumed(var walk) -> new ResumedWalk.Open(CypherCompiler.compile(plan, walk, key.part()));
            case Resuming.Closed() -> new ResumedWalk.Closed();
            case Resuming.Refusal(var faults) -> new ResumedWalk.Refused(faults);
        }));
    }
}
