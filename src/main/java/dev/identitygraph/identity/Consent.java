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
        ConsentStatus status, LawfulBasis lawfulBasis, Instant validFrom, Instant validUntil, String consentRef) {}
