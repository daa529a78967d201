package dev.identitygraph.scenario;

import dev.identitygraph.identity.Purpose;
import dev.identitygraph.oracle.Vocabulary;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code scenarios/_defaults.yaml} says of every scenario. */
record Defaults(
        Map<String, @Nullable Object> client,
        Map<String, @Nullable Object> edge,
        Map<String, @Nullable Object> consent,
        Map<String, @Nullable Object> purpose,
        Map<String, @Nullable Object> entry,
        Map<String, @Nullable Object> hop,
        String at) {

    static final Defaults SHIPPED = of(Yamls.read(ScenarioFiles.text("_defaults.yaml")));

    private static Defaults of(Map<String, @Nullable Object> yaml) {
        return new Defaults(
                Yamls.mapping(yaml, "client"),
                Yamls.mapping(yaml, "edge"),
                Yamls.mapping(yaml, "consent"),
                Yamls.mapping(yaml, "purpose"),
                Yamls.mapping(yaml, "entry"),
                Yamls.mapping(yaml, "hop"),
                Yamls.text(yaml, "at"));
    }

    /** A whole policy, from what a scenario says of some purposes. */
    Map<String, @Nullable Object> policy(Vocabulary vocabulary, Map<String, @Nullable Object> some) {
        var policy = new LinkedHashMap<String, @Nullable Object>();
        for (Purpose known : vocabulary.purposes()) {
            policy.put(known.name(), whole(Yamls.mapping(some, known.name())));
        }
        return policy;
    }

    private Map<String, @Nullable Object> whole(Map<String, @Nullable Object> says) {
        var whole = Yamls.over(purpose, says);
        whole.put("enter", each(Yamls.mapping(whole, "enter"), entry));
        whole.put("hops", each(Yamls.mapping(whole, "hops"), hop));
        return whole;
    }

    private static Map<String, @Nullable Object> each(
            Map<String, @Nullable Object> rules, Map<String, @Nullable Object> defaults) {
        var whole = new LinkedHashMap<String, @Nullable Object>();
        rules.forEach((name, rule) -> whole.put(name, Yamls.over(defaults, Yamls.mapping(rule))));
        return whole;
    }
}
