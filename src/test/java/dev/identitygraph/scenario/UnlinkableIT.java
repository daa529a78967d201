package dev.identitygraph.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.identitygraph.identity.Identity;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.oracle.Edge;
import dev.identitygraph.oracle.Graph;
import dev.identitygraph.oracle.Likeness;
import dev.identitygraph.oracle.Question;
import dev.identitygraph.oracle.Verdict;
import dev.identitygraph.oracle.Vocabulary;
import dev.identitygraph.scenario.RandomDocuments.Style;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Invariant 6: two purposes or two clients that get the same nodes and edges cannot tell so by what names them. */
@ProductTest
class UnlinkableIT {
    private static final int DOCUMENTS = 4;
    private static final int QUESTIONS = Cases.questions(8);

    private final Vocabulary vocabulary = Vocabulary.shipped();

    @Autowired
    private Product product;

    @Autowired
    private GraphInNeo4j inNeo4j;

    /** Who asks for what. */
    private record Asker(Client client, Purpose purpose) {}

    @Test
    void twoPurposesOrClientsShareNoIdKeyOrCursorAndTwoPurposesNoOrder() {
        var cases = new Cases("Unlinkable");
        var tally = new Tally();
        var orders = new Tally();
        while (cases.next()) {
            compare(cases, tally, orders, Round.showingSources(vocabulary, cases.seed()));
        }
        tally.print();
        orders.print();
        assertThat(tally.share("named")).isGreaterThan(0.2);
        assertThat(orders.share("lists of five or more in the same order")).isLessThan(0.05);
    }

    private void compare(Cases cases, Tally tally, Tally orders, Round round) {
        var purpose = round.purpose();
        var twin = Stream.generate(() -> round.choice().oneOf(vocabulary.purposes()))
                .filter(other -> !other.equals(purpose))
                .findFirst()
                .orElseThrow();
        var policy = Yamls.copy(Defaults.SHIPPED.policy(vocabulary, Map.of()));
        policy.put(purpose.name(), round.policy().get(purpose.name()));
        policy.put(twin.name(), round.policy().get(purpose.name()));
        var one = new Client("one", "one", Set.of(purpose, twin));
        var other = new Client("other", "other", Set.of(purpose, twin));
        assertThat(product.serve(Yamls.write(policy), List.of(one, other))).isEmpty();
        var graph = alsoFor(twin, purpose, round.graphs().graph());
        inNeo4j.replace(graph);

        var askers = List.of(
                new Asker(one, purpose), new Asker(other, purpose), new Asker(one, twin), new Asker(other, twin));
        var named = new LinkedHashMap<Asker, Set<String>>();
        askers.forEach(asker -> named.put(asker, new HashSet<>()));
        for (var document = 0; document < DOCUMENTS; document++) {
            var template = round.document(purpose, document == 0 ? Style.PLAIN : Style.PERMITTED);
            for (var number = 0; number < QUESTIONS; number++) {
                var question = round.question(template, graph);
                var right = round.oracle().ask(graph, question);
                var answers = new LinkedHashMap<Asker, @Nullable Object>();
                for (var asker : askers) {
                    var data = product.ask(asker.client(), of(asker, purpose, question))
                            .data();
                    answers.put(asker, data);
                    cases.tried();
                    tally.count(right.toString().matches("(?s).*(TEXT|Cursor\\[).*") ? "named" : "not named");
                    named.getOrDefault(asker, Set.of())
                            .addAll(
                                    right instanceof Verdict.Answered(var opaque)
                                            ? Likeness.opaqueTexts(opaque, data)
                                            : Set.of());
                }
                compareOrders(orders, answers.get(askers.getFirst()), answers.get(askers.getLast()));
                requireNothingShared(cases, named, round.scenario(graph, one, question));
            }
        }
    }

    private static void requireNothingShared(Cases cases, Map<Asker, Set<String>> named, String scenario) {
        var seen = new HashSet<String>();
        named.forEach((asker, names) -> names.forEach(name -> {
            if (!seen.add(name)) {
                throw cases.failure(asker + " and one before are both given " + name, scenario);
            }
        }));
    }

    /** The graph, where the twin is consented to just as the purpose is. */
    private static Graph alsoFor(Purpose twin, Purpose purpose, Graph graph) {
        var members = new LinkedHashMap<Identity, Map<Purpose, Integer>>();
        graph.members().forEach((segment, numbers) -> members.put(segment, alsoFor(twin, purpose, numbers)));
        return new Graph(
                graph.nodes(),
                graph.edges().stream()
                        .map(edge -> new Edge(
                                edge.type(),
                                edge.from(),
                                edge.to(),
                                edge.standing(),
                                alsoFor(twin, purpose, edge.consents()),
                                edge.provenance()))
                        .toList(),
                members);
    }

    private static <T> Map<Purpose, T> alsoFor(Purpose twin, Purpose purpose, Map<Purpose, T> byPurpose) {
        var also = new LinkedHashMap<>(byPurpose);
        also.remove(twin);
        Optional.ofNullable(also.get(purpose)).ifPresent(same -> also.put(twin, same));
        return also;
    }

    private static Question of(Asker asker, Purpose instead, Question question) {
        return new Question(
                question.document().replace("(is: " + instead + ")", "(is: " + asker.purpose() + ")"),
                question.operation(),
                question.variables(),
                question.header().map(_ -> asker.purpose().name()),
                Set.of(asker.purpose()),
                question.at());
    }

    private static void compareOrders(Tally tally, @Nullable Object one, @Nullable Object other) {
        var orders = new ArrayList<List<String>>();
        var otherOrders = new HashSet<List<String>>();
        collectOrders(one, orders);
        collectOrders(other, otherOrders);
        orders.stream()
                .filter(order -> order.size() >= 5)
                .forEach(order -> tally.count("lists of five or more in "
                        + (otherOrders.contains(order) ? "the same order" : "another order")));
    }

    private static void collectOrders(@Nullable Object value, Collection<List<String>> orders) {
        switch (value) {
            case Map<?, ?> object -> object.values().forEach(part -> collectOrders(part, orders));
            case List<?> edges
            when showSources(edges) -> {
                orders.add(edges.stream().map(Inclusion::source).toList());
                edges.forEach(edge -> collectOrders(edge, orders));
            }
            case List<?> list -> list.forEach(item -> collectOrders(item, orders));
            case null, default -> {}
        }
    }

    private static boolean showSources(List<?> edges) {
        return edges.stream()
                .allMatch(edge -> edge instanceof Map<?, ?> shown
                        && shown.get("provenance") instanceof Map<?, ?> provenance
                        && provenance.containsKey("source"));
    }
}
