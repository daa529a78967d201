package dev.identitygraph.identity;

import java.time.Instant;

/**
 * What an edge says for one purpose.
 *
 * @param status only GRANTED serves the purpose
 * @param lawfulBasis on what the purpose rests
 * @param validFrom the first instant at which it serves
 * @param validUntil the first instant at which it no longer serves
 * @param consentRef the id of the consent record that proves it
 */
public record Consent(
        ConsentStatus status, LawfulBasis lawfulBasis, Instant validFrom, Instant validUntil, String consentRef) {

    /** The same, but that a yes holds no longer than until an instant. */
    public Consent until(Instant end) {
        return status == ConsentStatus.GRANTED && end.isBefore(validUntil)
                ? new Consent(status, lawfulBasis, validFrom, end, consentRef)
                : this;
    }
}
