package dev.identitygraph.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.identitygraph.derivation.GraphChanges;
import dev.identitygraph.identity.Identity;
import dev.identitygraph.identity.Method;
import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.link.Evidence;
import dev.identitygraph.link.Linker;
import dev.identitygraph.link.LinkingRules;
import dev.identitygraph.link.Observation;
import dev.identitygraph.link.RandomObservations;
import dev.identitygraph.scenario.Cases;
import dev.identitygraph.scenario.Choice;
import dev.identitygraph.testing.IntegrationTest;
import dev.identitygraph.testing.StoredGraph;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The graph is what linking makes of its evidence, however it came there. */
@IntegrationTest
class LinkedGraphIT {
    @Autowired
    private LinkedGraph linked;

    @Autowired
    private StoredGraph graph;

    @Autowired
    private Namespaces namespaces;

    @AfterEach
    void leaveNothing() {
        graph.empty();
    }

    @Test
    void anyOrderOfArrivalGivesWhatADryRunSays() {
        var cases = new Cases("An incremental graph is what a dry run says", 20);
        for (; cases.next(); cases.tried()) {
            var random = new RandomObservations(new Choice(cases.seed()));
            var rules = random.rules(namespaces);
            var observations = distinct(random.observations(rules));
            Collections.shuffle(observations, new Random(cases.seed()));
            observations.addAll(0, decidedAbout(observations));
            graph.empty();
            var product = linked.new ByRules(rules);
            observations.forEach(product::add);
            var said = said(rules, observations);
            if (!linked.standings().equals(said)) {
                throw cases.failure(
                        "the graph says\n%s\nand the dry run\n%s".formatted(linked.standings(), said),
                        text(observations));
            }
            var identities = observations.stream()
                    .flatMap(observation -> observation.identities().stream())
                    .collect(Collectors.toSet());
            assertThat(product.people(identities))
                    .as("people, seed %d", cases.seed())
                    .containsExactlyInAnyOrderElementsOf(people(rules, observations));
        }
    }

    @Test
    void aRetractedObservationLeavesTheGraphThatNeverHadIt() {
        var cases = new Cases("A retraction is as if it had never been", 20);
        for (; cases.next(); cases.tried()) {
            var choice = new Choice(cases.seed());
            var random = new RandomObservations(choice);
            var rules = random.rules(namespaces);
            var observations = distinct(random.observations(rules));
            var retracted = choice.oneOf(observations);
            observations.addAll(0, decidedAbout(observations));
            graph.empty();
            var without = linked.new ByRules(rules);
            observations.stream().filter(it -> !it.equals(retracted)).forEach(without::add);
            var never = graph.all();
            graph.empty();
            var product = linked.new ByRules(rules);
            observations.forEach(product::add);
            var changes = product.retract(retracted);
            var after = graph.all();
            // That a source and a file are known is not evidence of anyone.
            never.keySet().removeIf(id -> id.startsWith("Source") || id.startsWith("File"));
            after.keySet().removeIf(id -> id.startsWith("Source") || id.startsWith("File"));
            if (!after.equals(never)) {
                throw cases.failure(
                        "retracting %s leaves\n%s\nand never having it\n%s"
                                .formatted(retracted.identities(), after, never),
                        text(observations));
            }
            var left = new ArrayList<>(observations);
            left.remove(retracted);
            assertChanges(changes, people(rules, observations), people(rules, left), cases.seed());
        }
    }

    /** Names are compared without addresses, which the report does not show. */
    private static void assertChanges(
            GraphChanges changes, Set<List<String>> before, Set<List<String>> after, long seed) {
        var gone = new HashSet<>(before);
        gone.removeAll(after);
        var come = new HashSet<>(after);
        come.removeAll(before);
        assertThat(masked(changes.before())).as("gone, seed %d", seed).isEqualTo(masked(gone));
        assertThat(masked(changes.after())).as("come, seed %d", seed).isEqualTo(masked(come));
    }

    private static List<List<String>> masked(Collection<List<String>> graphs) {
        return graphs.stream()
                .map(graph -> graph.stream()
                        .map(name -> name.replaceFirst("^(email|onboarding):.*", "$1"))
                        .sorted()
                        .toList())
                .sorted((a, b) -> a.toString().compareTo(b.toString()))
                .toList();
    }

    private Map<String, Set<String>> said(LinkingRules rules, List<Observation> observations) {
        var linking = new Linker(rules).link(observations);
        var said = new TreeMap<String, Set<String>>();
        Evidence.of(observations)
                .claims()
                .forEach(claim -> said.put(
                        linked.key(claim.link()),
                        new TreeSet<>(Set.of(linking.superseded(claim.link()).isPresent() ? "SUPERSEDED" : "ACTIVE"))));
        return said;
    }

    private static Set<List<String>> people(LinkingRules rules, List<Observation> observations) {
        return new Linker(rules)
                .link(observations).graphs().stream().map(LinkedGraphIT::names).collect(Collectors.toSet());
    }

    private static List<String> names(Collection<Identity> graph) {
        return graph.stream()
                .map(identity -> identity.namespace().name() + ":" + identity.value())
                .sorted()
                .toList();
    }

    /** A decision is about identities that the graph knows: here, since each of them was seen once. */
    private static List<Observation> decidedAbout(List<Observation> observations) {
        return observations.stream()
                .filter(it -> it.says() != Observation.Says.TOGETHER)
                .flatMap(it -> it.identities().stream())
                .distinct()
                .map(identity -> new Observation(
                        "source-0",
                        Instant.parse("2025-01-01T00:00:00Z"),
                        Method.DETERMINISTIC,
                        1,
                        Observation.Says.TOGETHER,
                        Set.of(identity)))
                .toList();
    }

    /** A decision is nobody's but the privacy officers', whatever its source is said to be: two alike are one. */
    private static List<Observation> distinct(List<Observation> observations) {
        var distinct = new LinkedHashMap<List<?>, Observation>();
        observations.forEach(it -> distinct.putIfAbsent(
                it.says() == Observation.Says.TOGETHER
                        ? List.of(it)
                        : List.of(it.says(), it.observedAt(), it.identities()),
                it));
        return new ArrayList<>(distinct.values());
    }

    private static String text(List<Observation> observations) {
        return observations.stream()
                .map(it -> "%s %s %s".formatted(it.observedAt(), it.says(), names(it.identities())))
                .collect(Collectors.joining("\n"));
    }
}
