package dev.identitygraph.consent;

import static java.util.Comparator.comparing;

import dev.identitygraph.identity.Consent;
import dev.identitygraph.identity.ConsentRecord;
import dev.identitygraph.identity.ConsentStatus;
import dev.identitygraph.identity.Purpose;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the ledger means for an edge. A subject's latest word counts, and of two words at one instant the stricter. An
 * edge serves a purpose only while every subject's consent does, so where several meet, the strictest holds, for the
 * shortest time and on the weakest basis.
 */
public final class EdgeConsents {
    private static final Comparator<ConsentRecord> LATEST = comparing(ConsentRecord::givenAt)
            .thenComparing(ConsentRecord::status)
            .thenComparing(ConsentRecord::validUntil, Comparator.reverseOrder())
            .thenComparing(ConsentRecord::id);

    private final Map<String, List<ConsentRecord>> bySubject;

    public EdgeConsents(Collection<ConsentRecord> records) {
        bySubject = records.stream().collect(Collectors.groupingBy(ConsentRecord::subject));
    }

    /** What the edge says, purpose by purpose. Where a subject has said nothing, the purpose is missing. */
    public SortedMap<Purpose, Consent> of(Parties parties) {
        var consents = new TreeMap<Purpose, Consent>();
        bySubject.values().stream()
                .flatMap(List::stream)
                .map(ConsentRecord::purpose)
                .distinct()
                .forEach(purpose -> of(parties, purpose).ifPresent(consent -> consents.put(purpose, consent)));
        return consents;
    }

    private Optional<Consent> of(Parties parties, Purpose purpose) {
        var words = new ArrayList<ConsentRecord>();
        for (var subject : parties.subjects()) {
            var word = latest(subject, purpose);
            if (word.isEmpty()) {
                return Optional.empty();
            }
            words.add(word.get());
        }
        parties.voices().forEach(voice -> latest(voice, purpose).ifPresent(words::add));
        words.addAll(lastOfPeople(parties.people(), purpose));
        return strictest(words);
    }

    private Optional<ConsentRecord> latest(Set<String> subject, Purpose purpose) {
        return subject.stream()
                .flatMap(name -> bySubject.getOrDefault(name, List.of()).stream())
                .filter(word -> word.purpose().equals(purpose))
                .max(LATEST);
    }

    /** The people's words, if all of them said no. */
    private List<ConsentRecord> lastOfPeople(List<Set<String>> people, Purpose purpose) {
        var denials = people.stream()
                .flatMap(person -> latest(person, purpose).stream())
                .filter(word -> word.status() != ConsentStatus.GRANTED)
                .toList();
        return denials.size() == people.size() ? denials : List.of();
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
                                .map(ConsentRecord::givenAt)
                                .max(Instant::compareTo)
                                .orElseThrow(),
                        words.stream()
                                .map(ConsentRecord::validUntil)
                                .min(Instant::compareTo)
                                .orElseThrow(),
                        deciding.id()));
    }
}
