package dev.identitygraph.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.identitygraph.identity.Identity;
import dev.identitygraph.oracle.Graph;
import dev.identitygraph.oracle.Question;
import dev.identitygraph.oracle.Rules;
import dev.identitygraph.oracle.Vocabulary;
import dev.identitygraph.scenario.RandomDocuments.Style;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Invariant 3: edges that a purpose may not walk change nothing of what it gets, not even a cursor or an order. */
@ProductTest
class NonInterferenceIT {
    private static final int DOCUMENTS = 4;
    private static final int QUESTIONS = Cases.questions(8);
    private static final int OTHER_GRAPHS = 6;

    private final Vocabulary vocabulary = Vocabulary.shipped();

    @Autowired
    private Product product;

    @Autowired
    private GraphInNeo4j inNeo4j;

    @Test
    void forbiddenEdgesChangeNoByteOfAnAnswer() {
        var cases = new Cases("Non-interference");
        var tally = new Tally();
        while (cases.next()) {
            var round = new Round(vocabulary, cases.seed());
            assertThat(product.serve(round.policyText(), round.clients())).isEmpty();
            interfere(cases, tally, round);
        }
        tally.print();
        assertThat(tally.share("with edges")).isGreaterThan(0.2);
    }

    private void interfere(Cases cases, Tally tally, Round round) {
        var purpose = round.purpose();
        var client = Round.client(purpose);
        var rules = round.oracle().rules(purpose);
        var graph = round.graphs().graph();
        var at = round.graphs().at(graph, purpose);
        var questions = new ArrayList<Question>();
        for (var document = 0; document < DOCUMENTS; document++) {
            var template = round.document(purpose, Style.PAGED);
            for (var question = 0; question < QUESTIONS; question++) {
                questions.add(round.question(template, graph, at));
            }
        }
        inNeo4j.replace(graph);
        var before = new LinkedHashMap<Question, String>();
        questions.forEach(
                question -> before.put(question, product.ask(client, question).text()));
        for (var number = 0; number < OTHER_GRAPHS; number++) {
            var other = otherwiseForbidden(round, rules, graph, at);
            inNeo4j.replace(other);
            for (var question : questions) {
                var after = product.ask(client, question).text();
                if (!after.equals(before.get(question))) {
                    throw cases.failure(
                            "without the forbidden edges it was%n%s%nand with them%n%s"
                                    .formatted(before.get(question), after),
                            round.scenario(other, client, question));
                }
                cases.tried();
                tally.count(after.contains("\"node\"") ? "with edges" : "without edges");
            }
        }
    }

    /** The graph with other edges that the purpose may not walk at the instant, and other nodes that they lead to. */
    private Graph otherwiseForbidden(Round round, Rules rules, Graph graph, Instant at) {
        var nodes = new ArrayList<>(graph.nodes());
        for (var namespace : vocabulary.namespaces()) {
            nodes.add(RandomGraphs.node(namespace, 100));
        }
        var edges = new ArrayList<>(graph.edges());
        edges.removeIf(edge ->
                !rules.canWalk(vocabulary, graph, edge, at) && round.choice().happens(0.5));
        round.graphs().edges(nodes, 40).stream()
                .filter(edge -> !rules.canWalk(vocabulary, graph, edge, at))
                .forEach(edges::add);
        return new Graph(List.<Identity>copyOf(nodes), List.copyOf(edges), graph.members());
    }
}
