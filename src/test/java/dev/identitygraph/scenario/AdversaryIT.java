package dev.identitygraph.scenario;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.identitygraph.identity.Identity;
import dev.identitygraph.identity.Namespace;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.oracle.Edge;
import dev.identitygraph.oracle.Graph;
import dev.identitygraph.oracle.Verdict;
import dev.identitygraph.oracle.Vocabulary;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Invariant 5: no sequence of questions gets further than one question could. */
@ProductTest
class AdversaryIT {
    private static final int ATTEMPTS = 60;
    private static final int KEYS = 4;

    private final Vocabulary vocabulary = Vocabulary.shipped();

    @Autowired
    private Product product;

    @Autowired
    private GraphInNeo4j inNeo4j;

    @Test
    void givingBackWhatOneGotLeadsNoFurtherThanMaxHopsFromAKeyThatOneHeld() {
        var cases = new Cases("Adversary");
        var tally = new Tally();
        while (cases.next()) {
            var round = Round.hidingKeys(vocabulary, cases.seed());
            assertThat(product.serve(round.policyText(), round.clients())).isEmpty();
            var graph = withValuesOfTheirOwn(round.graphs().graph());
            inNeo4j.replace(graph);
            attack(cases, tally, round, graph);
        }
        tally.print();
        assertThat(tally.share("resumed to edges")).isPositive();
        assertThat(tally.share("resumed to nothing")).isPositive();
    }

    private void attack(Cases cases, Tally tally, Round round, Graph graph) {
        var held = new LinkedHashSet<Identity>();
        for (var number = 0; number < KEYS; number++) {
            held.add(round.choice().oneOf(startable(round, graph)));
        }
        var adversary = new Adversary(vocabulary, round, List.copyOf(held));
        for (var number = 0; number < ATTEMPTS; number++) {
            var at = round.graphs().at(graph, round.purpose());
            var attempt = adversary.next(at);
            var purpose = attempt.purpose();
            var reply = product.ask(Round.client(purpose), attempt.question());
            var heard = Adversary.listen(purpose, reply.data());
            var foreign = attempt.resumed()
                    .filter(handle -> !handle.purpose().equals(purpose))
                    .isPresent();
            var reached = reach(round, graph, held, purpose, at);
            if (!reached.containsAll(heard.sources()) || foreign && !isNothing(reply.data())) {
                throw cases.failure(
                        "it got %s, and one question from %s reaches %s".formatted(reply.text(), held, reached),
                        round.scenario(
                                graph, Round.client(purpose), attempt.question(), new Verdict.Refused(Set.of())));
            }
            adversary.hear(purpose, heard);
            cases.tried();
            tally.count(kind(attempt, heard));
        }
    }

    /** The nodes at which a purpose may start a walk; all nodes, if there is none. */
    private static List<Identity> startable(Round round, Graph graph) {
        var startable = graph.nodes().stream()
                .filter(node -> round.purposes().stream().anyMatch(purpose -> round.startsAt(purpose, node)))
                .toList();
        return startable.isEmpty() ? graph.nodes() : startable;
    }

    private static String kind(Adversary.Attempt attempt, Adversary.Heard heard) {
        return (attempt.resumed().isPresent() ? "resumed" : "started")
                + (heard.sources().isEmpty() ? " to nothing" : " to edges");
    }

    private static boolean isNothing(@Nullable Object data) {
        return data == null
                || Yamls.mapping(data).values().stream()
                        .allMatch(value -> value == null
                                || value instanceof List<?> list
                                        && list.stream().allMatch(Objects::isNull));
    }

    /** The sources of the edges that lie no more than {@code maxHops} from a key, by hops of the purpose. */
    private Set<String> reach(Round round, Graph graph, Set<Identity> held, Purpose purpose, Instant at) {
        var rules = round.oracle().rules(purpose);
        var sources = new HashSet<String>();
        Set<Identity> here = new HashSet<>(held);
        here.removeIf(node -> !round.startsAt(purpose, node));
        for (var hops = 0; hops < rules.maxHops(); hops++) {
            var next = new HashSet<Identity>();
            for (var node : here) {
                for (var hop : vocabulary.hops()) {
                    if (hop.from() == node.namespace().kind()) {
                        rules.open(graph, node, hop, at).forEach(step -> {
                            sources.add(step.edge().provenance().source());
                            next.add(step.to());
                        });
                    }
                }
            }
            here = next;
        }
        return sources;
    }

    /** The graph with values that no two nodes share, so that one cannot be mistaken for a key of the other. */
    private static Graph withValuesOfTheirOwn(Graph graph) {
        return new Graph(
                graph.nodes().stream().map(AdversaryIT::withAValueOfItsOwn).toList(),
                graph.edges().stream()
                        .map(edge -> new Edge(
                                edge.type(),
                                withAValueOfItsOwn(edge.from()),
                                withAValueOfItsOwn(edge.to()),
                                edge.standing(),
                                edge.consents(),
                                edge.provenance()))
                        .toList(),
                graph.members().entrySet().stream()
                        .collect(toMap(entry -> withAValueOfItsOwn(entry.getKey()), Map.Entry::getValue)));
    }

    private static Identity withAValueOfItsOwn(Identity node) {
        Namespace namespace = node.namespace();
        return new Identity(namespace, namespace.name() + "-" + node.value());
    }
}
