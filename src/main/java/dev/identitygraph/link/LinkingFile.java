package dev.identitygraph.link;

import dev.identitygraph.identity.Kind;
import dev.identitygraph.identity.Namespace;
import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.identity.Party;
import dev.identitygraph.yaml.Faults;
import dev.identitygraph.yaml.InvalidFileException;
import dev.identitygraph.yaml.YamlValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads linking rules; an {@link InvalidFileException} says where faults stand and what would be right. */
public final class LinkingFile {
    private LinkingFile() {}

    /** Rules that stand for themselves: the file says all that there is to know of its namespaces. */
    public static LinkingRules read(YamlValue file) {
        return read(file, Optional.empty());
    }

    /** Rules for a graph of these namespaces, which the file must cover: all but those of segments. */
    public static LinkingRules read(YamlValue file, Namespaces declared) {
        return read(file, Optional.of(declared));
    }

    private static LinkingRules read(YamlValue file, Optional<Namespaces> declared) {
        var faults = new Faults();
        var rules = new ArrayList<NamespaceRule>();
        file.entries("namespaces");
        var namespaces = file.require("namespaces");
        var entries = namespaces.entries();
        entries.forEach(
                (name, value) -> faults.read(() -> rule(name, value, declared)).ifPresent(rules::add));
        declared.ifPresent(known -> known.names().stream()
                .map(name -> known.find(name).orElseThrow())
                .filter(namespace -> namespace.kind() != Kind.SEGMENT && !entries.containsKey(namespace.name()))
                .map(namespace -> namespaces.fault("namespace " + namespace.name()
                        + " is missing; the rules cover every namespace but those of segments"))
                .forEach(faults::add));
        faults.refuse();
        return new LinkingRules(rules);
    }

    private static NamespaceRule rule(String name, YamlValue value, Optional<Namespaces> declared) {
        value.entries("about", "kind", "party", "priority", "unique", "limit", "mayBeShared", "never");
        var namespace = namespace(name, value, declared);
        var mayBeShared = flag(value, "mayBeShared");
        if (mayBeShared && (namespace.kind() != Kind.EMAIL || namespace.party() != Party.FIRST)) {
            throw value.require("mayBeShared")
                    .fault("'mayBeShared' is for our addresses; what a partner calls someone, and a device, join nobody"
                            + " in any case, and a customer record is one person's");
        }
        return new NamespaceRule(
                namespace,
                value.require("priority").integer(1, 1_000),
                flag(value, "unique"),
                value.get("limit").map(limit -> limit.integer(1, 1_000_000)).orElse(Integer.MAX_VALUE),
                mayBeShared,
                value.get("never").map(YamlValue::items).orElse(List.of()).stream()
                        .map(item -> pattern(item, namespace))
                        .toList());
    }

    private static Namespace namespace(String name, YamlValue value, Optional<Namespaces> declared) {
        var kind = kind(value.require("kind"));
        var party = value.get("party").map(it -> it.oneOf(Party.class)).orElse(Party.FIRST);
        if (declared.isEmpty()) {
            var encrypted = kind == Kind.EMAIL && party == Party.FIRST;
            return new Namespace(name, kind, party, encrypted ? Namespace.Storage.ENCRYPTED : Namespace.Storage.CLEAR);
        }
        var known = declared.get()
                .find(name)
                .orElseThrow(() -> value.fault("namespace " + name + " is not declared; declared are "
                        + String.join(", ", declared.get().names())));
        if (known.kind() != kind || known.party() != party) {
            throw value.fault("namespace %s is declared as %s of party %s"
                    .formatted(name, known.kind().label(), known.party()));
        }
        return known;
    }

    private static Kind kind(YamlValue value) {
        var linked = Arrays.stream(Kind.values())
                .filter(kind -> kind != Kind.SEGMENT)
                .map(Kind::label)
                .toList();
        return Kind.ofLabel(value.oneOf(linked)).orElseThrow();
    }

    private static boolean flag(YamlValue value, String key) {
        return value.get(key)
                .map(it -> it.oneOf(List.of("true", "false")).equals("true"))
                .orElse(false);
    }

    private static ValuePattern pattern(YamlValue item, Namespace namespace) {
        var pattern = new ValuePattern(item.text());
        if (!pattern.isExact() && namespace.storage() == Namespace.Storage.DIGEST) {
            throw item.fault("values of namespace " + namespace.name()
                    + " are not kept, so only whole values can be named here, without '*'");
        }
        return pattern;
    }
}
