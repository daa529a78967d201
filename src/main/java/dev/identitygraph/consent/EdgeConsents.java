package dev.identitygraph.consent;

import static java.util.Comparator.comparing;

import dev.identitygraph.identity.Consent;
import dev.identitygraph.identity.ConsentRecord;
import dev.identitygraph.identity.ConsentStatus;
import dev.identitygraph.identity.Purpose;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the ledger means for an edge at an instant.
 *
 * <ul>
 *   <li>A subject's latest no holds until the subject consents later than that, under the same name: neither a consent
 *       given before, however late it is reported, nor another lawful basis lifts it. Of a yes and a no at one instant
 *       the no holds.
 *   <li>Where no no holds, the latest yes counts that is valid already. One that is valid later waits for its time, and
 *       hides none that is valid now.
 *   <li>A stored opt-out is on every edge of a subject or voice who has it.
 *   <li>An edge serves a purpose only while every subject's consent does, so where several meet, the strictest holds,
 *       for the shortest time and on the weakest basis. A voice more can only close or shorten.
 * </ul>
 */
public final class EdgeConsents {
    private static final Comparator<ConsentRecord> LATEST = comparing(ConsentRecord::saidAt)
            .thenComparing(ConsentRecord::status)
            .thenComparing(ConsentRecord::validUntil, Comparator.reverseOrder())
            .thenComparing(ConsentRecord::id);

    private final Map<String, List<ConsentRecord>> bySubject;
    private final Set<Purpose> purposes;
    private final Instant at;
    private final Map<Parties, SortedMap<Purpose, Consent>> known = new HashMap<>();

    public EdgeConsents(Collection<ConsentRecord> records, Instant at) {
        this.at = at;
        bySubject = records.stream().collect(Collectors.groupingBy(ConsentRecord::subject));
        purposes = records.stream().map(ConsentRecord::purpose).collect(Collectors.toUnmodifiableSet());
    }

    /** What the edge says, purpose by purpose. Where a subject has said nothing, the purpose is missing. */
    public SortedMap<Purpose, Consent> of(Parties parties) {
        // Many edges concern the same parties, as a device's memberships do.
        return known.computeIfAbsent(parties, this::consents);
    }

    private SortedMap<Purpose, Consent> consents(Parties parties) {
        var consents = new TreeMap<Purpose, Consent>();
        purposes.forEach(purpose -> of(parties, purpose).ifPresent(consent -> consents.put(purpose, consent)));
        return Collections.unmodifiableSortedMap(consents);
    }

    private Optional<Consent> of(Parties parties, Purpose purpose) {
        return purpose.isOptOut() ? optOut(parties, purpose) : consent(parties, purpose);
    }

    /** An opt-out of any subject or voice is the edge's; who has not opted out says nothing. */
    private Optional<Consent> optOut(Parties parties, Purpose purpose) {
        return strictest(denials(Stream.concat(parties.subjects().stream(), parties.voices().stream()), purpose));
    }

    private Optional<Consent> consent(Parties parties, Purpose purpose) {
        var words = new ArrayList<ConsentRecord>();
        for (var subject : parties.subjects()) {
            var word = holding(subject, purpose);
            if (word.isEmpty()) {
                return Optional.empty();
            }
            words.add(word.get());
        }
        parties.voices().forEach(voice -> holding(voice, purpose).ifPresent(words::add));
        words.addAll(lastOfPeople(parties.people(), purpose));
        return strictest(words);
    }

    /** What the words under one name come to: the no that holds, or the yes that counts. */
    private Optional<ConsentRecord> holding(String name, Purpose purpose) {
        var words = bySubject.getOrDefault(name, List.of()).stream()
                .filter(word -> word.purpose().equals(purpose))
                .toList();
        var no = words.stream()
                .filter(word -> word.status() != ConsentStatus.GRANTED)
                .max(LATEST);
        if (no.isEmpty()) {
            return counting(words);
        }
        var lifted = words.stream()
                .filter(word ->
                        word.isConsent() && word.saidAt().isAfter(no.get().saidAt()))
                .map(ConsentRecord::saidAt)
                .min(Comparator.naturalOrder());
        return lifted.isEmpty()
                ? no
                : counting(words.stream()
                        .filter(word -> !word.saidAt().isBefore(lifted.get()))
                        .toList());
    }

    /** Of some yeses, the latest that is valid already, or else the one that will be first. */
    private Optional<ConsentRecord> counting(List<ConsentRecord> yeses) {
        return yeses.stream()
                .filter(word -> !word.validFrom().isAfter(at))
                .max(LATEST)
                .or(() -> yeses.stream().min(comparing(ConsentRecord::validFrom).thenComparing(LATEST.reversed())));
    }

    /** The people's words, if all of them said no, each on any record of theirs. */
    private List<ConsentRecord> lastOfPeople(List<Set<String>> people, Purpose purpose) {
        var denials =
                people.stream().map(person -> denials(person.stream(), purpose)).toList();
        return denials.stream().anyMatch(List::isEmpty)
                ? List.of()
                : denials.stream().flatMap(List::stream).toList();
    }

    private List<ConsentRecord> denials(Stream<String> names, Purpose purpose) {
        return names.flatMap(name -> holding(name, purpose).stream())
                .filter(word -> word.status() != ConsentStatus.GRANTED)
                .toList();
    }

    private static Optional<Consent> strictest(List<ConsentRecord> words) {
        return words.stream()
                .max(comparing(ConsentRecord::status)
                        .thenComparing(ConsentRecord::validUntil, Comparator.reverseOrder())
                        .thenComparing(ConsentRecord::id))
                .map(deciding -> new Consent(
                        deciding.status(),
                        words.stream()
                                .map(ConsentRecord::lawfulBasis)
                                .max(Comparator.naturalOrder())
                                .orElseThrow(),
                        words.stream()
                                .map(ConsentRecord::validFrom)
                                .max(Instant::compareTo)
                                .orElseThrow(),
                        words.stream()
                                .map(ConsentRecord::validUntil)
                                .min(Instant::compareTo)
                                .orElseThrow(),
                        deciding.id()));
    }
}
