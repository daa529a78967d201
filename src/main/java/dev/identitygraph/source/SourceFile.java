package dev.identitygraph.source;

import dev.identitygraph.identity.LawfulBasis;
import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.identity.Party;
import dev.identitygraph.identity.Purposes;
import dev.identitygraph.yaml.InvalidFileException;
import dev.identitygraph.yaml.YamlValue;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;

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
                "delivery",
                "mayShrinkBy",
                "retention",
                "agreement",
                "observedAt",
                "method",
                "confidence",
                "identities",
                "edges",
                "events",
                "consents",
                "native");
        var party = file.require("party").oneOf(Party.class);
        var agreement = file.get("agreement").map(this::agreement);
        if ((party == Party.THIRD) != agreement.isPresent()) {
            throw file.fault("a third-party source needs an 'agreement', and a first-party source has none");
        }
        if (file.require("source").text().equals(Source.OF_DECISIONS)) {
            throw file.require("source")
                    .fault("'" + Source.OF_DECISIONS + "' is the source of privacy officers' decisions");
        }
        return new Source(
                file.require("source").text(),
                file.require("about").text(),
                party,
                fileName(file.require("file")),
                delivery(file),
                file.get("retention").map(SourceFile::time),
                agreement,
                new SourceContent(namespaces, purposes).read(file, party));
    }

    private static String fileName(YamlValue value) {
        if (value.text().matches(".*[/\\\\?\\[\\]{}].*")) {
            throw value.fault("'" + value.text() + "' is no file name; right would be, for example, crm-*.csv");
        }
        return value.text();
    }

    private static Delivery delivery(YamlValue file) {
        var isSnapshot = file.get("delivery")
                .map(value -> value.oneOf(List.of("DELTA", "SNAPSHOT")).equals("SNAPSHOT"))
                .orElse(false);
        if (isSnapshot) {
            return new Delivery.Snapshot(file.require("mayShrinkBy").decimal(0, 1));
        }
        file.get("mayShrinkBy").ifPresent(value -> {
            throw value.fault("'mayShrinkBy' is for a 'delivery' of SNAPSHOT only");
        });
        return new Delivery.Delta();
    }

    /** A time that is longer than none. */
    static Duration time(YamlValue value) {
        try {
            var time = Duration.parse(value.text());
            if (time.isPositive()) {
                return time;
            }
        } catch (DateTimeParseException _) {
            // Answered below, as a time that is none is.
        }
        throw value.fault("'" + value.text() + "' is no time; right would be, for example, P30D or PT12H");
    }

    private Source.Agreement agreement(YamlValue value) {
        value.entries("reference", "lawfulBasis", "from", "until", "purposes");
        return new Source.Agreement(
                value.require("reference").text(),
                value.require("lawfulBasis").oneOf(LawfulBasis.class),
                instant(value.require("from")),
                instant(value.require("until")),
                SourceContent.purposes(value.require("purposes"), purposes));
    }

    static Instant instant(YamlValue value) {
        try {
            return Instant.parse(value.text());
        } catch (DateTimeParseException e) {
            throw value.fault(
                    "'" + value.text() + "' is no instant; right would be, for example, 2026-01-31T00:00:00Z");
        }
    }
}
