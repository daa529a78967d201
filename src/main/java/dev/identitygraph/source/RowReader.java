package dev.identitygraph.source;

import dev.identitygraph.identity.ConsentRecord;
import dev.identitygraph.identity.ConsentStatus;
import dev.identitygraph.identity.Identity;
import dev.identitygraph.identity.LawfulBasis;
import dev.identitygraph.identity.Namespace;
import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.identity.Purposes;
import dev.identitygraph.link.Link;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** Reads what one row of a source says. A bad value is rejected, and the row is kept where the rest says something. */
final class RowReader {
    private static final Text<ConsentStatus> STATUS = Text.oneOf(ConsentStatus.class);
    private static final Text<LawfulBasis> BASIS = Text.oneOf(LawfulBasis.class);
    private static final Text<String> NOTICE = Text.any("the notice's name and version");
    private static final Text<String> NOTICE_VERSION = Text.any("the notice's version");
    private static final Text<String> PROOF = Text.any("where the proof lies");

    private final Source source;
    private final String file;
    private final Latest latest;
    private final Text<Instant> observedAt;
    private final Optional<EventReader> events;
    private final Text<Namespace> namespace;
    private final Text<Purpose> purpose;

    /**
     * A reader of one file.
     *
     * @param file its name, as rejections shall give it
     */
    RowReader(Source source, String file, Namespaces namespaces, Purposes purposes, Latest latest) {
        this.latest = latest;
        this.source = source;
        this.file = file;
        observedAt = source.content() instanceof Source.Observations seen
                        && seen.observedAt() instanceof Source.ObservedAt.Column column
                ? column.format().text()
                : Text.INSTANT;
        events = source.content() instanceof Source.Observations seen
                ? seen.events().map(EventReader::new)
                : Optional.empty();
        var speaking = namespaces.speaking();
        namespace = new Text<>(speaking::find, "one of " + String.join(", ", speaking.names()));
        purpose = new Text<>(purposes::find, "one of " + String.join(", ", purposes.names()));
    }

    Statement read(Row row) {
        var cells = new Cells(file, row);
        return switch (source.content()) {
            case Source.Observations content -> {
                var observations = observations(content, cells);
                yield new Statement(file, row.line(), observations, List.of(), cells.rejections());
            }
            case Source.Consents content -> {
                var consent = consent(content, cells);
                yield new Statement(
                        file, row.line(), List.of(), consent.map(List::of).orElse(List.of()), cells.rejections());
            }
            case Source.Native _ -> throw new IllegalArgumentException("Lines of this source are no rows");
        };
    }

    private List<Observation> observations(Source.Observations content, Cells cells) {
        var observedAt = switch (content.observedAt()) {
            case Source.ObservedAt.Column(var column, var _, var otherwise) ->
                cells.notAfter(latest, column, cells.orDefault(Optional.of(column), this.observedAt, otherwise));
            case Source.ObservedAt.Always(var instant) -> cells.notAfter(latest, "", Optional.of(instant));
        };
        var identities = new LinkedHashMap<String, Identity>();
        content.identities()
                .forEach((name, column) -> cells.identity(column.namespace(), column.column())
                        .ifPresent(identity -> identities.put(name, identity)));
        if (observedAt.isEmpty()) {
            return List.of();
        }
        var links = new ArrayList<Link>();
        for (var rule : content.edges()) {
            var from = identities.get(rule.from());
            var to = identities.get(rule.to());
            if (from != null && to != null && !from.equals(to)) {
                links.add(new Link(rule.type(), from, to).ordered());
            }
        }
        var seen = new Observation(
                observedAt.get(),
                content.method(),
                content.confidence(),
                Optional.empty(),
                new LinkedHashSet<>(identities.values()),
                links);
        if (!seen.saysSomething()) {
            cells.nobody(content.identities().values().stream()
                    .map(Source.IdentityColumn::column)
                    .toList());
            return List.of();
        }
        return events.map(reader -> reader.read(seen, identities, cells)).orElse(List.of(seen));
    }

    private Optional<ConsentStatement> consent(Source.Consents columns, Cells cells) {
        var subject = cells.required(columns.namespace(), namespace)
                .flatMap(known -> cells.requiredIdentity(known, columns.value()));
        var purpose = cells.required(columns.purpose(), this.purpose);
        var status = cells.required(columns.status(), STATUS);
        var basis =
                cells.orDefault(columns.lawfulBasis(), BASIS, columns.record().lawfulBasis());
        var givenAt = cells.notAfter(latest, columns.givenAt(), cells.required(columns.givenAt(), Text.INSTANT));
        var validFrom = columns.validFrom().isEmpty() || givenAt.isEmpty()
                ? givenAt
                : cells.orDefault(columns.validFrom(), Text.INSTANT, givenAt);
        var validUntil = cells.orDefault(
                Optional.of(columns.validUntil()), Text.INSTANT, Optional.of(ConsentRecord.UNTIL_FURTHER_NOTICE));
        var notice = cells.required(columns.notice(), NOTICE);
        var proof = cells.required(columns.proof(), PROOF);
        var version = columns.noticeVersion()
                .flatMap(column -> cells.orDefault(Optional.of(column), NOTICE_VERSION, Optional.of("")))
                .orElse("");
        if (!cells.rejections().isEmpty() || subject.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ConsentStatement(
                subject.get(),
                purpose.orElseThrow(),
                status.orElseThrow(),
                basis.orElseThrow(),
                givenAt.orElseThrow(),
                validFrom.orElseThrow(),
                validUntil.orElseThrow(),
                columns.record().evidence(notice.orElseThrow(), version, proof.orElseThrow())));
    }

    /** The columns that a source reads. */
    static Collection<String> columns(Source source) {
        var columns = new LinkedHashSet<String>();
        switch (source.content()) {
            case Source.Observations content -> {
                if (content.observedAt() instanceof Source.ObservedAt.Column column) {
                    columns.add(column.name());
                }
                content.identities().values().forEach(column -> columns.add(column.column()));
                content.events().ifPresent(events -> {
                    columns.add(events.kind());
                    events.memberships()
                            .values()
                            .forEach(membership ->
                                    columns.addAll(membership.segment().columns()));
                });
            }
            case Source.Consents c -> {
                columns.addAll(List.of(
                        c.namespace(),
                        c.value(),
                        c.purpose(),
                        c.status(),
                        c.givenAt(),
                        c.validUntil(),
                        c.notice(),
                        c.proof()));
                c.lawfulBasis().ifPresent(columns::add);
                c.validFrom().ifPresent(columns::add);
                c.noticeVersion().ifPresent(columns::add);
            }
            case Source.Native _ -> {
                // It has no columns.
            }
        }
        return columns;
    }
}
