package dev.identitygraph.identity;

import java.time.Instant;

/**
 * One entry of the consent ledger: what a subject said for one purpose, and what proves it. It is never changed.
 *
 * @param id the same for the same record, so that it is recorded once
 * @param subject the pseudonym of the identity that the record is about
 * @param givenAt when the subject said so, as the source reports it
 * @param validFrom the first instant at which a grant is valid
 * @param validUntil the first instant at which a grant is no longer valid
 * @param source who reported it
 */
public record ConsentRecord(
        String id,
        String subject,
        Purpose purpose,
        ConsentStatus status,
        LawfulBasis lawfulBasis,
        Instant givenAt,
        Instant validFrom,
        Instant validUntil,
        ConsentEvidence evidence,
        String source,
        Instant recordedAt) {

    /** The end of what is valid until further notice. */
    public static final Instant UNTIL_FURTHER_NOTICE = Instant.parse("9999-12-31T00:00:00Z");

    /** When it was said: never later than it was recorded, whatever the source's clock says. */
    public Instant saidAt() {
        return givenAt.isBefore(recordedAt) ? givenAt : recordedAt;
    }

    /** Whether it is the subject's own yes, which alone can lift a no that was said before. */
    public boolean isConsent() {
        return status == ConsentStatus.GRANTED && lawfulBasis.isConsent();
    }
}
