package dev.identitygraph.identity;

import java.time.Instant;

/**
 * One entry of the consent ledger: what a subject said for one purpose, and what proves it. It is never changed.
 *
 * @param id the same for the same record, so that it is recorded once
 * @param subject the pseudonym of the identity that the record is about
 * @param givenAt when the subject said so; a grant is valid from then on
 * @param validUntil the first instant at which a grant is no longer valid
 * @param notice the notice that the subject had read, with its version
 * @param proof where the proof lies
 * @param source who reported it
 */
public record ConsentRecord(
        String id,
        String subject,
        Purpose purpose,
        ConsentStatus status,
        LawfulBasis lawfulBasis,
        Instant givenAt,
        Instant validUntil,
        String notice,
        String proof,
        String source,
        Instant recordedAt) {}
