package dev.identitygraph.scenario;

import dev.identitygraph.identity.Kind;
import dev.identitygraph.identity.Namespace;
import dev.identitygraph.identity.Quadrant;
import dev.identitygraph.oracle.Rules;
import dev.identitygraph.oracle.Vocabulary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A random document for a purpose, valid by the schema: with aliases, fragments, conditions, and fields asked twice.
 */
final class RandomDocuments {
    /** What a document is to be like. */
    enum Style {
        /**
         * All that it asks is permitted and in clear; and it asks for the source of every edge, if that is revealed.
         */
        PLAIN,
        /** All that it asks is permitted, and it asks for whole lists. */
        PERMITTED,
        /** All that it asks is permitted, and it asks for pages of lists. */
        PAGED,
        /** Some of it may not be permitted. */
        WILD
    }

    private record Place(Kind kind, Set<Quadrant> standing, int hops) {}

    private final Vocabulary vocabulary;
    private final Choice choice;
    private final Rules rules;
    private final Style style;
    private final List<Namespace> namespaces = new ArrayList<>();
    private final Set<String> flags = new LinkedHashSet<>();
    private final Map<String, @Nullable Object> fixed = new LinkedHashMap<>();
    private final List<String> variables = new ArrayList<>();
    private final List<String> pages = new ArrayList<>();
    private final Map<String, String> fragments = new LinkedHashMap<>();
    private final Map<Place, String> reusable = new LinkedHashMap<>();
    private int aliases;

    private RandomDocuments(Vocabulary vocabulary, Choice choice, Rules rules, Style style) {
        this.vocabulary = vocabulary;
        this.choice = choice;
        this.rules = rules;
        this.style = style;
    }

    static Template document(Vocabulary vocabulary, Choice choice, Rules rules, Style style) {
        return new RandomDocuments(vocabulary, choice, rules, style).document();
    }

    private Template document() {
        var roots = new StringBuilder();
        for (var number = choice.happens(0.75) ? 1 : 2; number > 0; number--) {
            roots.append(root());
        }
        var header = Optional.of(rules.purpose().name()).filter(_ -> choice.happens(0.1));
        String directive = header.isEmpty() || choice.happens(0.3) ? " @purpose(is: " + rules.purpose() + ")" : "";
        if (wild(0.03)) {
            directive = choice.oneOf(List.of("", " @purpose(is: " + choice.oneOf(vocabulary.purposes()) + ")"));
        }
        var text = "query Q(" + String.join(", ", variables) + ")" + directive + " {" + roots + "\n}"
                + String.join("", fragments.values()) + "\n";
        return new Template(
                text, rules.purpose(), List.copyOf(namespaces), List.copyOf(flags), fixed, List.copyOf(pages), header);
    }

    private boolean wild(double probability) {
        return style == Style.WILD && choice.happens(probability);
    }

    private String root() {
        var any = wild(0.1);
        Set<String> starts = any ? vocabulary.starts().keySet() : rules.enter().keySet();
        String start = choice.oneOf(List.copyOf(starts));
        var kind = vocabulary.starts().get(start);
        var allowed = rules.enter().getOrDefault(start, List.of());
        var named = vocabulary.namespaces().stream()
                .filter(namespace -> namespace.kind() == kind)
                .filter(namespace -> any || allowed.contains(namespace.name()))
                .toList();
        var namespace = choice.oneOf(named);
        var value = "v" + namespaces.size();
        namespaces.add(namespace);
        variables.add("$" + value + ": String!");
        var place = new Place(namespace.kind(), Set.of(namespace.quadrant()), 0);
        return "\n%s: %s(namespace: %s, value: $%s)%s %s"
                .formatted(
                        alias(),
                        start.substring("Query.".length()),
                        namespace(namespace),
                        value,
                        condition(),
                        node(place));
    }

    private String namespace(Namespace namespace) {
        if (wild(0.05)) {
            var name = "n" + fixed.size();
            variables.add("$" + name + ": String!");
            fixed.put(name, namespace.name());
            return "$" + name;
        }
        return '"' + namespace.name() + '"';
    }

    /** What is asked of a node. */
    private String node(Place place) {
        var fields = new ArrayList<String>();
        fields.add(choice.happens(0.2) ? maybeAlias() + "__typename" : "");
        for (var property : vocabulary.properties(place.kind().label())) {
            if (choice.happens(0.6) && (reveals(place, property) || wild(0.1))) {
                fields.add(maybeAlias() + name(property) + condition());
            }
        }
        if (style != Style.PLAIN) {
            choice.someOf(List.of("id", "key"), 0.15).forEach(field -> fields.add(maybeAlias() + field));
        }
        for (var hop : vocabulary.hops()) {
            var chosen = choice.happens(place.hops() == 0 ? 0.85 : 0.5);
            if (hop.from() == place.kind() && (permitted(place, hop) && chosen || place.hops() < 5 && wild(0.02))) {
                fields.add(hop(place, hop));
            }
        }
        return wrapped(place, fields);
    }

    private boolean reveals(Place place, String property) {
        return rules.reveals(property, place.standing());
    }

    private boolean permitted(Place place, Vocabulary.Hop hop) {
        return place.hops() < rules.maxHops() && !after(place, hop).standing().isEmpty();
    }

    private Place after(Place place, Vocabulary.Hop hop) {
        var rule = rules.hops().get(hop.coordinate());
        return new Place(hop.to(), rule == null ? Set.of() : rule.leadsTo(place.standing()), place.hops() + 1);
    }

