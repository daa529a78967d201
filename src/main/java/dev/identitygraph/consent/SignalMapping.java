package dev.identitygraph.consent;

import dev.identitygraph.identity.Purpose;
import dev.identitygraph.identity.Purposes;
import dev.identitygraph.yaml.YamlValue;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What signals mean for our purposes: {@code signals.yaml}.
 *
 * @param gpcOptOut the name of the opt-out that GPC makes, as {@code blockedBy} of the policy has it
 */
record SignalMapping(Tcf tcf, Map<Purpose, List<OptOutField>> gpp, String gpcOptOut) {
    /**
     * What TCF strings mean.
     *
     * @param leastPolicyVersion strings of an earlier policy are out of date
     * @param leastVendorListVersion and those of an earlier vendor list
     * @param oldest and those that were last updated longer ago; a consent lasts as long
     */
    record Tcf(int leastPolicyVersion, int leastVendorListVersion, Period oldest, Map<Purpose, TcfRule> purposes) {}

    /**
     * What a TCF string must say for a purpose of ours.
     *
     * @param vendor ours, or the partner's whom the purpose serves, on the global vendor list
     * @param consent the TCF purposes for which the vendor must have consent
     * @param either those for which consent or legitimate interest will do
     * @param specialFeatures those that must be opted in to
     */
    record TcfRule(int vendor, Set<Integer> consent, Set<Integer> either, Set<Integer> specialFeatures) {}

    /** A field of a GPP section that is an opt-out if it has a value. */
    record OptOutField(String section, String field, String value) {}

    /** Reads the mapping; an {@link dev.identitygraph.yaml.InvalidFileException} says where a fault stands. */
    static SignalMapping read(YamlValue file, Purposes purposes) {
        file.entries("tcf", "gpp", "gpc");
        var gpc = file.require("gpc");
        gpc.entries("optOut");
        return new SignalMapping(
                tcf(file.require("tcf"), purposes),
                each(file.require("gpp"), purposes, SignalMapping::fields),
                gpc.require("optOut").text());
    }

    private static Tcf tcf(YamlValue value, Purposes purposes) {
        value.entries("leastPolicyVersion", "leastVendorListVersion", "oldest", "purposes");
        return new Tcf(
                value.require("leastPolicyVersion").integer(2, 63),
                value.require("leastVendorListVersion").integer(0, 4095),
                period(value.require("oldest")),
                each(value.require("purposes"), purposes, SignalMapping::rule));
    }

    private static TcfRule rule(YamlValue value) {
        value.entries("vendor", "consent", "either", "specialFeatures");
        var rule = new TcfRule(
                value.require("vendor").integer(1, 65_535),
                numbers(value, "consent"),
                numbers(value, "either"),
                numbers(value, "specialFeatures"));
        if (rule.consent().isEmpty() && rule.either().isEmpty()) {
            throw value.fault("at least one TCF purpose is needed, in consent or either");
        }
        return rule;
    }

    private static Set<Integer> numbers(YamlValue value, String key) {
        return value.get(key).map(YamlValue::items).orElse(List.of()).stream()
                .map(item -> item.integer(1, 24))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static List<OptOutField> fields(YamlValue value) {
        return value.items().stream()
                .map(item -> {
                    item.entries("section", "field", "is");
                    return new OptOutField(
                            item.require("section").text(),
                            item.require("field").text(),
                            item.require("is").text());
                })
                .toList();
    }

    private static <T> Map<Purpose, T> each(YamlValue value, Purposes purposes, Function<YamlValue, T> read) {
        var all = new LinkedHashMap<Purpose, T>();
        value.entries(purposes.names().toArray(String[]::new))
                .forEach((name, item) -> all.put(purposes.find(name).orElseThrow(), read.apply(item)));
        return Map.copyOf(all);
    }

    private static Period period(YamlValue value) {
        try {
            return Period.parse(value.text());
        } catch (DateTimeParseException e) {
            throw value.fault("'" + value.text() + "' is no period; right would be, for example, P395D");
        }
    }
}
