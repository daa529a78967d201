package dev.identitygraph.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** Mappings of YAML files, in which a time is a text. */
public final class Yamls {
    private Yamls() {}

    private static final class TimesAreTexts extends Resolver {
        @Override
        public void addImplicitResolver(Tag tag, Pattern regexp, @Nullable String first, int limit) {
            if (!tag.equals(Tag.TIMESTAMP)) {
                super.addImplicitResolver(tag, regexp, first, limit);
            }
        }
    }

    private static Yaml yaml() {
        var options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.AUTO);
        options.setWidth(110);
        options.setSplitLines(false);
        return new Yaml(
                new SafeConstructor(new LoaderOptions()),
                new Representer(options),
                options,
                new LoaderOptions(),
                new TimesAreTexts());
    }

    public static Map<String, @Nullable Object> read(String text) {
        return yaml().load(text);
    }

    public static String write(Map<String, ? extends @Nullable Object> mapping) {
        return yaml().dump(everyPartOnce(mapping));
    }

    /** The same value, in which nothing is part of two things: it would be written once and referred to. */
    private static @Nullable Object everyPartOnce(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> mapping -> {
                var copy = new LinkedHashMap<Object, @Nullable Object>();
                mapping.forEach((name, part) -> copy.put(name, everyPartOnce(part)));
                yield copy;
            }
            case List<?> list -> {
                var copy = new ArrayList<@Nullable Object>();
                list.forEach(item -> copy.add(everyPartOnce(item)));
                yield copy;
            }
            case null, default -> value;
        };
    }

    @SuppressWarnings("unchecked") // Keys are texts in all of these files.
    static Map<String, @Nullable Object> mapping(@Nullable Object value) {
        return (Map<String, @Nullable Object>) Objects.requireNonNull(value, "a mapping is expected");
    }

    static Map<String, @Nullable Object> mapping(Map<String, @Nullable Object> of, String name) {
        return of.get(name) == null ? Map.of() : mapping(of.get(name));
    }

    static List<?> list(@Nullable Object value) {
        return (List<?>) Objects.requireNonNull(value, "a list is expected");
    }

    static String text(Map<String, @Nullable Object> of, String name) {
        return String.valueOf(Objects.requireNonNull(of.get(name), name));
    }

    /** The same mapping, to be changed. */
    static Map<String, @Nullable Object> copy(Map<String, @Nullable Object> mapping) {
        return new LinkedHashMap<String, @Nullable Object>(mapping);
    }

    /** The defaults with the mapping laid over them, entry by entry. */
    static Map<String, @Nullable Object> over(
            Map<String, @Nullable Object> defaults, Map<String, @Nullable Object> mapping) {
        var merged = new LinkedHashMap<String, @Nullable Object>(defaults);
        merged.putAll(mapping);
        return merged;
    }

    /** What the mapping has that the defaults have not, so that laying it over them gives the mapping. */
    static Map<String, @Nullable Object> beyond(
            Map<String, @Nullable Object> defaults, Map<String, @Nullable Object> mapping) {
        var rest = new LinkedHashMap<String, @Nullable Object>(mapping);
        rest.entrySet().removeIf(entry -> Objects.equals(defaults.get(entry.getKey()), entry.getValue()));
        return rest;
    }
}
