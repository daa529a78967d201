package dev.identitygraph.privacy;

import dev.identitygraph.consent.Word;
import dev.identitygraph.identity.ConsentEvidence;
import dev.identitygraph.identity.ConsentStatus;
import dev.identitygraph.identity.Purpose;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What a subject says, as a client reports it.
 *
 * @param requestId the client's own id of the report: the same one is recorded once
 * @param act what the client does, by the mutation's name
 * @param namespace of the identity that the subject goes by
 * @param words what is said, for each purpose
 * @param givenAt when it was said; where it is not known, now
 * @param validFrom when a consent begins to count, if not as it is said
 * @param validUntil the first instant at which a consent counts no longer, if there is one
 */
public record SubjectStatement(
        String requestId,
        String act,
        String namespace,
        String value,
        Map<Purpose, Word> words,
        Optional<Instant> givenAt,
        Optional<Instant> validFrom,
        Optional<Instant> validUntil,
        ConsentEvidence evidence) {
    public SubjectStatement {
        words = Map.copyOf(words);
    }

    /** Whether it only closes, so that nothing must hold it up. */
    boolean closes() {
        return words.values().stream().noneMatch(word -> word.status() == ConsentStatus.GRANTED);
    }
}
