package dev.identitygraph.source;

import dev.identitygraph.identity.ConsentEvidence;
import dev.identitygraph.identity.ConsentStatus;
import dev.identitygraph.identity.Identity;
import dev.identitygraph.identity.LawfulBasis;
import dev.identitygraph.identity.Purpose;
import java.time.Instant;

/** A consent record as a source reports it, before its subject is a pseudonym. */
public record ConsentStatement(
        Identity subject,
        Purpose purpose,
        ConsentStatus status,
        LawfulBasis lawfulBasis,
        Instant givenAt,
        Instant validFrom,
        Instant validUntil,
        ConsentEvidence evidence) {}
