package dev.identitygraph.source;

import dev.identitygraph.identity.Identity;
import dev.identitygraph.identity.Namespace;
import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.identity.Normalised;
import dev.identitygraph.identity.Normaliser;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** The properties of one JSON object, and the rejections of those that were no good. It quotes no value. */
final class JsonFields {
    /** A list has no more items; every two identities of one are looked at. */
    static final int MOST = 100;

    /** A part of an object, and how rejections call it, as in {@code consents[0]}. */
    record Part(String path, JsonNode value) {}

    private final String file;
    private final long line;
    private final String path;
    private final JsonNode object;
    private final List<Rejection> rejections;

    private JsonFields(String file, long line, String path, JsonNode object, List<Rejection> rejections) {
        this.file = file;
        this.line = line;
        this.path = path;
        this.object = object;
        this.rejections = rejections;
    }

    static JsonFields of(String file, long line, JsonNode object) {
        return new JsonFields(file, line, "", object, new ArrayList<>());
    }

    /** The properties of a part, whose rejections are added to these. */
    JsonFields in(Part part) {
        return new JsonFields(file, line, part.path, part.value, rejections);
    }

    List<Rejection> rejections() {
        return rejections;
    }

    boolean has(String property) {
        return object.has(property);
    }

    private String path(String property) {
        return path.isEmpty() ? property : path + "." + property;
    }

    /** Whether it is an object that has none but these properties. */
    boolean hasOnly(Collection<String> known) {
        if (!object.isObject()) {
            reject(path, "this is no JSON object", "a JSON object");
            return false;
        }
        if (!known.containsAll(object.propertyNames())) {
            reject(
                    path,
                    "a property is unknown",
                    "one of " + String.join(", ", known.stream().sorted().toList()));
            return false;
        }
        return true;
    }

    <T> Optional<T> required(String property, Text<T> text) {
        return has(property) ? text(property, text) : reject(path(property), "it is missing", text.expected());
    }

    /** What a property says; nothing if it is not there, or is no good. */
    <T> Optional<T> text(String property, Text<T> text) {
        var value = object.path(property);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        var parsed = value.isString() && !value.asString().isBlank()
                ? text.parse().apply(value.asString().strip())
                : Optional.<T>empty();
        return parsed.isPresent() ? parsed : reject(path(property), "the value is not understood", text.expected());
    }

    /** What a property says, or what holds where it is not there. */
    <T> Optional<T> textOr(String property, Text<T> text, Optional<T> otherwise) {
        return otherwise.isPresent() && !has(property) ? otherwise : required(property, text);
    }

    /** When something was seen or said, as a property says, unless that is still to come. */
    Optional<Instant> notAfter(Latest latest, String property, Optional<Instant> said) {
        return latest.isPassed(said) ? reject(path(property), Latest.REASON, Latest.EXPECTED) : said;
    }

    /** The items of a list of texts. */
    List<String> texts(String property) {
        var texts = new ArrayList<String>();
        var any = Text.any("a text");
        for (var item : items(property)) {
            var text = item.value.isString() && !item.value.asString().isBlank()
                    ? any.parse().apply(item.value.asString().strip())
                    : Optional.<String>empty();
            text.or(() -> reject(item.path, "the value is not understood", any.expected()))
                    .ifPresent(texts::add);
        }
        return texts;
    }

    /** A number from 0 to 1. */
    Optional<Double> share(String property) {
        var value = object.path(property);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        // What no double can hold is no share either.
        var number = value.isNumber() ? value.asDouble(-1) : -1;
        return number >= 0 && number <= 1
                ? Optional.of(number)
                : reject(path(property), "the value is not understood", "a number from 0 to 1");
    }

    Optional<Boolean> flag(String property) {
        var value = object.path(property);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        return value.isBoolean()
                ? Optional.of(value.asBoolean())
                : reject(path(property), "the value is not understood", "true or false");
    }

    /** The items of a list; none if it is not there. */
    List<Part> items(String property) {
        var value = object.path(property);
        if (value.isMissingNode()) {
            return List.of();
        }
        if (!value.isArray()) {
            reject(path(property), "this is no list", "a list");
            return List.of();
        }
        if (value.isEmpty() || value.size() > MOST) {
            reject(path(property), "the list is empty or too long", "1 to " + MOST + " items");
            return List.of();
        }
        return IntStream.range(0, value.size())
                .mapToObj(i -> new Part(path(property) + "[" + i + "]", value.get(i)))
                .toList();
    }

    /** An identity that a property is. */
    Optional<Identity> identity(String property, Namespaces namespaces) {
        return identity(new Part(path(property), object.path(property)), namespaces);
    }

    /** An identity that is written as {@code namespace:value}. */
    Optional<Identity> identity(Part part, Namespaces namespaces) {
        var parts = part.value.isString() ? part.value.asString().split(":", 2) : new String[0];
        var namespace = parts.length == 2 ? namespaces.find(parts[0]) : Optional.<Namespace>empty();
        if (namespace.isEmpty()) {
            return reject(
                    part.path,
                    "the identity is of no namespace that may stand here",
                    "namespace:value with one of " + String.join(", ", namespaces.names()));
        }
        if (parts[1].indexOf(Lines.NO_UTF_8) >= 0) {
            return reject(part.path, "the value is not UTF-8", "a file of UTF-8");
        }
        return switch (Normaliser.normalise(namespace.get(), parts[1])) {
            case Normalised.Value(var identity) -> Optional.of(identity);
            case Normalised.Invalid(var reason, var expected) -> reject(part.path, reason, expected);
        };
    }

    /** Rejects the object as a whole. */
    <T> Optional<T> rejectThis(String reason, String expected) {
        return reject(path, reason, expected);
    }

    <T> Optional<T> reject(String path, String reason, String expected) {
        rejections.add(new Rejection(file, line, path, reason, expected));
        return Optional.empty();
    }
}
