package dev.identitygraph.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.identitygraph.identity.Purpose;
import dev.identitygraph.identity.Quadrant;
import dev.identitygraph.oracle.Graph;
import dev.identitygraph.oracle.Question;
import dev.identitygraph.oracle.Rules;
import dev.identitygraph.oracle.Vocabulary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** To go on from an id is to go on in the document: invariant 5 from the other side, that a walk is not cut short. */
@ProductTest
class GoingOnIT {
    private static final int WALKS = 6;
    private static final int QUESTIONS = Cases.questions(4);

    private final Vocabulary vocabulary = Vocabulary.shipped();

    @Autowired
    private Product product;

    @Autowired
    private GraphInNeo4j inNeo4j;

    /** A walk through a document, from a start by the first namespace and by these hops. */
    private record Way(String start, String namespace, List<Vocabulary.Hop> hops) {}

    @Test
    void goingOnFromAnIdAnswersWhatTheDocumentWouldHaveAnswered() {
        var cases = new Cases("Going on");
        var tally = new Tally();
        while (cases.next()) {
            var round = new Round(vocabulary, cases.seed());
            assertThat(product.serve(round.policyText(), round.clients())).isEmpty();
            var graph = round.graphs().graph();
            inNeo4j.replace(graph);
            var purpose = round.livelyPurpose(graph);
            for (var number = 0; number < WALKS; number++) {
                goOn(cases, tally, round, graph, purpose);
            }
        }
        tally.print();
        assertThat(tally.share("to edges")).isGreaterThan(0.02);
    }

    private void goOn(Cases cases, Tally tally, Round round, Graph graph, Purpose purpose) {
        var way = way(round, round.oracle().rules(purpose));
        var cut = round.choice().number(0, way.hops().size());
        var whole = new Template(
                "query ($v0: String!) @purpose(is: %s) {\n  start: %s(namespace: \"%s\", value: $v0) %s\n}\n"
                        .formatted(
                                purpose,
                                way.start().substring("Query.".length()),
                                way.namespace(),
                                selections(way.hops())),
                purpose,
                List.of(vocabulary.namespace(way.namespace())),
                List.of(),
                Map.of(),
                List.of(),
                Optional.empty());
        for (var number = 0; number < QUESTIONS; number++) {
            var question = round.question(whole, graph);
            var nodes = new ArrayList<Map<String, @Nullable Object>>();
            collect(product.ask(Round.client(purpose), question).data(), cut, nodes);
            if (nodes.isEmpty()) {
                cases.tried();
                tally.count("from nothing");
                continue;
            }
            var some = nodes.subList(0, Math.min(nodes.size(), 20));
            var rest = selections(way.hops().subList(cut, way.hops().size()));
            var reply = product.ask(Round.client(purpose), resumed(purpose, kind(way, cut), rest, some, question.at()));
            if (!Map.of("resumed", some).equals(reply.data())) {
                throw cases.failure(
                        "the document answers %s, and going on from hop %d answers %s"
                                .formatted(some, cut, reply.json()),
                        round.scenario(graph, Round.client(purpose), question));
            }
            some.forEach(node -> {
                cases.tried();
                tally.count(node.toString().contains("edges=[{") ? "to edges" : "to nothing");
            });
        }
    }

    private Way way(Round round, Rules rules) {
        var choice = round.choice();
        var start = choice.oneOf(List.copyOf(rules.enter().keySet()));
        String namespace = choice.oneOf(rules.enter().getOrDefault(start, List.of()));
        var kind = vocabulary.namespace(namespace).kind();
        Set<Quadrant> standing = Set.of(vocabulary.namespace(namespace).quadrant());
        var hops = new ArrayList<Vocabulary.Hop>();
        while (hops.size() < rules.maxHops()) {
            var here = kind;
            var from = standing;
            var open = vocabulary.hops().stream()
                    .filter(hop ->
                            hop.from() == here && !leadsTo(rules, hop, from).isEmpty())
                    .toList();
            if (open.isEmpty()) {
                break;
            }
            var hop = choice.oneOf(open);
            hops.add(hop);
            standing = leadsTo(rules, hop, from);
            kind = hop.to();
        }
        return new Way(start, namespace, hops);
    }

    private static Set<Quadrant> leadsTo(Rules rules, Vocabulary.Hop hop, Set<Quadrant> standing) {
        var rule = rules.hops().get(hop.coordinate());
        return rule == null ? Set.of() : rule.leadsTo(standing);
    }

    private String kind(Way way, int cut) {
        return cut == 0
                ? vocabulary.namespace(way.namespace()).kind().label()
                : way.hops().get(cut - 1).to().label();
    }

    private static String selections(List<Vocabulary.Hop> hops) {
        return hops.isEmpty()
                ? "{ __typename id key }"
                : "{ __typename id key hop: %s(first: 100) { edges { cursor node %s } pageInfo { endCursor } } }"
                        .formatted(
                                hops.getFirst()
                                        .coordinate()
                                        .substring(
                                                hops.getFirst().from().label().length() + 1),
                                selections(hops.subList(1, hops.size())));
    }

    private static Question resumed(
            Purpose purpose, String kind, String rest, List<Map<String, @Nullable Object>> nodes, Instant at) {
        var ids = nodes.stream().map(node -> Yamls.text(node, "id")).toList();
        var variables = new LinkedHashMap<String, @Nullable Object>();
        variables.put("ids", ids);
        return new Question(
                "query ($ids: [ID!]!) @purpose(is: " + purpose + ") { resumed: nodes(ids: $ids) { ... on " + kind + " "
                        + rest + " } }",
                Optional.empty(),
                variables,
                Optional.empty(),
                Set.of(purpose),
                at);
    }

    /** The nodes that lie this many hops from the start. */
    private static void collect(@Nullable Object data, int hops, List<Map<String, @Nullable Object>> nodes) {
        if (data instanceof Map<?, ?> object && object.get("start") instanceof Map<?, ?> start) {
            collectBelow(Yamls.mapping(start), hops, nodes);
        }
    }

    private static void collectBelow(
            Map<String, @Nullable Object> node, int hops, List<Map<String, @Nullable Object>> nodes) {
        if (hops == 0) {
            nodes.add(node);
            return;
        }
        for (var edge : Yamls.list(Yamls.mapping(node, "hop").get("edges"))) {
            collectBelow(Yamls.mapping(Yamls.mapping(edge), "node"), hops - 1, nodes);
        }
    }
}
