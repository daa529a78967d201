package dev.identitygraph.query;

import dev.identitygraph.audit.Disclosures;
import dev.identitygraph.client.Client;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.store.Closing;
import dev.identitygraph.store.ClosingStore;
import dev.identitygraph.store.Tokens;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Tells a client what it was given and must drop, since the edge that led there serves its purpose no longer (GDPR,
 * article 19).
 */
@Component
public class Recipients {
    /**
     * An edge to drop, by the keys of its ends for the client and the purpose.
     *
     * @param day on which it was closed
     */
    public record Dropped(Purpose purpose, String from, String to, LocalDate day) {}

    /**
     * Some of them, in the order in which they were closed.
     *
     * @param cursor after which the next ones come; it moves on past what the client was never given
     */
    public record Page(List<Dropped> dropped, String cursor, boolean hasMore) {}

    private static final String SEPARATOR = "\n";

    private final ClosingStore closings;
    private final Disclosures disclosures;
    private final Tokens tokens;

    Recipients(ClosingStore closings, Disclosures disclosures, Tokens tokens) {
        this.closings = closings;
        this.disclosures = disclosures;
        this.tokens = tokens;
    }

    /**
     * What was closed after a cursor, or nothing for a cursor that is not this client's.
     *
     * @param first how many closed edges are looked at
     */
    public Optional<Page> read(Client client, Optional<String> after, int first) {
        return after.map(cursor -> open(client, cursor))
                .orElse(Optional.of(new Place(Instant.EPOCH, "", "")))
                .map(place -> read(client, place, first));
    }

    private Page read(Client client, Place place, int first) {
        var closed = closings.after(place.at(), place.edgeId(), place.purpose(), client.purposes(), first + 1);
        var page = closed.subList(0, Math.min(first, closed.size()));
        var given = given(client, page);
        var dropped = new ArrayList<Dropped>();
        for (var closing : page) {
            if (given.getOrDefault(closing.purpose(), Set.of()).contains(closing.edgeId())) {
                var handles = new Handles(tokens, client, closing.purpose());
                dropped.add(new Dropped(
                        closing.purpose(),
                        handles.key(closing.from()),
                        handles.key(closing.to()),
                        closing.at().atZone(ZoneOffset.UTC).toLocalDate()));
            }
        }
        var last = page.isEmpty() ? place : Place.of(page.getLast());
        return new Page(dropped, tokens.seal(last.toString(), use(client)), closed.size() > first);
    }

    private Map<Purpose, Set<String>> given(Client client, List<Closing> page) {
        var given = new HashMap<Purpose, Set<String>>();
        page.stream()
                .collect(Collectors.groupingBy(
                        Closing::purpose, Collectors.mapping(Closing::edgeId, Collectors.toCollection(HashSet::new))))
                .forEach((purpose, edges) ->
                        given.put(purpose, disclosures.edgesGiven(client.id(), purpose.name(), edges)));
        return given;
    }

    private Optional<Place> open(Client client, String cursor) {
        return tokens.open(cursor, use(client)).map(Place::parse);
    }

    private static List<String> use(Client client) {
        return List.of("dropped", client.id());
    }

    private record Place(Instant at, String edgeId, String purpose) {
        static Place of(Closing closing) {
            return new Place(closing.at(), closing.edgeId(), closing.purpose().name());
        }

        static Place parse(String text) {
            var parts = text.split(SEPARATOR, -1);
            return new Place(Instant.parse(parts[0]), parts[1], parts[2]);
        }

        @Override
        public String toString() {
            return String.join(SEPARATOR, at.toString(), edgeId, purpose);
        }
    }
}
