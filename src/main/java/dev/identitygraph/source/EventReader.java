package dev.identitygraph.source;

import dev.identitygraph.identity.ConsentRecord;
import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.identity.Identity;
import dev.identitygraph.link.Link;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Reads an event as what it comes to: a membership for a time. */
final class EventReader {
    private final Source.Events events;
    private final Text<String> kind;

    EventReader(Source.Events events) {
        this.events = events;
        var kinds = new TreeSet<>(events.memberships().keySet());
        kind = new Text<>(
                text -> Optional.of(text)
                        .filter(known ->
                                kinds.contains(known) || events.ignored().contains(known)),
                "one of " + String.join(", ", kinds));
    }

    /**
     * What a row says as an event.
     *
     * @param seen what it says besides
     * @param identities those of the row, by their names
     */
    List<Observation> read(Observation seen, Map<String, Identity> identities, Cells cells) {
        return cells.required(events.kind(), kind)
                .flatMap(known -> Optional.ofNullable(events.memberships().get(known)))
                .flatMap(membership -> member(membership, seen, identities, cells))
                .map(member -> seen.links().isEmpty() ? List.of(member) : List.of(seen, member))
                .orElseGet(() -> seen.links().isEmpty() ? List.of() : List.of(seen));
    }

    /** The membership alone: what is seen besides does not end with it. */
    private Optional<Observation> member(
            Source.Membership membership, Observation seen, Map<String, Identity> identities, Cells cells) {
        var name = membership.segment();
        var lacking = name.lacks(cells.row().cells());
        if (lacking.isPresent()) {
            return cells.reject(lacking.get(), "the cell is empty", "a text for the name of the segment");
        }
        var members = events.members().stream()
                .flatMap(member -> Optional.ofNullable(identities.get(member)).stream())
                .toList();
        if (members.isEmpty()) {
            return cells.reject(events.kind(), "the event is nobody's", "a row that names " + events.members());
        }
        var column = name.columns().isEmpty() ? events.kind() : name.columns().getFirst();
        var segment =
                cells.identity(events.namespace(), column, name.of(cells.row().cells()));
        return segment.map(into -> {
            var links = members.stream()
                    .map(member -> new Link(EdgeType.IN_SEGMENT, member, into))
                    .toList();
            var all = new LinkedHashSet<>(seen.links().isEmpty() ? seen.identities() : members);
            all.add(into);
            var until = seen.observedAt().plus(membership.time());
            return new Observation(
                    seen.observedAt(),
                    seen.method(),
                    seen.confidence(),
                    Optional.of(Text.isWritable(until) ? until : ConsentRecord.UNTIL_FURTHER_NOTICE),
                    all,
                    links);
        });
    }
}
