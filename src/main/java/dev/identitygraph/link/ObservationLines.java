package dev.identitygraph.link;

import dev.identitygraph.identity.Identity;
import dev.identitygraph.identity.Method;
import dev.identitygraph.identity.Namespace;
import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.identity.Normalised;
import dev.identitygraph.identity.Normaliser;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads native observations: JSON Lines, each an object as {@code graph-schema/observations.schema.json} describes it.
 * A line that is no good is left out and reported, and its values are never quoted.
 */
public final class ObservationLines {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> KNOWN =
            Set.of("source", "observedAt", "method", "confidence", "identities", "join", "split");

    private final Namespaces namespaces;

    public ObservationLines(Namespaces namespaces) {
        this.namespaces = namespaces;
    }

    /** What a line says, or what is wrong with it. */
    public sealed interface Line {
        /** A good line. */
        record Said(Observation observation) implements Line {}

        /**
         * A line that cannot be taken.
         *
         * @param reason what is wrong
         * @param expected what would be right
         */
        record Rejected(String reason, String expected) implements Line {}
    }

    private static final class Rejection extends RuntimeException {
        private final Line.Rejected line;

        Rejection(String reason, String expected) {
            super(reason);
            line = new Line.Rejected(reason, expected);
        }
    }

    public Line read(String line) {
        try {
            return new Line.Said(observation(JSON.readTree(line)));
        } catch (JacksonException _) {
            return new Line.Rejected("this is no JSON", "one JSON object a line");
        } catch (Rejection e) {
            return e.line;
        }
    }

    private Observation observation(JsonNode line) {
        if (!line.isObject()) {
            throw new Rejection("this is no JSON object", "one JSON object a line");
        }
        line.propertyNames().stream()
                .filter(name -> !KNOWN.contains(name))
                .findFirst()
                .ifPresent(_ -> {
                    throw new Rejection(
                            "a property is unknown",
                            "one of " + KNOWN.stream().sorted().collect(Collectors.joining(", ")));
                });
        var says = Arrays.stream(Observation.Says.values())
                .filter(it -> line.has(property(it)))
                .toList();
        if (says.size() != 1) {
            throw new Rejection("what is said is missing, or is said twice", "one of identities, join, split");
        }
        var identities = identities(line.path(property(says.getFirst())));
        if (says.getFirst() != Observation.Says.TOGETHER && identities.size() != 2) {
            throw new Rejection("a decision is about two identities", "two identities that differ");
        }
        return new Observation(
                text(line, "source", Optional::of, "the name of the source").orElseThrow(() -> missing("source")),
                text(line, "observedAt", ObservationLines::instant, "an instant such as 2026-01-31T09:00:00Z")
                        .orElseThrow(() -> missing("observedAt")),
                text(line, "method", ObservationLines::method, "one of " + Arrays.toString(Method.values()))
                        .orElse(Method.DETERMINISTIC),
                confidence(line.path("confidence")),
                says.getFirst(),
                identities);
    }

    private static String property(Observation.Says says) {
        return switch (says) {
            case TOGETHER -> "identities";
            case JOIN -> "join";
            case SPLIT -> "split";
        };
    }

    private Set<Identity> identities(JsonNode list) {
        if (!list.isArray() || list.isEmpty()) {
            throw new Rejection("identities are no list, or an empty one", "a list such as [\"crm:4711\"]");
        }
        return StreamSupport.stream(list.spliterator(), false)
                .map(this::identity)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private Identity identity(JsonNode item) {
        var parts = item.isString() ? item.asString().split(":", 2) : new String[0];
        var namespace = parts.length == 2 ? namespaces.find(parts[0]) : Optional.<Namespace>empty();
        if (namespace.isEmpty()) {
            throw new Rejection(
                    "an identity has no known namespace",
                    "namespace:value with one of " + String.join(", ", namespaces.names()));
        }
        return switch (Normaliser.normalise(namespace.get(), parts[1])) {
            case Normalised.Value(var identity) -> identity;
            case Normalised.Invalid(var reason, var expected) -> throw new Rejection(reason, expected);
        };
    }

    private static <T> Optional<T> text(
            JsonNode line, String property, Function<String, Optional<T>> parse, String expected) {
        var value = line.get(property);
        if (value == null) {
            return Optional.empty();
        }
        var parsed = value.isString() && !value.asString().isBlank()
                ? parse.apply(value.asString().strip())
                : Optional.<T>empty();
        if (parsed.isEmpty()) {
            throw new Rejection("'" + property + "' is not understood", expected);
        }
        return parsed;
    }

    private static Rejection missing(String property) {
        return new Rejection("'" + property + "' is missing", "a line with source and observedAt");
    }

    private static double confidence(JsonNode value) {
        if (value.isMissingNode()) {
            return 1;
        }
        if (!value.isNumber() || value.asDouble() < 0 || value.asDouble() > 1) {
            throw new Rejection("'confidence' is not understood", "a number from 0 to 1");
        }
        return value.asDouble();
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    private static Optional<Method> method(String text) {
        return Arrays.stream(Method.values())
                .filter(method -> method.name().equals(text))
                .findFirst();
    }
}
