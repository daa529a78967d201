package dev.identitygraph.source;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toCollection;

import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.identity.Kind;
import dev.identitygraph.identity.LawfulBasis;
import dev.identitygraph.identity.Method;
import dev.identitygraph.identity.Namespace;
import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.identity.Party;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.identity.Purposes;
import dev.identitygraph.yaml.YamlValue;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Reads the part of a source's description that says what a row or a line means. */
final class SourceContent {
    private final Namespaces namespaces;
    private final Purposes purposes;

    SourceContent(Namespaces namespaces, Purposes purposes) {
        this.namespaces = namespaces;
        this.purposes = purposes;
    }

    Source.Content read(YamlValue file, Party party) {
        var kinds = List.of("consents", "native", "identities").stream()
                .filter(kind -> file.get(kind).isPresent())
                .toList();
        if (kinds.size() != 1) {
            throw file.fault("a source has one of 'identities', 'consents' and 'native'");
        }
        return switch (kinds.getFirst()) {
            case "consents" -> consents(requireFirst(file.require("consents"), party));
            case "native" -> native_(file, party);
            default -> observations(file);
        };
    }

    private static YamlValue requireFirst(YamlValue consents, Party party) {
        if (party == Party.THIRD) {
            throw consents.fault("what a third party supplies rests on its agreement; it asserts no consents");
        }
        return consents;
    }

    private static Source.Content consents(YamlValue value) {
        value.entries(
                "namespace",
                "value",
                "purpose",
                "status",
                "lawfulBasis",
                "givenAt",
                "validFrom",
                "validUntil",
                "notice",
                "noticeVersion",
                "proof",
                "record");
        var record = circumstances(value.require("record"));
        if (record.lawfulBasis().isEmpty()) {
            value.require("lawfulBasis");
        }
        return new Source.Consents(
                value.require("namespace").text(),
                value.require("value").text(),
                value.require("purpose").text(),
                value.require("status").text(),
                value.get("lawfulBasis").map(YamlValue::text),
                value.require("givenAt").text(),
                value.get("validFrom").map(YamlValue::text),
                value.require("validUntil").text(),
                value.require("notice").text(),
                value.get("noticeVersion").map(YamlValue::text),
                value.require("proof").text(),
                record);
    }

    private static Source.Circumstances circumstances(YamlValue value) {
        value.entries("controller", "jurisdiction", "recipients", "howGiven", "lawfulBasis");
        return new Source.Circumstances(
                value.require("controller").text(),
                value.require("jurisdiction").text(),
                value.require("recipients").items().stream()
                        .map(YamlValue::text)
                        .toList(),
                value.require("howGiven").text(),
                value.get("lawfulBasis").map(basis -> basis.oneOf(LawfulBasis.class)));
    }

    private Source.Content native_(YamlValue file, Party party) {
        var value = file.require("native");
        value.entries("namespaces", "consents");
        value.get("consents").ifPresent(consents -> requireFirst(consents, party));
        return new Source.Native(
                file.require("method").oneOf(Method.class),
                file.require("confidence").decimal(0, 1),
                sorted(value.require("namespaces").items().stream()
                        .map(item -> item.oneOf(namespaces.names()))
                        .toList()),
                value.get("consents").map(this::nativeConsents));
    }

    private Source.NativeConsents nativeConsents(YamlValue value) {
        value.entries("purposes", "lawfulBases", "record");
        return new Source.NativeConsents(
                purposes(value.require("purposes"), purposes),
                sorted(value.require("lawfulBases").items().stream()
                        .map(item -> item.oneOf(LawfulBasis.class))
                        .toList()),
                circumstances(value.require("record")));
    }

    static SortedSet<Purpose> purposes(YamlValue list, Purposes known) {
        return sorted(list.items().stream()
                .map(item -> new Purpose(item.oneOf(known.names())))
                .toList());
    }

    private static <T extends Comparable<? super T>> SortedSet<T> sorted(Collection<T> items) {
        return Collections.unmodifiableSortedSet(items.stream().collect(toCollection(TreeSet::new)));
    }

