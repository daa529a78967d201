package dev.identitygraph.scenario;

import dev.identitygraph.identity.Identity;
import dev.identitygraph.identity.Namespace;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.oracle.Cursor;
import dev.identitygraph.oracle.Graph;
import dev.identitygraph.oracle.Oracle;
import dev.identitygraph.oracle.Question;
import dev.identitygraph.oracle.Verdict;
import dev.identitygraph.oracle.Vocabulary;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is made of one seed: a sound policy with a client for each purpose, and graphs, documents and questions to it.
 */
final class Round {
    private static final int PURPOSES = 3;

    private final Vocabulary vocabulary;
    private final Choice choice;
    private final List<Purpose> purposes;
    private final RandomGraphs graphs;
    private final Map<String, @Nullable Object> policy;
    private final Oracle oracle;

    Round(Vocabulary vocabulary, long seed) {
        this(vocabulary, seed, _ -> {});
    }

    /** A round in which every purpose is shown the source of every edge, which tells it from all others. */
    static Round showingSources(Vocabulary vocabulary, long seed) {
        return new Round(vocabulary, seed, Reveals::showSources);
    }

    /**
     * A round that shows sources too, and shows no value by which a walk may start, so that none can be started anew.
     */
    static Round hidingKeys(Vocabulary vocabulary, long seed) {
        return new Round(vocabulary, seed, policy -> {
            Reveals.showSources(policy);
            Reveals.hideKeys(vocabulary, policy);
        });
    }

    private Round(Vocabulary vocabulary, long seed, Consumer<Map<String, @Nullable Object>> adjust) {
        this.vocabulary = vocabulary;
        choice = new Choice(seed);
        purposes = Stream.generate(() -> choice.oneOf(vocabulary.purposes()))
                .distinct()
                .limit(PURPOSES)
                .toList();
        policy = new RandomPolicies(vocabulary, choice).sound(purposes);
        adjust.accept(policy);
        oracle = new Oracle(vocabulary, policyText());
        graphs = new RandomGraphs(
                vocabulary, choice, purposes.stream().map(oracle::rules).toList());
    }

    Choice choice() {
        return choice;
    }

    RandomGraphs graphs() {
        return graphs;
    }

    Map<String, @Nullable Object> policy() {
        return policy;
    }

    String policyText() {
        return Yamls.write(policy);
    }

    Oracle oracle() {
        return oracle;
    }

    /** One client a purpose, each with an operator of its own, so that nothing is joined. */
    List<Client> clients() {
        return purposes.stream().map(Round::client).toList();
    }

    static Client client(Purpose purpose) {
        return new Client("client-" + purpose, "operator-" + purpose, Set.of(purpose));
    }

    List<Purpose> purposes() {
        return purposes;
    }

    Purpose purpose() {
        return choice.oneOf(purposes);
    }

    /** The purpose for which most nodes of the graph exist. */
    Purpose livelyPurpose(Graph graph) {
        return purposes.stream()
                .max(Comparator.comparing(purpose -> graph.nodes().stream()
                        .filter(node -> startsAt(purpose, node))
                        .filter(node -> oracle.exists(graph, node, purpose, RandomGraphs.MOSTLY))
                        .count()))
                .orElseThrow();
    }

    /** Whether a walk of the purpose may start at the node, if it exists. */
    boolean startsAt(Purpose purpose, Identity node) {
        return oracle.rules(purpose).enter().values().stream()
                .anyMatch(namespaces -> namespaces.contains(node.namespace().name()));
    }

    Template document(Purpose purpose, RandomDocuments.Style style) {
        return RandomDocuments.document(vocabulary, choice, oracle.rules(purpose), style);
    }

    Question question(Template template, Graph graph) {
        return question(template, graph, graphs.at(graph, template.purpose()));
    }

    Question question(Template template, Graph graph, Instant at) {
        var variables = new LinkedHashMap<String, @Nullable Object>(template.fixed());
        for (var number = 0; number < template.namespaces().size(); number++) {
            var namespace = template.namespaces().get(number);
            variables.put("v" + number, value(namespace, template.purpose(), graph, at));
        }
        template.flags().stream()
                .filter(flag -> !flag.equals("unsaid") || choice.happens(0.5))
                .forEach(flag -> variables.put(flag, choice.happens(0.5)));
        return new Question(
                template.document(), Optional.empty(), variables, template.header(), Set.of(template.purpose()), at);
    }

    /** The value of a node, which mostly exists for the purpose. */
    private String value(Namespace namespace, Purpose purpose, Graph graph, Instant at) {
        var all = graph.nodes().stream()
                .filter(node -> node.namespace().equals(namespace))
                .toList();
        var existing = all.stream()
                .filter(node -> oracle.exists(graph, node, purpose, at))
                .toList();
        if (choice.happens(0.05)) {
            return "unknown";
        }
        return choice.oneOf(existing.isEmpty() || choice.happens(0.1) ? all : existing)
                .value();
    }

    /** The case as a scenario, with what is right expected. */
    String scenario(Graph graph, Client client, Question question) {
        return scenario(graph, client, question, oracle.ask(graph, question));
    }

    String scenario(Graph graph, Client client, Question question, Verdict expected) {
        return ScenarioWriter.write(vocabulary, step(graph, client, question, expected, List.of()));
    }

    /** A case of two questions, the second with cursors that the first was answered. */
    String scenario(Graph graph, Client client, Question before, Question question) {
        var then = step(graph, client, question, oracle.ask(graph, question), List.of());
        return ScenarioWriter.write(vocabulary, step(graph, client, before, oracle.ask(graph, before), List.of(then)));
    }

    private Scenario step(Graph graph, Client client, Question question, Verdict expected, List<Scenario> then) {
        return new Scenario("A random case", "Found at random.", graph, policyText(), client, question, expected, then);
    }

    /** The same question for other pages of the template's lists, by cursors that were answered before. */
    Question turned(Template template, Question question, CursorTexts cursors) {
        var variables = new LinkedHashMap<String, @Nullable Object>(question.variables());
        for (var number = 0; number < template.pages().size(); number++) {
            var own = cursors.of(template.pages().get(number));
            var known = own.isEmpty() || choice.happens(0.03) ? cursors.all() : own;
            var backwards = choice.happens(0.5);
            variables.put("first" + number, backwards ? null : choice.number(1, 4));
            variables.put("last" + number, backwards ? choice.number(1, 4) : null);
            variables.put("after" + number, cursor(known, backwards ? 0.3 : 0.8));
            variables.put("before" + number, cursor(known, backwards ? 0.8 : 0.3));
        }
        return CursorTexts.withVariables(question, variables);
    }

    private @Nullable Object cursor(List<Cursor> known, double probability) {
        if (choice.happens(0.01)) {
            return "forged";
        }
        return !known.isEmpty() && choice.happens(probability) ? choice.oneOf(known) : null;
    }
}
