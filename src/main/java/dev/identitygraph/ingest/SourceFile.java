package dev.identitygraph.ingest;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.identity.LawfulBasis;
import dev.identitygraph.identity.Method;
import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.identity.Party;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.identity.Purposes;
import dev.identitygraph.yaml.InvalidFileException;
import dev.identitygraph.yaml.YamlValue;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the description of a source; an {@link InvalidFileException} says where a fault stands. */
final class SourceFile {
    private final Namespaces namespaces;
    private final Purposes purposes;

    SourceFile(Namespaces namespaces, Purposes purposes) {
        this.namespaces = namespaces;
        this.purposes = purposes;
    }

    Source read(YamlValue file) {
        file.entries(
                "source",
                "about",
                "party",
                "file",
                "agreement",
                "observedAt",
                "method",
                "confidence",
                "identities",
                "edges",
                "consents");
        var party = file.require("party").oneOf(Party.class);
        var agreement = file.get("agreement").map(this::agreement);
        if ((party == Party.THIRD) != agreement.isPresent()) {
            throw file.fault("a third-party source needs an 'agreement', and a first-party source has none");
        }
        if (file.require("source").text().equals(Decisions.SOURCE)) {
            throw file.require("source")
                    .fault("'" + Decisions.SOURCE + "' is the source of privacy officers' decisions");
        }
        return new Source(
                file.require("source").text(),
                file.require("about").text(),
                party,
                file.require("file").text(),
                agreement,
                file.get("consents").map(SourceFile::consents).orElseGet(() -> observations(file)));
    }

    private Source.Agreement agreement(YamlValue value) {
        value.entries("reference", "lawfulBasis", "from", "until", "purposes");
        return new Source.Agreement(
                value.require("reference").text(),
                value.require("lawfulBasis").oneOf(LawfulBasis.class),
                instant(value.require("from")),
                instant(value.require("until")),
                value.require("purposes").items().stream()
                        .map(item -> new Purpose(item.oneOf(purposes.names())))
                        .collect(toUnmodifiableSet()));
    }

    private static Instant instant(YamlValue value) {
        try {
            return Instant.parse(value.text());
        } catch (DateTimeParseException e) {
            throw value.fault(
                    "'" + value.text() + "' is no instant; right would be, for example, 2026-01-31T00:00:00Z");
        }
    }

    private static Source.Content consents(YamlValue value) {
        value.entries(
                "namespace",
                "value",
                "purpose",
                "status",
                "lawfulBasis",
                "givenAt",
                "validUntil",
                "notice",
                "noticeVersion",
                "proof",
                "record");
        return new Source.Consents(
                value.require("namespace").text(),
                value.require("value").text(),
                value.require("purpose").text(),
                value.require("status").text(),
                value.require("lawfulBasis").text(),
                value.require("givenAt").text(),
                value.require("validUntil").text(),
                value.require("notice").text(),
                value.get("noticeVersion").map(YamlValue::text),
                value.require("proof").text(),
                circumstances(value.require("record")));
    }

    private static Source.Circumstances circumstances(YamlValue value) {
        value.entries("controller", "jurisdiction", "recipients", "howGiven");
        return new Source.Circumstances(
                value.require("controller").text(),
                value.require("jurisdiction").text(),
                value.require("recipients").items().stream()
                        .map(YamlValue::text)
                        .toList(),
                value.require("howGiven").text());
    }

    private Source.Content observations(YamlValue file) {
        var identities = new LinkedHashMap<String, Source.IdentityColumn>();
        file.require("identities").entries().forEach((name, value) -> {
            value.entries("namespace", "column");
            var namespace = value.require("namespace").oneOf(namespaces.names());
            identities.put(
                    name,
                    new Source.IdentityColumn(
                            namespaces.find(namespace).orElseThrow(),
                            value.require("column").text()));
        });
        var edges = file.get("edges").map(YamlValue::items).orElse(List.of()).stream()
                .map(edge -> edge(edge, identities))
                .toList();
        return new Source.Observations(
                file.require("observedAt").text(),
                file.require("method").oneOf(Method.class),
                file.require("confidence").decimal(0, 1),
                Collections.unmodifiableMap(identities),
                edges);
    }

    private static Source.EdgeRule edge(YamlValue value, Map<String, Source.IdentityColumn> identities) {
        var parts = value.items();
        if (parts.size() != 3) {
            throw value.fault("an edge is written as [from, EDGE_TYPE, to]");
        }
        var from = parts.getFirst().oneOf(identities.keySet());
        var type = parts.get(1).oneOf(EdgeType.class);
        var to = parts.getLast().oneOf(identities.keySet());
        var fromEnd = requireNonNull(identities.get(from)).namespace();
        var toEnd = requireNonNull(identities.get(to)).namespace();
        if (!type.from().contains(fromEnd.kind()) || type.to() != toEnd.kind()) {
            throw value.fault("%s leads from %s to %s, not from %s to %s"
                    .formatted(type, type.from(), type.to(), fromEnd.kind(), toEnd.kind()));
        }
        if (!type.joins(fromEnd.party(), toEnd.party())) {
            throw value.fault(
                    "%s does not lead from party %s to party %s".formatted(type, fromEnd.party(), toEnd.party()));
        }
        return new Source.EdgeRule(from, type, to);
    }
}