    private Source.Content observations(YamlValue file) {
        var identities = new LinkedHashMap<String, Source.IdentityColumn>();
        file.require("identities").entries().forEach((name, value) -> {
            value.entries("namespace", "column");
            identities.put(
                    name,
                    new Source.IdentityColumn(
                            namespace(value.require("namespace")),
                            value.require("column").text()));
        });
        var edges = file.get("edges").map(YamlValue::items).orElse(List.of()).stream()
                .map(edge -> edge(edge, identities))
                .toList();
        return new Source.Observations(
                observedAt(file.require("observedAt")),
                file.require("method").oneOf(Method.class),
                file.require("confidence").decimal(0, 1),
                Collections.unmodifiableMap(identities),
                edges,
                file.get("events").map(value -> events(value, identities)));
    }

    private static Source.ObservedAt observedAt(YamlValue value) {
        if (value.isText()) {
            return new Source.ObservedAt.Column(value.text(), TimeFormat.ISO, Optional.empty());
        }
        value.entries("column", "format", "zone", "otherwise", "always");
        return value.get("always")
                .<Source.ObservedAt>map(always -> new Source.ObservedAt.Always(SourceFile.instant(always)))
                .orElseGet(() -> new Source.ObservedAt.Column(
                        value.require("column").text(),
                        TimeFormat.read(value.require("format"), value.require("zone")),
                        value.get("otherwise").map(SourceFile::instant)));
    }

    private Namespace namespace(YamlValue value) {
        return namespaces.find(value.oneOf(namespaces.names())).orElseThrow();
    }

    private static Source.EdgeRule edge(YamlValue value, Map<String, Source.IdentityColumn> identities) {
        var parts = value.items();
        if (parts.size() != 3) {
            throw value.fault("an edge is written as [from, EDGE_TYPE, to]");
        }
        var from = parts.getFirst().oneOf(identities.keySet());
        var type = parts.get(1).oneOf(EdgeType.class);
        var to = parts.getLast().oneOf(identities.keySet());
        requirePossible(
                value,
                requireNonNull(identities.get(from)).namespace(),
                type,
                requireNonNull(identities.get(to)).namespace());
        return new Source.EdgeRule(from, type, to);
    }

    private static void requirePossible(YamlValue value, Namespace from, EdgeType type, Namespace to) {
        if (!type.from().contains(from.kind()) || type.to() != to.kind()) {
            throw value.fault("%s leads from %s to %s, not from %s to %s"
                    .formatted(type, type.from(), type.to(), from.kind(), to.kind()));
        }
        if (!type.joins(from.party(), to.party())) {
            throw value.fault("%s does not lead from party %s to party %s".formatted(type, from.party(), to.party()));
        }
    }

    private Source.Events events(YamlValue value, Map<String, Source.IdentityColumn> identities) {
        value.entries("kind", "members", "namespace", "memberships", "ignored");
        var namespace = namespace(value.require("namespace"));
        if (namespace.kind() != Kind.SEGMENT) {
            throw value.require("namespace").fault("events become memberships, and this is no namespace of segments");
        }
        var members = value.require("members").items().stream()
                .map(member -> {
                    var name = member.oneOf(identities.keySet());
                    requirePossible(
                            member, requireNonNull(identities.get(name)).namespace(), EdgeType.IN_SEGMENT, namespace);
                    return name;
                })
                .toList();
        var memberships = new LinkedHashMap<String, Source.Membership>();
        value.require("memberships").entries().forEach((kind, membership) -> {
            membership.entries("segment", "for");
            memberships.put(
                    kind,
                    new Source.Membership(
                            new SegmentName(membership.require("segment").text()),
                            SourceFile.time(membership.require("for"))));
        });
        return new Source.Events(
                value.require("kind").text(),
                members,
                namespace,
                Collections.unmodifiableMap(memberships),
                sorted(value.get("ignored").map(YamlValue::items).orElse(List.of()).stream()
                        .map(YamlValue::text)
                        .toList()));
    }
}
