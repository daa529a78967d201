package dev.identitygraph.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.identitygraph.oracle.Graph;
import dev.identitygraph.oracle.Question;
import dev.identitygraph.oracle.Verdict;
import dev.identitygraph.oracle.Vocabulary;
import dev.identitygraph.scenario.RandomDocuments.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Invariant 1: an evaluator that shares nothing with the product agrees with it. */
@ProductTest
class OracleIT {
    private static final int DOCUMENTS = 5;
    private static final int GRAPHS = 4;
    private static final int QUESTIONS = Cases.questions(5);
    private static final int TURNS = 3;

    private final Vocabulary vocabulary = Vocabulary.shipped();

    @Autowired
    private Product product;

    @Autowired
    private GraphInNeo4j inNeo4j;

    @Test
    void theProductAnswersAndRefusesAsTheOracleDoes() {
        var cases = new Cases("Oracle");
        var tally = new Tally();
        while (cases.next()) {
            var round = new Round(vocabulary, cases.seed());
            assertThat(product.serve(round.policyText(), round.clients())).isEmpty();
            var templates = new ArrayList<Template>();
            for (var number = 0; number < DOCUMENTS; number++) {
                var style = round.choice().oneOf(List.of(Style.WILD, Style.PERMITTED, Style.PAGED));
                templates.add(round.document(round.purpose(), style));
            }
            for (var number = 0; number < GRAPHS; number++) {
                ask(cases, tally, round, templates);
            }
        }
        tally.print();
        assertThat(tally.share("answered with edges")).isGreaterThan(0.2);
        assertThat(tally.share("answered with edges on a page turned to")).isGreaterThan(0.05);
        assertThat(tally.share("refused")).isBetween(0.02, 0.5);
    }

    private void ask(Cases cases, Tally tally, Round round, List<Template> templates) {
        var graph = round.graphs().graph();
        inNeo4j.replaceInOrder(graph);
        for (var template : templates) {
            for (var number = 0; number < QUESTIONS; number++) {
                var question = round.question(template, graph);
                var client = Round.client(template.purpose());
                var right = round.oracle().ask(graph, question);
                var actual = product.ask(client, question).verdict();
                if (!right.isExactly(actual)) {
                    throw cases.failure(
                            "the product says " + actual,
                            round.scenario(shrunk(round, client, question, graph), client, question));
                }
                cases.tried();
                tally.count(kind(right));
                if (!template.pages().isEmpty()) {
                    var cursors = new CursorTexts();
                    cursors.learn(right, actual);
                    turnPages(cases, tally, round, template, graph, question, cursors);
                }
            }
        }
    }

    /** Asks for other pages of the same lists. */
    private void turnPages(
            Cases cases,
            Tally tally,
            Round round,
            Template template,
            Graph graph,
            Question question,
            CursorTexts cursors) {
        var client = Round.client(template.purpose());
        for (var turn = 0; turn < TURNS; turn++) {
            var turned = round.turned(template, question, cursors);
            var right = round.oracle().ask(graph, turned);
            var actual = product.ask(client, cursors.asked(turned)).verdict();
            if (!right.isExactly(actual)) {
                throw cases.failure("the product says " + actual, round.scenario(graph, client, question, turned));
            }
            cases.tried();
            tally.count(kind(right) + " on a page turned to");
        }
    }

    /** The graph without the edges that it takes not for the product to be wrong. */
    private Graph shrunk(Round round, Client client, Question question, Graph graph) {
        var shrunk = graph;
        for (var edge : graph.edges()) {
            var edges = new ArrayList<>(shrunk.edges());
            edges.remove(edge);
            var smaller = graph.withEdges(edges);
            inNeo4j.replaceInOrder(smaller);
            if (!round.oracle()
                    .ask(smaller, question)
                    .isExactly(product.ask(client, question).verdict())) {
                shrunk = smaller;
            }
        }
        return shrunk;
    }

    private static String kind(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Refused _ -> "refused";
            case Verdict.Answered(var data) when data.values().stream().allMatch(Objects::isNull) -> "nothing";
            case Verdict.Answered(var data) ->
                data.toString().contains("edges=[{") ? "answered with edges" : "answered without edges";
        };
    }
}
