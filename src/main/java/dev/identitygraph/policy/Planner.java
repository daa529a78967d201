package dev.identitygraph.policy;

import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.identity.Purpose;
import graphql.language.AstTransformer;
import graphql.language.Directive;
import graphql.language.Document;
import graphql.language.Node;
import graphql.language.NodeVisitorStub;
import graphql.normalized.ExecutableNormalizedOperation;
import graphql.normalized.ExecutableNormalizedOperationFactory;
import graphql.util.TraversalControl;
import graphql.util.TraverserContext;
import graphql.util.TreeTransformerUtil;
import java.util.List;
import java.util.Set;

/**
 * Decides, from the whole document and before any database access, what an operation may walk. Permission is decided
 * with every conditional field included, so that {@code @skip} and {@code @include} can only narrow an answer.
 */
public final class Planner {
    private static final Set<String> CONDITIONS = Set.of("skip", "include");

    private final GraphSchema schema;
    private final Namespaces namespaces;

    public Planner(GraphSchema schema, Namespaces namespaces) {
        this.schema = schema;
        this.namespaces = namespaces;
    }

    public Planning plan(Question question, Policy policy) {
        var whole = normalise(question, unconditional(question.document()));
        if (whole.getTopLevelFields().stream().allMatch(field -> field.getName().startsWith("__"))) {
            return new Planning.SchemaOnly();
        }
        return switch (DeclaredPurpose.of(question, schema.purposes())) {
            case DeclaredPurpose.Refused(var fault) -> new Planning.Refusal(List.of(fault));
            case DeclaredPurpose.Declared(var purpose) -> plan(question, policy, purpose, whole);
        };
    }

    private Planning plan(Question question, Policy policy, Purpose purpose, ExecutableNormalizedOperation whole) {
        var permission = new OperationPlan(schema, namespaces, policy.of(purpose), whole);
        var everything = permission.roots();
        if (!permission.faults().isEmpty()) {
            return new Planning.Refusal(permission.faults());
        }
        var roots = hasConditions(question.document())
                ? operation(question, policy, purpose).roots()
                : everything;
        return new Planning.Planned(
                new Plan(purpose, policy.version(), policy.of(purpose).minGroup(), roots));
    }

    /**
     * Plans the rest of a walk that a root field resumes, by the way that it has taken.
     *
     * @param purpose that of the operation, which has been planned
     */
    public Resuming resume(Question question, Policy policy, Purpose purpose, String resultKey, Trail trail) {
        var permission = new OperationPlan(
                schema, namespaces, policy.of(purpose), normalise(question, unconditional(question.document())));
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

    private OperationPlan operation(Question question, Policy policy, Purpose purpose) {
        return new OperationPlan(schema, namespaces, policy.of(purpose), normalise(question, question.document()));
    }

    private ExecutableNormalizedOperation normalise(Question question, Document document) {
        return ExecutableNormalizedOperationFactory.createExecutableNormalizedOperation(
                schema.definition(), document, question.operationName(), question.variables());
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
