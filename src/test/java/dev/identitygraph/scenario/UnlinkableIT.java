package dev.identitygraph.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.identitygraph.identity.Consent;
import dev.identitygraph.identity.ConsentStatus;
import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.identity.Identity;
import dev.identitygraph.identity.LawfulBasis;
import dev.identitygraph.identity.Method;
import dev.identitygraph.identity.Party;
import dev.identitygraph.identity.Provenance;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.identity.Standing;
import dev.identitygraph.oracle.Edge;
import dev.identitygraph.oracle.Graph;
import dev.identitygraph.oracle.Likeness;
import dev.identitygraph.oracle.Question;
import dev.identitygraph.oracle.Verdict;
import dev.identitygraph.oracle.Vocabulary;
import dev.identitygraph.scenario.RandomDocuments.Style;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Invariant 6: two purposes or two clients that get the same nodes and edges cannot tell so by what names them. */
@ProductTest
class UnlinkableIT {
    private static final int DOCUMENTS = 4;
    private static final int LIST = 20;
    private static final Instant AT = Instant.parse("2026-06-15T12:00:00Z");
    private static final int QUESTIONS = Cases.questions(8);

    private final Vocabulary vocabulary = Vocabulary.shipped();

    @Autowired
    private Product product;

    @Autowired
    private GraphInNeo4j inNeo4j;

    /** Who asks for what. */
    private record Asker(Client client, Purpose purpose) {}

    @Test
    void twoPurposesOrClientsShareNoIdKeyOrCursor() {
        var cases = new Cases("Unlinkable");
        var tally = new Tally();
        while (cases.next()) {
            compare(cases, tally, Round.showingSources(vocabulary, cases.seed()));
        }
        tally.print();
        assertThat(tally.share("named")).isGreaterThan(0.2);
    }

    @Test
    void twoPurposesGetAListInAnotherOrder() {
        var purposes = List.of(new Purpose("RETARGETING"), new Purpose("ANALYTICS"));
        var rules = Yamls.read("""
                enter: {Query.segment: {namespaces: [segment]}}
                maxHops: 1
                hops: {Segment.devices: {walks: [B1 -> B1]}}
                reveal: {B1: [Device.value]}
                """);
        var policy = Defaults.SHIPPED.policy(vocabulary, Map.of("RETARGETING", rules, "ANALYTICS", rules));
        var client = new Client("one", "one", Set.copyOf(purposes));
        assertThat(product.serve(Yamls.write(policy), List.of(client))).isEmpty();
        var segment = new Identity(vocabulary.namespace("segment"), "boots");
        var devices = IntStream.range(0, LIST)
                .mapToObj(number -> new Identity(vocabulary.namespace("cookie"), "device-" + number))
                .toList();
        var edges = devices.stream()
                .map(device -> member(device, segment, purposes))
                .toList();
        inNeo4j.replace(
                new Graph(Stream.concat(Stream.of(segment), devices.stream()).toList(), edges, Map.of()));
        var orders = purposes.stream()
                .map(purpose -> product.ask(client, list(purpose)).text())
                .map(answer -> Pattern.compile("device-\\d+")
                        .matcher(answer)
                        .results()
                        .map(MatchResult::group)
                        .toList())
                .toList();
        assertThat(orders.getFirst())
                .hasSize(LIST)
                .containsExactlyInAnyOrderElementsOf(orders.getLast())
                .isNotEqualTo(orders.getLast());
    }

    private static Edge member(Identity device, Identity segment, List<Purpose> purposes) {
        var consent = new Consent(
                ConsentStatus.GRANTED, LawfulBasis.CONSENT, AT.minusSeconds(1), AT.plusSeconds(1), "record");
        return new Edge(
                EdgeType.IN_SEGMENT,
                device,
                segment,
                Standing.ACTIVE,
                purposes.stream().collect(Collectors.toMap(purpose -> purpose, _ -> consent)),
                new Provenance("shop", Party.FIRST, Method.DETERMINISTIC, 0.9, AT, AT, List.of()));
    }

    private static Question list(Purpose purpose) {
        return new Question("""
                query @purpose(is: %s) {
                  segment(namespace: "segment", value: "boots") { devices(first: 100) { edges { node { value } } } }
                }
                """.formatted(purpose), Optional.empty(), Map.of(), Optional.empty(), Set.of(purpose), AT);
    }

    private void compare(Cases cases, Tally tally, Round round) {
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
                for (var asker : askers) {
                    var data = product.ask(asker.client(), of(asker, purpose, question))
                            .data();
                    cases.tried();
                    tally.count(right.toString().matches("(?s).*(TEXT|Cursor\\[).*") ? "named" : "not named");
                    named.getOrDefault(asker, Set.of())
                            .addAll(
                                    right instanceof Verdict.Answered(var opaque)
                                            ? Likeness.opaqueTexts(opaque, data)
                                            : Set.of());
                }
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
}
