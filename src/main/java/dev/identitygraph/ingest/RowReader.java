package dev.identitygraph.ingest;

import dev.identitygraph.identity.ConsentRecord;
import dev.identitygraph.identity.ConsentStatus;
import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.identity.Identity;
import dev.identitygraph.identity.Kind;
import dev.identitygraph.identity.LawfulBasis;
import dev.identitygraph.identity.Namespace;
import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.identity.Normalised;
import dev.identitygraph.identity.Normaliser;
import dev.identitygraph.identity.Purposes;
import dev.identitygraph.ingest.Observation.Link;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads what one row of a source says. A bad value is rejected, and the row is kept where the rest says something. */
final class RowReader {
    private final Source source;
    private final Namespaces namespaces;
    private final Purposes purposes;

    RowReader(Source source, Namespaces namespaces, Purposes purposes) {
        this.source = source;
        this.namespaces = namespaces;
        this.purposes = purposes;
    }

    Statement read(Row row) {
        var cells = new Cells(row);
        return switch (source.content()) {
            case Source.Observations content ->
                new Statement(observation(content, cells), Optional.empty(), cells.rejections);
            case Source.Consents content -> new Statement(Optional.empty(), consent(content, cells), cells.rejections);
        };
    }

    private Optional<Observation> observation(Source.Observations content, Cells cells) {
        var observedAt =
                cells.required(content.observedAt(), RowReader::instant, "an instant such as 2026-01-31T09:00:00Z");
        var identities = new LinkedHashMap<String, Identity>();
        content.identities()
                .forEach((name, column) -> cells.identity(column.namespace(), column.column())
                        .ifPresent(identity -> identities.put(name, identity)));
        // A segment alone says nothing of anyone.
        var saysSomething = identities.values().stream()
                .anyMatch(identity -> identity.namespace().kind() != Kind.SEGMENT);
        if (observedAt.isEmpty() || !saysSomething) {
            return Optional.empty();
        }
        var links = new ArrayList<Link>();
        for (var rule : content.edges()) {
            var from = identities.get(rule.from());
            var to = identities.get(rule.to());
            if (from != null && to != null && !from.equals(to)) {
                links.add(link(rule.type(), from, to));
            }
        }
        return Optional.of(new Observation(observedAt.get(), new LinkedHashSet<>(identities.values()), links));
    }

    /** A SAME_AS edge leads from the smaller identity to the larger, so that there is one for a pair. */
    private static Link link(EdgeType type, Identity from, Identity to) {
        var order = Comparator.comparing(
                        (Identity identity) -> identity.namespace().name())
                .thenComparing(Identity::value);
        return type == EdgeType.SAME_AS && order.compare(from, to) > 0
                ? new Link(type, to, from)
                : new Link(type, from, to);
    }

    private Optional<ConsentStatement> consent(Source.Consents columns, Cells cells) {
        var namespace = cells.required(
                columns.namespace(), namespaces::find, "one of " + String.join(", ", namespaces.names()));
        var subject = namespace.flatMap(known -> cells.identity(known, columns.value()));
        var purpose =
                cells.required(columns.purpose(), purposes::find, "one of " + String.join(", ", purposes.names()));
        var status = cells.required(columns.status(), oneOf(ConsentStatus.class), oneOfText(ConsentStatus.class));
        var basis = cells.required(columns.lawfulBasis(), oneOf(LawfulBasis.class), oneOfText(LawfulBasis.class));
        var givenAt = cells.required(columns.givenAt(), RowReader::instant, "an instant such as 2026-01-31T09:00:00Z");
        var validUntil = cells.row.cells().containsKey(columns.validUntil())
                ? cells.required(columns.validUntil(), RowReader::instant, "an instant such as 2026-01-31T09:00:00Z")
                : Optional.of(ConsentRecord.UNTIL_FURTHER_NOTICE);
        var notice = cells.required(columns.notice(), Optional::of, "the notice's name and version");
        var proof = cells.required(columns.proof(), Optional::of, "where the proof lies");
        var version = columns.noticeVersion()
                .flatMap(column -> Optional.ofNullable(cells.row.cells().get(column)))
                .orElse("");
        if (!cells.rejections.isEmpty() || subject.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ConsentStatement(
                subject.get(),
                purpose.orElseThrow(),
                status.orElseThrow(),
                basis.orElseThrow(),
                givenAt.orElseThrow(),
                validUntil.orElseThrow(),
                columns.record().evidence(notice.orElseThrow(), version, proof.orElseThrow())));
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    private static <E extends Enum<E>> Function<String, Optional<E>> oneOf(Class<E> type) {
        return text -> Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equals(text))
                .findFirst();
    }

    private static <E extends Enum<E>> String oneOfText(Class<E> type) {
        return "one of " + Arrays.toString(type.getEnumConstants());
    }

    /** The cells of a row, and the rejections of those that were no good. */
    private final class Cells {
        private final Row row;
        private final List<Rejection> rejections = new ArrayList<>();

        Cells(Row row) {
            this.row = row;
        }

        <T> Optional<T> required(String column, Function<String, Optional<T>> parse, String expected) {
            var cell = row.cells().get(column);
            if (cell == null) {
                return reject(column, "the cell is empty", expected);
            }
            var value = parse.apply(cell.strip());
            return value.isPresent() ? value : reject(column, "the value is not understood", expected);
        }

        /** The identity in a column, if the cell has one. */
        Optional<Identity> identity(Namespace namespace, String column) {
            var cell = row.cells().get(column);
            if (cell == null) {
                return Optional.empty();
            }
            return switch (Normaliser.normalise(namespace, cell)) {
                case Normalised.Value(var identity) -> Optional.of(identity);
                case Normalised.Invalid(var reason, var expected) -> reject(column, reason, expected);
            };
        }

        private <T> Optional<T> reject(String column, String reason, String expected) {
            rejections.add(new Rejection(source.file(), row.line(), column, reason, expected));
            return Optional.empty();
        }
    }

    static Collection<String> columns(Source source) {
        return switch (source.content()) {
            case Source.Observations content -> {
                var columns = new LinkedHashSet<String>();
                columns.add(content.observedAt());
                content.identities().values().forEach(column -> columns.add(column.column()));
                yield columns;
            }
            case Source.Consents c -> {
                var columns = new LinkedHashSet<>(List.of(
                        c.namespace(),
                        c.value(),
                        c.purpose(),
                        c.status(),
                        c.lawfulBasis(),
                        c.givenAt(),
                        c.validUntil(),
                        c.notice(),
                        c.proof()));
                c.noticeVersion().ifPresent(columns::add);
                yield columns;
            }
        };
    }
}
