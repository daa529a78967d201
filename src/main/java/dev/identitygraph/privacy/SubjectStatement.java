package dev.identitygraph.privacy;

import dev.identitygraph.identity.ConsentEvidence;
import dev.identitygraph.identity.ConsentStatus;
import dev.identitygraph.identity.LawfulBasis;
import dev.identitygraph.identity.Purpose;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What a subject says, as a client reports it.
 *
 * @param requestId the client's own id of the report: the same one is recorded once
 * @param namespace of the identity that the subject goes by
 * @param givenAt when it was said; where it is not known, now
 * @param validFrom when a consent begins to count, if not as it is said
 * @param validUntil the first instant at which a consent counts no longer, if there is one
 */
public record SubjectStatement(
        String requestId,
        String namespace,
        String value,
        Set<Purpose> purposes,
        ConsentStatus status,
        LawfulBasis lawfulBasis,
        Optional<Instant> givenAt,
        Optional<Instant> validFrom,
        Optional<Instant> validUntil,
        ConsentEvidence evidence) {
    public SubjectStatement {
        purposes = Set.copyOf(purposes);
    }

    /** What the subject does, as the mutations are called. */
    String act() {
        return switch (status) {
            case GRANTED -> "recordConsent";
            case DENIED -> evidence.objection() ? "objectToProcessing" : "recordConsent";
            case WITHDRAWN -> "withdrawConsent";
        };
    }
}
