package dev.identitygraph.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.identitygraph.oracle.Graph;
import dev.identitygraph.oracle.Question;
import dev.identitygraph.oracle.Verdict;
import dev.identitygraph.oracle.Vocabulary;
import dev.identitygraph.scenario.RandomDocuments.Style;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Invariant 2: what takes a permission away never adds to an answer. */
@ProductTest
class MonotoneIT {
    private static final int DOCUMENTS = 3;
    private static final int QUESTIONS = Cases.questions(8);
    private static final int NARROWED_GRAPHS = 5;
    private static final int NARROWED_POLICIES = 1;

    private final Vocabulary vocabulary = Vocabulary.shipped();

    @Autowired
    private Product product;

    @Autowired
    private GraphInNeo4j inNeo4j;

    @Test
    void whatTakesAPermissionAwayNeverAddsToAnAnswer() {
        var cases = new Cases("Monotone");
        var tally = new Tally();
        while (cases.next()) {
            new Narrowed(cases, tally, Round.showingSources(vocabulary, cases.seed())).run();
        }
        tally.print();
        assertThat(tally.share("less")).isGreaterThan(0.1);
        assertThat(tally.share("the same")).isGreaterThan(0.1);
    }

    /** The answers of a round for one purpose, before and after changes. */
    private final class Narrowed {
        private final Cases cases;
        private final Tally tally;
        private final Round round;
        private final Client client;
        private final Narrowing narrowing;
        private final Graph graph;
        private final Instant at;
        private final Map<Question, Verdict> before = new LinkedHashMap<>();

        Narrowed(Cases cases, Tally tally, Round round) {
            this.cases = cases;
            this.tally = tally;
            this.round = round;
            var purpose = round.purpose();
            client = Round.client(purpose);
            narrowing = new Narrowing(vocabulary, round.choice(), purpose);
            graph = round.graphs().graph();
            at = round.graphs().at(graph, purpose);
            for (var document = 0; document < DOCUMENTS; document++) {
                var template = round.document(purpose, Style.PLAIN);
                for (var question = 0; question < QUESTIONS; question++) {
                    before.put(round.question(template, graph, at), new Verdict.Answered(Map.of()));
                }
            }
        }

        void run() {
            assertThat(product.serve(round.policyText(), round.clients())).isEmpty();
            inNeo4j.replace(graph);
            before.replaceAll((question, _) -> product.ask(client, question).verdict());
            for (var number = 0; number < NARROWED_GRAPHS; number++) {
                var narrowed = narrowing.graph(graph, at);
                inNeo4j.replace(narrowed);
                before.keySet().forEach(question -> compare(question, round.scenario(narrowed, client, question)));
            }
            inNeo4j.replace(graph);
            for (var number = 0; number < NARROWED_POLICIES; number++) {
                var policy = Yamls.write(narrowing.policy(round.policy()));
                assertThat(product.serve(policy, round.clients())).isEmpty();
                before.keySet().forEach(question -> compare(question, policy));
            }
        }

        private void compare(Question question, String narrowed) {
            var verdict = product.ask(client, question).verdict();
            if (verdict instanceof Verdict.Answered(var data)
                    && !(before.get(question) instanceof Verdict.Answered(var all) && Inclusion.holds(data, all))) {
                throw cases.failure(
                        "before it was %s, and after%n%n%s%nit was %s"
                                .formatted(before.get(question), narrowed, verdict),
                        round.scenario(graph, client, question));
            }
            cases.tried();
            tally.count(verdict.equals(before.get(question)) ? "the same" : "less");
        }
    }
}
