package dev.identitygraph.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.identitygraph.identity.Kind;
import dev.identitygraph.scenario.Cases;
import dev.identitygraph.scenario.Choice;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What holds for any observations and any rules. */
class LinkerPropertyTests {
    @Test
    void theNaiveReferenceAgrees() {
        var cases = new Cases("Linking is what the naive reference says");
        var rules = new TreeMap<String, Integer>();
        for (; cases.next(); cases.tried()) {
            var random = new RandomObservations(new Choice(cases.seed()));
            var linkingRules = random.rules();
            var observations = random.observations(linkingRules);
            var outcome = Outcome.of(new Linker(linkingRules).link(observations));
            outcome.superseded().values().forEach(reason -> rules.merge(reason.split(" ")[0], 1, Integer::sum));
            var reference = new NaiveLinker(linkingRules).link(observations);
            if (!outcome.equals(reference)) {
                throw cases.failure(
                        "the product says\n" + outcome + "\nand the reference\n" + reference, text(observations));
            }
        }
        System.out.println("  " + rules);
        assertThat(rules).as("every rule has superseded something").hasSize(Supersession.Rule.values().length);
    }

    @Test
    void theOrderOfArrivalDoesNotMatterNorThatSomethingArrivesTwice() {
        var cases = new Cases("Linking does not depend on order");
        for (; cases.next(); cases.tried()) {
            var random = new RandomObservations(new Choice(cases.seed()));
            var linkingRules = random.rules();
            var observations = random.observations(linkingRules);
            var shuffled = new ArrayList<>(observations);
            shuffled.addAll(observations.subList(0, observations.size() / 2));
            Collections.shuffle(shuffled, new Random(cases.seed()));
            var linker = new Linker(linkingRules);
            if (!Outcome.of(linker.link(observations)).equals(Outcome.of(linker.link(shuffled)))) {
                throw cases.failure("another order gives another outcome", text(observations));
            }
        }
    }

    @Test
    void noGraphHasTwoValuesOfAUniqueNamespaceAndNoDeviceIsOfTwoPeople() {
        var cases = new Cases("Graphs keep the rules");
        for (; cases.next(); cases.tried()) {
            var random = new RandomObservations(new Choice(cases.seed()));
            var linkingRules = random.rules();
            var observations = random.observations(linkingRules);
            var linking = new Linker(linkingRules).link(observations);
            for (var graph : linking.graphs()) {
                var unique = graph.stream()
                        .map(identity -> identity.namespace())
                        .filter(namespace -> linkingRules.of(namespace).unique())
                        .toList();
                if (unique.size() != unique.stream().distinct().count()) {
                    throw cases.failure("a graph has two values of a unique namespace", text(observations));
                }
            }
            var devices = linking.graphs().stream()
                    .flatMap(graph -> graph.stream().filter(it -> it.namespace().kind() == Kind.DEVICE))
                    .toList();
            if (devices.size() != devices.stream().distinct().count()) {
                throw cases.failure("a device is of two people", text(observations));
            }
        }
    }

    @Test
    void whatIsSupersededByDecisionsNamesThemAndWithoutThemIsNot() {
        var cases = new Cases("Superseding decisions are named");
        var named = 0;
        for (; cases.next(); cases.tried()) {
            var random = new RandomObservations(new Choice(cases.seed()));
            var linkingRules = random.rules();
            var observations = random.observations(linkingRules);
            var linking = new Linker(linkingRules).link(observations);
            for (var claim : linking.supersededClaims()) {
                var by = linking.superseded(claim.link()).orElseThrow();
                if (by.rule() != Supersession.Rule.SPLIT) {
                    assertThat(by.splits()).isEmpty();
                    continue;
                }
                named++;
                var without = new Linker(linkingRules)
                        .link(observations.stream()
                                .filter(it -> it.says() != Observation.Says.SPLIT || !isOneOf(it, by.splits()))
                                .toList())
                        .superseded(claim.link());
                if (by.splits().isEmpty()
                        || without.stream()
                                .flatMap(still -> still.splits().stream())
                                .anyMatch(by.splits()::contains)) {
                    throw cases.failure(
                            "%s by %s, and without it by %s".formatted(claim, by, without), text(observations));
                }
            }
        }
        assertThat(named).isPositive();
    }

    private static boolean isOneOf(Observation observation, Set<Split> splits) {
        return splits.stream().anyMatch(split -> observation.identities().equals(Set.of(split.one(), split.other())));
    }

    static String text(List<Observation> observations) {
        var text = new StringBuilder();
        observations.forEach(it -> text.append(it.observedAt())
                .append(' ')
                .append(it.says())
                .append(' ')
                .append(it.identities().stream().map(Outcome::text).sorted().toList())
                .append('\n'));
        return text.toString();
    }
}
