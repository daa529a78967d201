package dev.identitygraph.link;

import dev.identitygraph.identity.Identity;
import dev.identitygraph.identity.Method;
import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.scenario.Choice;
import dev.identitygraph.yaml.YamlText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Random rules, and random observations of few identities, so that they meet often. */
public final class RandomObservations {
    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");

    private final Choice choice;

    public RandomObservations(Choice choice) {
        this.choice = choice;
    }

    LinkingRules rules() {
        return Story.rules("""
            namespaces:
              crm: {kind: Customer, priority: %d, unique: %s, limit: %d}
              login: {kind: Customer, priority: %d, unique: %s}
              email: {kind: Email, priority: %d, unique: %s, limit: %d, mayBeShared: %s, never: ["test@*"]}
              phone: {kind: Email, priority: %d, unique: %s}
              app: {kind: Device, priority: %d, unique: %s}
              cookie: {kind: Device, priority: %d, limit: %d}
              partner: {kind: Email, party: THIRD, priority: %d, unique: %s}
              adnet: {kind: Device, party: THIRD, priority: %d, unique: %s, never: ["0"]}
            """.formatted(
                        priority(),
                        choice.happens(0.7),
                        choice.number(2, 12),
                        priority(),
                        choice.happens(0.3),
                        priority(),
                        choice.happens(0.4),
                        choice.number(2, 12),
                        choice.happens(0.5),
                        priority(),
                        choice.happens(0.4),
                        priority(),
                        choice.happens(0.4),
                        priority(),
                        choice.number(2, 12),
                        priority(),
                        choice.happens(0.3),
                        priority(),
                        choice.happens(0.3)));
    }

    /** Random rules for the namespaces that ship. */
    public LinkingRules rules(Namespaces shipped) {
        return LinkingFile.read(
                new YamlText("linking.yaml", """
                    namespaces:
                      crm: {kind: Customer, priority: %d, unique: %s, limit: %d}
                      email: {kind: Email, priority: %d, unique: %s, limit: %d, mayBeShared: %s, never: ["test@*"]}
                      app: {kind: Device, priority: %d, unique: %s}
                      cookie: {kind: Device, priority: %d, limit: %d}
                      onboarding: {kind: Email, party: THIRD, priority: %d, never: ["2"]}
                      adnet: {kind: Device, party: THIRD, priority: %d, unique: %s, never: ["0"]}
                    """.formatted(
                                        priority(),
                                        choice.happens(0.5),
                                        choice.number(2, 12),
                                        priority(),
                                        choice.happens(0.4),
                                        choice.number(2, 12),
                                        choice.happens(0.5),
                                        priority(),
                                        choice.happens(0.2),
                                        priority(),
                                        choice.number(2, 12),
                                        priority(),
                                        priority(),
                                        choice.happens(0.2)))
                        .value(),
                shipped);
    }

    private int priority() {
        return choice.number(1, 5);
    }

    public List<Observation> observations(LinkingRules rules) {
        var identities = identities(rules);
        var observations = new ArrayList<Observation>();
        var count = choice.number(1, 16);
        for (var i = 0; i < count; i++) {
            observations.add(observation(identities));
        }
        return observations;
    }

    private Observation observation(List<Identity> identities) {
        var says = choice.happens(0.85)
                ? Observation.Says.TOGETHER
                : choice.oneOf(List.of(Observation.Says.JOIN, Observation.Says.SPLIT));
        var size = says == Observation.Says.TOGETHER ? choice.number(1, 3) : 2;
        Set<Identity> together = new HashSet<>();
        while (together.size() < size) {
            together.add(choice.oneOf(
                    says == Observation.Says.JOIN
                            ? identities.stream()
                                    .filter(it -> it.namespace().name().matches("crm|login"))
                                    .toList()
                            : identities));
        }
        return new Observation(
                "source-" + choice.number(1, 3),
                FIRST.plusSeconds(choice.number(1, 12)),
                Method.DETERMINISTIC,
                1,
                says,
                together);
    }

    private static List<Identity> identities(LinkingRules rules) {
        var identities = new ArrayList<Identity>();
        rules.all().forEach(rule -> {
            var name = rule.namespace().name();
            var values = switch (name) {
                case "email" -> List.of("a@example.com", "b@example.com", "test@example.com");
                case "adnet" -> List.of("0", "1");
                case "crm", "cookie" -> List.of("1", "2", "3");
                default -> List.of("1", "2");
            };
            values.forEach(value -> identities.add(new Identity(rule.namespace(), value)));
        });
        return identities;
    }
}
