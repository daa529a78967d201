package dev.identitygraph.scenario;

import dev.identitygraph.identity.Consent;
import dev.identitygraph.identity.ConsentStatus;
import dev.identitygraph.identity.LawfulBasis;
import dev.identitygraph.identity.Method;
import dev.identitygraph.identity.Party;
import dev.identitygraph.identity.Provenance;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.identity.Standing;
import dev.identitygraph.oracle.Edge;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The same edge, but for one thing. */
final class Changes {
    private Changes() {}

    static Edge standing(Edge edge, Standing standing) {
        return new Edge(edge.type(), edge.from(), edge.to(), standing, edge.consents(), edge.provenance());
    }

    static Edge reversed(Edge edge) {
        return new Edge(edge.type(), edge.to(), edge.from(), edge.standing(), edge.consents(), edge.provenance());
    }

    static Edge status(Edge edge, Purpose purpose, ConsentStatus status) {
        return consent(
                edge,
                purpose,
                it -> new Consent(status, it.lawfulBasis(), it.validFrom(), it.validUntil(), it.consentRef()));
    }

    static Edge basis(Edge edge, Purpose purpose, LawfulBasis basis) {
        return consent(
                edge, purpose, it -> new Consent(it.status(), basis, it.validFrom(), it.validUntil(), it.consentRef()));
    }

    static Edge validFrom(Edge edge, Purpose purpose, Instant from) {
        return consent(
                edge,
                purpose,
                it -> new Consent(it.status(), it.lawfulBasis(), from, it.validUntil(), it.consentRef()));
    }

    static Edge validUntil(Edge edge, Purpose purpose, Instant until) {
        return consent(
                edge,
                purpose,
                it -> new Consent(it.status(), it.lawfulBasis(), it.validFrom(), until, it.consentRef()));
    }

    /** Without a word for the purpose. */
    static Edge silent(Edge edge, Purpose purpose) {
        var consents = new LinkedHashMap<>(edge.consents());
        consents.remove(purpose);
        return consents(edge, consents);
    }

    private static Edge consent(Edge edge, Purpose purpose, UnaryOperator<Consent> change) {
        var consents = new LinkedHashMap<>(edge.consents());
        consents.computeIfPresent(purpose, (_, consent) -> change.apply(consent));
        return consents(edge, consents);
    }

    private static Edge consents(Edge edge, Map<Purpose, Consent> consents) {
        return new Edge(edge.type(), edge.from(), edge.to(), edge.standing(), consents, edge.provenance());
    }

    static Edge party(Edge edge, Party party) {
        return provenance(
                edge,
                it -> new Provenance(
                        it.source(),
                        party,
                        it.method(),
                        it.confidence(),
                        it.observedAt(),
                        it.recordedAt(),
                        it.derivedFrom()));
    }

    static Edge method(Edge edge, Method method) {
        return provenance(
                edge,
                it -> new Provenance(
                        it.source(),
                        it.party(),
                        method,
                        it.confidence(),
                        it.observedAt(),
                        it.recordedAt(),
                        it.derivedFrom()));
    }

    static Edge confidence(Edge edge, double confidence) {
        return provenance(
                edge,
                it -> new Provenance(
                        it.source(),
                        it.party(),
                        it.method(),
                        confidence,
                        it.observedAt(),
                        it.recordedAt(),
                        it.derivedFrom()));
    }

    static Edge observedAt(Edge edge, Instant observedAt) {
        return provenance(
                edge,
                it -> new Provenance(
                        it.source(),
                        it.party(),
                        it.method(),
                        it.confidence(),
                        observedAt,
                        it.recordedAt(),
                        it.derivedFrom()));
    }

    private static Edge provenance(Edge edge, UnaryOperator<Provenance> change) {
        return new Edge(
                edge.type(), edge.from(), edge.to(), edge.standing(), edge.consents(), change.apply(edge.provenance()));
    }
}
