package dev.identitygraph.policy;

import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.identity.Purpose;
import graphql.execution.AbortExecutionException;
import graphql.language.AstTransformer;
import graphql.language.Directive;
import graphql.language.Document;
import graphql.language.Node;
import graphql.language.NodeVisitorStub;
import graphql.normalized.ExecutableNormalizedField;
import graphql.normalized.ExecutableNormalizedOperation;
import graphql.normalized.ExecutableNormalizedOperationFactory;
import graphql.util.TraversalControl;
import graphql.util.TraverserContext;
import graphql.util.TreeTransformerUtil;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Decides, from the whole document and before any database access, what an operation may walk. Permission is decided
 * with every conditional field included, so that {@code @skip} and {@code @include} can only narrow an answer.
 */
public final class Planner {
    private static final Set<String> CONDITIONS = Set.of("skip", "include");

    private final GraphSchema schema;
    private final Namespaces namespaces;
    private final DocumentLimits limits;

    /** Plans documents of any size. */
    public Planner(GraphSchema schema, Namespaces namespaces) {
        this(schema, namespaces, DocumentLimits.NONE);
    }

    public Planner(GraphSchema schema, Namespaces namespaces, DocumentLimits limits) {
        this.schema = schema;
        this.namespaces = namespaces;
        this.limits = limits;
    }

    public Planning plan(Question question, Policy policy) {
        return switch (planWhole(question, policy)) {
            case Planning.Planned(var whole)
            when hasConditions(question.document()) ->
                planned(
                        policy,
                        whole.purpose(),
                        operation(question, policy, whole.purpose()).roots());
            case Planning other -> other;
        };
    }

    /** Plans an operation with every conditional field included: what it walks at most, whatever its variables say. */
    public Planning planWhole(Question question, Policy policy) {
        return switch (size(question)) {
            case Size.TooLarge(var faults) -> new Planning.Refusal(faults);
            case Size.Fits(var whole) -> planWhole(question, policy, whole);
        };
    }

    private sealed interface Size {
        record Fits(ExecutableNormalizedOperation whole) implements Size {}

        record TooLarge(List<Fault> faults) implements Size {}
    }

    private Size size(Question question) {
        try {
            var whole = normalise(question, unconditional(question.document()));
            var exceeded = limits.exceeded(whole);
            return exceeded.isEmpty() ? new Size.Fits(whole) : new Size.TooLarge(exceeded);
        } catch (AbortExecutionException tooManyFields) {
            return new Size.TooLarge(List.of(limits.tooManyFields()));
        }
    }

    private Planning planWhole(Question question, Policy policy, ExecutableNormalizedOperation whole) {
        var unauthorised = unauthorised(question, whole);
        if (whole.getTopLevelFields().stream().noneMatch(this::needsPurpose)) {
            return unauthorised.isEmpty() ? new Planning.SchemaOnly() : new Planning.Refusal(unauthorised);
        }
        return switch (DeclaredPurpose.of(question, schema.purposes())) {
            case DeclaredPurpose.Refused(var fault) -> new Planning.Refusal(and(unauthorised, List.of(fault)));
            case DeclaredPurpose.Declared(var purpose) -> {
                var permission = new OperationPlan(schema, namespaces, question.client(), policy.of(purpose), whole);
                var roots = permission.roots();
                var faults = and(unauthorised, permission.faults());
                yield faults.isEmpty() ? planned(policy, purpose, roots) : new Planning.Refusal(faults);
            }
        };
    }

    private static Planning planned(Policy policy, Purpose purpose, List<Plan.Root> roots) {
        var part = policy.of(purpose);
        return new Planning.Planned(new Plan(
                purpose,
                policy.version(),
                part.minGroup(),
                part.blockedBy(),
                part.wholeView().isPresent(),
                roots));
    }

    private boolean needsPurpose(ExecutableNormalizedField root) {
        return !Fields.isMeta(root) && schema.authority(Fields.coordinate(root)).isEmpty();
    }

    private List<Fault> unauthorised(Question question, ExecutableNormalizedOperation whole) {
        return whole.getTopLevelFields().stream()
                .flatMap(root -> schema
                        .authority(Fields.coordinate(root))
                        .filter(authority -> !question.client().authorities().contains(authority))
                        .map(authority -> new Fault(
                                Fault.Code.AUTHORITY_MISSING,
                                "%s is for clients with the authority %s, which this one has not been granted."
                                        .formatted(Fields.coordinate(root), authority),
                                Fields.coordinate(root),
                                Location.of(whole, root),
                                List.of()))
                        .stream())
                .toList();
    }

    private static List<Fault> and(List<Fault> some, List<Fault> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    /**
     * Plans the rest of a walk that a root field resumes, by the way that it has taken.
     *
     * @param purpose that of the operation, which has been planned
     */
    public Resuming resume(Question question, Policy policy, Purpose purpose, String resultKey, Trail trail) {
        var permission = new OperationPlan(
                schema,
                namespaces,
                question.client(),
                policy.of(purpose),
                normalise(question, unconditional(question.document())));
        if (permission.resume(resultKey, trail).isEmpty()) {
            return new Resuming.Closed();
        }
        if (!permission.faults().isEmpty()) {
            return new Resuming.Refusal(permission.faults());
        }
        return operation(question, policy, purpose)
                .resume(resultKey, trail)
                .<Resuming>map(Resuming.Resumed::new)
                .orElseGet(Resuming.Closed::new);
    }

    /**
     * Plans what a root field resumes with every conditional field included, for each place that the purpose can come
     * to: by the shortest way there, which leaves the most hops.
     */
    public List<Plan.Resumption> resumeWhole(Question question, Policy policy, Purpose purpose, String resultKey) {
        var part = policy.of(purpose);
        var whole = normalise(question, unconditional(question.document()));
        return new WalkSearch(part, namespaces)
                .walks().stream()
                        .map(WalkSearch.Path::trail)
                        .distinct()
                        .flatMap(trail -> {
                            var permission = new OperationPlan(schema, namespaces, question.client(), part, whole);
                            var walk = permission.resume(resultKey, trail);
                            return walk.filter(_ -> permission.faults().isEmpty()).stream();
                        })
                        .toList();
    }

    private OperationPlan operation(Question question, Policy policy, Purpose purpose) {
        return new OperationPlan(
                schema, namespaces, question.client(), policy.of(purpose), normalise(question, question.document()));
    }

    private ExecutableNormalizedOperation normalise(Question question, Document document) {
        return ExecutableNormalizedOperationFactory.createExecutableNormalizedOperation(
                schema.definition(),
                document,
                question.operationName(),
                question.variables(),
                ExecutableNormalizedOperationFactory.Options.defaultOptions().maxFieldsCount(limits.fields()));
    }

    private static boolean hasConditions(Document document) {
        return unconditional(document) != document;
    }

    /** The document without {@code @skip} and {@code @include}; the same instance where it has none. */
    private static Document unconditional(Document document) {
        return (Document) new AstTransformer().transform(document, new NodeVisitorStub() {
            @Override
            @SuppressWarnings("rawtypes") // The library's own signature.
            public TraversalControl visitDirective(Directive node, TraverserContext<Node> context) {
                return CONDITIONS.contains(node.getName())
                        ? TreeTransformerUtil.deleteNode(context)
                        : TraversalControl.CONTINUE;
            }
        });
    }
}