    /** The fields, some of them in fragments. */
    private String wrapped(Place place, List<String> fields) {
        fields.removeIf(String::isEmpty);
        if (fields.isEmpty()) {
            fields.add("__typename");
        }
        var plain = choice.someOf(fields, 0.7);
        fields.removeAll(plain);
        if (!fields.isEmpty()) {
            plain.add(fragment(place, "{ " + String.join(" ", fields) + " }"));
        }
        var fragment = reusable.get(place);
        if (fragment != null && choice.happens(0.3)) {
            plain.add("..." + fragment + condition());
        }
        return "{ " + String.join(" ", plain) + " }";
    }

    private String fragment(Place place, String selections) {
        var type = place.kind().label();
        if (choice.happens(0.3)) {
            return "... on " + type + condition() + " " + selections;
        }
        if (choice.happens(0.2)) {
            return "..." + (condition() + " " + selections);
        }
        var name = "F" + fragments.size();
        fragments.put(name, "\nfragment " + name + " on " + type + " " + selections);
        if (choice.happens(0.5)) {
            reusable.put(place, name);
        }
        return "..." + name + condition();
    }

    /** A hop, now and then asked twice in one answer. */
    private String hop(Place place, Vocabulary.Hop hop) {
        var name = name(hop.coordinate());
        var aliased = style == Style.PAGED || choice.happens(0.3) || wild(0.1);
        String call = aliased ? alias() + ": " + name + page(hop.coordinate()) : name + "(first: 100)";
        var asked = call + condition() + " " + connection(after(place, hop));
        return !aliased && choice.happens(0.08)
                ? asked + " " + call + condition() + " " + connection(after(place, hop))
                : asked;
    }

    private String page(String coordinate) {
        if (wild(0.05)) {
            return choice.oneOf(List.of(
                    "(first: 0)", "(first: 101)", "(last: 0)", "(last: 101)", "(first: 1, last: 1)", "(after: \"\")"));
        }
        if (style == Style.PAGED && choice.happens(0.6)) {
            return turnable(coordinate);
        }
        if (choice.happens(0.2)) {
            var name = "p" + fixed.size();
            variables.add("$" + name + ": Int = 50");
            fixed.put(name, style == Style.PAGED ? choice.number(1, 4) : 100);
            return "(first: $" + name + ")";
        }
        return style == Style.PAGED
                ? choice.oneOf(List.of("(first: %d)", "(last: %d)", "(first: null, last: %d)"))
                        .formatted(choice.number(1, 4))
                : choice.oneOf(List.of("", "(first: 99)", "(last: 99)", "(first: null)"));
    }

    /** A page that variables say, so that one document asks for many. */
    private String turnable(String coordinate) {
        var number = pages.size();
        pages.add(coordinate);
        for (var argument : List.of("first", "last")) {
            variables.add("$" + argument + number + ": Int");
        }
        for (var argument : List.of("after", "before")) {
            variables.add("$" + argument + number + ": String");
        }
        fixed.put((choice.happens(0.5) ? "first" : "last") + number, choice.number(1, 4));
        return "(first: $first%1$d, after: $after%1$d, last: $last%1$d, before: $before%1$d)".formatted(number);
    }

    private String connection(Place place) {
        var parts = new ArrayList<String>();
        parts.add("edges" + condition() + " " + edge(place));
        if (style != Style.PLAIN && choice.happens(0.3)) {
            parts.add("pageInfo { hasNextPage hasPreviousPage startCursor end: endCursor __typename }");
        }
        return "{ " + String.join(" ", parts) + " }";
    }

    private String edge(Place place) {
        var parts = new ArrayList<String>();
        parts.add(style != Style.PLAIN && choice.happens(0.3) ? maybeAlias() + "cursor" : "");
        parts.add("node" + condition() + " " + node(place));
        if (style == Style.PLAIN && reveals(place, "Provenance.source")) {
            parts.add("provenance { source }");
        }
        parts.add(metadata(place, "consent", "Consent"));
        parts.add(metadata(place, "provenance", "Provenance"));
        parts.removeIf(String::isEmpty);
        return "{ " + String.join(" ", parts) + " }";
    }

    private String metadata(Place place, String field, String type) {
        var shown = new ArrayList<String>();
        for (var property : vocabulary.properties(type)) {
            if (choice.happens(0.35) && (reveals(place, property) || wild(0.05))) {
                shown.add(maybeAlias() + name(property) + condition());
            }
        }
        return shown.isEmpty() ? "" : field + condition() + " { " + String.join(" ", shown) + " }";
    }

    private static String name(String coordinate) {
        return coordinate.substring(coordinate.indexOf('.') + 1);
    }

    private String alias() {
        return "a" + aliases++;
    }

    private String maybeAlias() {
        return choice.happens(0.1) ? alias() + ": " : "";
    }

    private String condition() {
        if (!choice.happens(0.06)) {
            return "";
        }
        var name = choice.oneOf(List.of("skip", "include"));
        if (choice.happens(0.2)) {
            return " @" + name + "(if: " + choice.happens(0.5) + ")";
        }
        var flag = choice.oneOf(List.of("flag", "other", "unsaid"));
        if (flags.add(flag)) {
            variables.add("$" + flag + ": Boolean!" + (flag.equals("unsaid") ? " = true" : ""));
        }
        return " @" + name + "(if: $" + flag + ")";
    }
}
