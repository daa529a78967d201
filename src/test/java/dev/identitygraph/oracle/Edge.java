package dev.identitygraph.oracle;

import dev.identitygraph.identity.Consent;
import dev.identitygraph.identity.ConsentStatus;
import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.identity.Identity;
import dev.identitygraph.identity.Provenance;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.identity.Standing;
import java.time.Instant;
import java.util.Map;

/** An edge of a graph in memory, between the identities that its ends are known by. */
public record Edge(
        EdgeType type,
        Identity from,
        Identity to,
        Standing standing,
        Map<Purpose, Consent> consents,
        Provenance provenance) {

    boolean serves(Purpose purpose, Instant at) {
        var consent = consents.get(purpose);
        return standing == Standing.ACTIVE
                && consent != null
                && consent.status() == ConsentStatus.GRANTED
                && !at.isBefore(consent.validFrom())
                && at.isBefore(consent.validUntil());
    }
}
