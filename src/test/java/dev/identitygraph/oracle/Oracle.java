package dev.identitygraph.oracle;

import dev.identitygraph.identity.Identity;
import dev.identitygraph.identity.Purpose;
import graphql.language.EnumValue;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Says what is right to come back for a question about a graph under a policy. */
public final class Oracle {
    private final Vocabulary vocabulary;
    private final Map<Purpose, Rules> rules;

    /**
     * An oracle for one policy.
     *
     * @param policy the text of the policy file, which covers every purpose
     */
    public Oracle(Vocabulary vocabulary, String policy) {
        this.vocabulary = vocabulary;
        this.rules = Rules.of(policy);
    }

    public Rules rules(Purpose purpose) {
        return Objects.requireNonNull(rules.get(purpose), purpose.name());
    }

    /** Whether a walk of the purpose that starts at the node finds it. */
    public boolean exists(Graph graph, Identity node, Purpose purpose, Instant at) {
        return rules(purpose).exists(vocabulary, graph, node, at);
    }

    public Verdict ask(Graph graph, Question question) {
        var operation = new Operation(vocabulary, question);
        var readsSchemaOnly = operation.written(List.of(operation.selections()), "Query").stream()
                .allMatch(field -> field.getName().startsWith("__"));
        if (readsSchemaOnly) {
            throw new IllegalArgumentException("The oracle knows what may be walked, not what the schema says");
        }
        var wrong = wrongPurpose(operation, question);
        if (wrong.isPresent()) {
            return new Verdict.Refused(Set.of(new Denial(wrong.get(), "")));
        }
        var purpose = new Purpose(declared(operation).or(question::header).orElseThrow());
        var denials = Permission.denials(vocabulary, operation, rules(purpose), question.asker());
        return denials.isEmpty()
                ? Answering.answer(vocabulary, operation, rules(purpose), graph, question)
                : new Verdict.Refused(denials);
    }

    /** The code of what is wrong with how the purpose is declared. */
    private Optional<String> wrongPurpose(Operation operation, Question question) {
        var declared = declared(operation);
        if (operation.purpose().isPresent() && declared.isEmpty()) {
            return Optional.of("PURPOSE_UNKNOWN");
        }
        if (declared.isEmpty() && question.header().isEmpty()) {
            return Optional.of("PURPOSE_MISSING");
        }
        if (declared.isPresent() && question.header().isPresent() && !declared.equals(question.header())) {
            return Optional.of("PURPOSE_CONFLICT");
        }
        var name = declared.or(question::header).orElseThrow();
        if (vocabulary.purposes().stream().noneMatch(purpose -> purpose.name().equals(name))) {
            return Optional.of("PURPOSE_UNKNOWN");
        }
        return question.granted().contains(new Purpose(name)) ? Optional.empty() : Optional.of("PURPOSE_NOT_GRANTED");
    }

    private static Optional<String> declared(Operation operation) {
        return operation
                .purpose()
                .flatMap(value ->
                        value instanceof EnumValue constant ? Optional.of(constant.getName()) : Optional.empty());
    }
}
