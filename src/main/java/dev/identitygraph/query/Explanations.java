package dev.identitygraph.query;

import dev.identitygraph.client.Client;
import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.identity.Quadrant;
import dev.identitygraph.policy.Asking;
import dev.identitygraph.policy.CircleCheck;
import dev.identitygraph.policy.DocumentReader;
import dev.identitygraph.policy.Fault;
import dev.identitygraph.policy.GraphSchema;
import dev.identitygraph.policy.ParsedDocument;
import dev.identitygraph.policy.Plan;
import dev.identitygraph.policy.Planner;
import dev.identitygraph.policy.Planning;
import dev.identitygraph.policy.Question;
import dev.identitygraph.policy.Subject;
import graphql.execution.CoercedVariables;
import graphql.language.Document;
import graphql.language.OperationDefinition;
import graphql.language.VariableDefinition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Explains documents, by the planner and the compiler that answer them. The graph is not touched. */
@Component
public class Explanations {
    private final GraphSchema schema;
    private final Namespaces namespaces;
    private final DocumentReader documents;
    private final Planner planner;

    public Explanations(GraphSchema schema, Namespaces namespaces, DocumentReader documents, Planner planner) {
        this.schema = schema;
        this.namespaces = namespaces;
        this.documents = documents;
        this.planner = planner;
    }

    /**
     * Explains what comes of a document when a client asks it.
     *
     * @param operation which of its operations, or null where it has one
     */
    public Explanation explain(String document, @Nullable String operation, String clientId, Policies.InForce inForce) {
        var client = inForce.clients().find(clientId);
        if (client.isEmpty()) {
            return new Explanation.Refused(List.of(Fault.ofRequest(
                    Fault.Code.CLIENT_UNKNOWN,
                    "No client is registered by this id.",
                    inForce.clients().all().stream().map(Client::id).toList())));
        }
        return switch (documents.read(
                new Asking(client.get(), document, operation, Optional.empty()), inForce.policy())) {
            case ParsedDocument.Invalid(var faults) -> new Explanation.Refused(faults);
            case ParsedDocument.Valid(var parsed) ->
                explain(
                        new Question(
                                client.get(), parsed, operation, someValues(parsed), Optional.empty(), Subject.NONE),
                        inForce);
        };
    }

    /** The quadrants that each purpose can touch, and each operator by all purposes that its clients hold. */
    public Map<String, Set<Quadrant>> quadrants(Policies.InForce inForce) {
        return new CircleCheck(inForce.policy(), namespaces).touched(inForce.clients());
    }

    /** A plan holds no value of a variable, but none is made of an operation that lacks one. */
    private static CoercedVariables someValues(Document document) {
        return CoercedVariables.of(document.getDefinitionsOfType(OperationDefinition.class).stream()
                .flatMap(operation -> operation.getVariableDefinitions().stream())
                .map(VariableDefinition::getName)
                .distinct()
                .collect(Collectors.toUnmodifiableMap(Function.identity(), _ -> "")));
    }

    private Explanation explain(Question question, Policies.InForce inForce) {
        return switch (planner.planWhole(question, inForce.policy())) {
            case Planning.Refusal(var faults) -> new Explanation.Refused(faults);
            case Planning.SchemaOnly() -> new Explanation.SchemaOnly();
            case Planning.Planned(var plan) ->
                new Explanation.Planned(
                        plan.purpose(),
                        plan.roots().stream()
                                .flatMap(root -> explain(root, plan, question, inForce).stream())
                                .toList());
        };
    }

    private List<Explanation.ExplainedRoot> explain(
            Plan.Root root, Plan plan, Question question, Policies.InForce inForce) {
        var explaining = new RootExplaining(schema, plan, inForce.policy().of(plan.purpose()));
        return switch (root) {
            case Plan.Entry entry -> List.of(explaining.entry(entry));
            case Plan.Resume resume ->
                planner.resumeWhole(question, inForce.policy(), plan.purpose(), resume.resultKey()).stream()
                        .filter(walk -> RootExplaining.isAsked(walk.node()))
                        .map(walk -> explaining.resumption(resume.resultKey(), walk))
                        .toList();
        };
    }
}
