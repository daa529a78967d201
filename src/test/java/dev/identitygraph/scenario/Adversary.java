package dev.identitygraph.scenario;

import dev.identitygraph.identity.Identity;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.oracle.Question;
import dev.identitygraph.oracle.Rules;
import dev.identitygraph.oracle.Vocabulary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who holds a few values, asks for all purposes of a round, and gives back whatever it gets: ids to
 * {@code node} and {@code nodes}, its own and another purpose's and forged ones, and clear values to every start.
 */
final class Adversary {
    /** What an answer said: to go on with, and to tell how far it got. */
    record Heard(List<Handle> handles, Set<String> values, Set<String> sources) {}

    /** An id, and what the adversary knows of it. */
    record Handle(Purpose purpose, String kind, String id) {}

    /**
     * A question.
     *
     * @param resumed the purpose whose id it gives back, if it does
     */
    record Attempt(Purpose purpose, Question question, Optional<Handle> resumed) {}

    private final Vocabulary vocabulary;
    private final Round round;
    private final Choice choice;
    private final List<Handle> handles = new ArrayList<>();
    private final List<String> values = new ArrayList<>();

    /** An adversary that holds these values from the start. */
    Adversary(Vocabulary vocabulary, Round round, Collection<Identity> held) {
        this.vocabulary = vocabulary;
        this.round = round;
        this.choice = round.choice();
        held.forEach(identity -> values.add(identity.value()));
    }

    Attempt next(Instant at) {
        var purpose = round.purpose();
        if (handles.isEmpty() || choice.happens(0.25)) {
            return new Attempt(purpose, start(purpose, at), Optional.empty());
        }
        var handle = choice.oneOf(handles);
        if (choice.happens(0.1)) {
            return resume(purpose, handle, at);
        }
        return resume(handle.purpose(), handle, at);
    }

    void hear(Purpose purpose, Heard heard) {
        handles.addAll(heard.handles());
        heard.values().stream().filter(value -> !values.contains(value)).forEach(values::add);
    }

    private Question start(Purpose purpose, Instant at) {
        var rules = round.oracle().rules(purpose);
        var start = choice.oneOf(List.copyOf(rules.enter().keySet()));
        var namespace = choice.oneOf(rules.enter().getOrDefault(start, List.of()));
        var kind = vocabulary.namespace(namespace).kind().label();
        var document = "query ($value: String!) @purpose(is: %s) {\n  %s(namespace: \"%s\", value: $value) %s\n}\n"
                .formatted(purpose, start.substring("Query.".length()), namespace, node(rules, kind, true));
        return question(purpose, document, Map.of("value", value(namespace)), at);
    }

    /** Mostly a value of the namespace, which it starts with the name of. */
    private String value(String namespace) {
        var fitting = values.stream()
                .filter(value -> value.startsWith(namespace + "-"))
                .toList();
        return choice.oneOf(fitting.isEmpty() || choice.happens(0.1) ? values : fitting);
    }

    private Attempt resume(Purpose purpose, Handle handle, Instant at) {
        var rules = round.oracle().rules(purpose);
        var forged = choice.happens(0.05);
        var id = forged ? handle.id().substring(1) + handle.id().charAt(0) : handle.id();
        var on = "{ ... on " + handle.kind() + " " + node(rules, handle.kind(), true) + " }";
        var document = choice.happens(0.5)
                ? "query ($id: ID!) @purpose(is: " + purpose + ") {\n  resumed: node(id: $id) " + on + "\n}\n"
                : "query ($id: ID!) @purpose(is: " + purpose + ") {\n  resumed: nodes(ids: [$id, $id]) " + on + "\n}\n";
        var named = forged ? new Handle(new Purpose("FORGED"), handle.kind(), id) : handle;
        return new Attempt(purpose, question(purpose, document, Map.of("id", id), at), Optional.of(named));
    }

    private static Question question(
            Purpose purpose, String document, Map<String, @Nullable Object> variables, Instant at) {
        return new Question(document, Optional.empty(), variables, Optional.empty(), Set.of(purpose), at);
    }

    /** All that is worth asking of a node, and of what some hop leads to. */
    private String node(Rules rules, String kind, boolean goOn) {
        var asked = new ArrayList<>(List.of("__typename", "id", "key"));
        if (choice.happens(0.15)) {
            asked.addAll(shown(rules, kind));
        }
        var hops = rules.hops().keySet().stream()
                .filter(hop -> hop.startsWith(kind + "."))
                .toList();
        if (goOn && !hops.isEmpty()) {
            var hop = vocabulary.hop(choice.oneOf(hops)).orElseThrow();
            asked.add("%s(first: 100) { edges { provenance { source } node %s } }"
                    .formatted(
                            hop.coordinate().substring(kind.length() + 1),
                            node(rules, hop.to().label(), choice.happens(0.1))));
        }
        return "{ " + String.join(" ", asked) + " }";
    }

    private List<String> shown(Rules rules, String kind) {
        return vocabulary.properties(kind).stream()
                .filter(property -> rules.reveal().values().stream().anyMatch(revealed -> revealed.contains(property)))
                .map(property -> property.substring(kind.length() + 1))
                .toList();
    }

    /** Finds in an answer all that the adversary can use. */
    static Heard listen(Purpose purpose, @Nullable Object answer) {
        var heard = new Heard(new ArrayList<>(), new LinkedHashSet<>(), new TreeSet<>());
        listen(purpose, answer, heard);
        return heard;
    }

    private static String source(@Nullable Object item) {
        return item instanceof Map<?, ?> edge && edge.get("provenance") instanceof Map<?, ?> provenance
                ? String.valueOf(provenance.get("source"))
                : "";
    }

    private static void listen(Purpose purpose, @Nullable Object answer, Heard heard) {
        switch (answer) {
            // The order of a list differs from run to run, with the keys.
            case List<?> list ->
                list.stream()
                        .sorted(Comparator.comparing(Adversary::source))
                        .forEach(item -> listen(purpose, item, heard));
            case Map<?, ?> object -> {
                if (object.get("id") instanceof String id) {
                    heard.handles().add(new Handle(purpose, String.valueOf(object.get("__typename")), id));
                }
                var texts = new LinkedHashMap<String, String>();
                object.forEach((name, value) -> {
                    if (value instanceof String text) {
                        texts.put(String.valueOf(name), text);
                    }
                    listen(purpose, value, heard);
                });
                Optional.ofNullable(texts.get("source")).ifPresent(heard.sources()::add);
                List.of("value", "name", "address")
                        .forEach(name -> Optional.ofNullable(texts.get(name)).ifPresent(heard.values()::add));
            }
            case null, default -> {}
        }
    }
}
