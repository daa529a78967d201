package dev.identitygraph.store;

import dev.identitygraph.identity.Consent;
import dev.identitygraph.identity.ConsentStatus;
import dev.identitygraph.identity.Kind;
import dev.identitygraph.identity.LawfulBasis;
import dev.identitygraph.identity.Method;
import dev.identitygraph.identity.Party;
import dev.identitygraph.identity.Provenance;
import dev.identitygraph.identity.Purpose;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The names of an edge's properties. Consent is kept flat, six properties a purpose that all start with its name, so
 * that a guard compares properties of the edge itself and the Browser lists a purpose's properties together.
 */
public final class EdgeProperties {
    public static final String EDGE_ID = "edgeId";
    public static final String SUBJECTS = "subjects";
    public static final String SOURCE = "source";
    public static final String PARTY = "party";
    public static final String METHOD = "method";
    public static final String CONFIDENCE = "confidence";
    public static final String OBSERVED_AT = "observedAt";
    public static final String RECORDED_AT = "recordedAt";
    public static final String DERIVED_FROM = "derivedFrom";
    public static final String STANDING = "standing";

    /** For which the edge has consent, whatever its status; not there where nothing was said. */
    public static final String PURPOSES = "purposes";

    /** On a membership only, where it does not last for good: when it ends. */
    public static final String UNTIL = "until";

    private EdgeProperties() {}

    /**
     * A property of the consent for a purpose.
     *
     * @param name as the consent calls it
     */
    public static String ofConsent(Purpose purpose, String name) {
        return purpose.name() + "_" + name;
    }

    public static String status(Purpose purpose) {
        return ofConsent(purpose, "status");
    }

    public static String lawfulBasis(Purpose purpose) {
        return ofConsent(purpose, "lawfulBasis");
    }

    public static String validFrom(Purpose purpose) {
        return ofConsent(purpose, "validFrom");
    }

    public static String validUntil(Purpose purpose) {
        return ofConsent(purpose, "validUntil");
    }

    public static String consentRef(Purpose purpose) {
        return ofConsent(purpose, "consentRef");
    }

    /** Where the edge stands in every list that the purpose gets. */
    public static String position(Purpose purpose) {
        return ofConsent(purpose, "position");
    }

    /**
     * On a membership only, while it is open for the purpose: in which list of its segment it stands. Together with the
     * position it is indexed, so that a page of a list is found where it starts, and what is closed is not looked at.
     */
    public static String list(Purpose purpose) {
        return ofConsent(purpose, "list");
    }

    /** A segment has one list for each kind of member: its digest, and behind it the letter of the kind. */
    public static String listOf(String segmentDigest, Kind member) {
        return segmentDigest + letter(member);
    }

    /**
     * The letter that tells a kind in the name of a list. It is hexadecimal, so that the store keeps the name short.
     */
    public static String letter(Kind member) {
        return switch (member) {
            case CUSTOMER -> "c";
            case DEVICE -> "d";
            case EMAIL -> "e";
            case SEGMENT -> throw new IllegalArgumentException("A segment is no member of a segment");
        };
    }

    /** On a membership only: that the last release for the purpose counted it. */
    public static String released(Purpose purpose) {
        return ofConsent(purpose, "released");
    }

    /** All names of a purpose's properties. */
    public static List<String> of(Purpose purpose) {
        return List.of(
                status(purpose),
                lawfulBasis(purpose),
                validFrom(purpose),
                validUntil(purpose),
                consentRef(purpose),
                position(purpose));
    }

    static Map<String, Object> of(Purpose purpose, Consent consent, String position) {
        return Map.of(
                status(purpose), consent.status().name(),
                lawfulBasis(purpose), consent.lawfulBasis().name(),
                validFrom(purpose), time(consent.validFrom()),
                validUntil(purpose), time(consent.validUntil()),
                consentRef(purpose), consent.consentRef(),
                position(purpose), position);
    }

    /** All that an edge is known from: where it comes from, and how long it lasts if it does not for good. */
    static Map<String, Object> reported(StoredEdge edge) {
        var provenance = edge.provenance();
        var reported = new HashMap<String, Object>(Map.of(
                SOURCE, provenance.source(),
                PARTY, provenance.party().name(),
                METHOD, provenance.method().name(),
                CONFIDENCE, provenance.confidence(),
                OBSERVED_AT, time(provenance.observedAt()),
                RECORDED_AT, time(provenance.recordedAt()),
                DERIVED_FROM, provenance.derivedFrom()));
        edge.until().ifPresent(until -> reported.put(UNTIL, time(until)));
        return reported;
    }

    /** All that is derived for an edge. */
    static Map<String, Object> derived(StoredEdge edge, Pseudonyms pseudonyms) {
        var derived = new HashMap<String, Object>();
        derived.put(STANDING, edge.standing().name());
        derived.put(SUBJECTS, edge.subjects());
        if (!edge.consents().isEmpty()) {
            derived.put(
                    PURPOSES,
                    edge.consents().keySet().stream().map(Purpose::name).toList());
        }
        edge.consents()
                .forEach((purpose, consent) ->
                        derived.putAll(of(purpose, consent, pseudonyms.position(purpose, edge.edgeId()))));
        edge.listed()
                .forEach(purpose -> derived.put(
                        list(purpose), listOf(edge.to().digest(), edge.from().kind())));
        return derived;
    }

    static Consent consent(Purpose purpose, Map<String, Object> properties) {
        return new Consent(
                ConsentStatus.valueOf(Returned.text(properties, status(purpose))),
                LawfulBasis.valueOf(Returned.text(properties, lawfulBasis(purpose))),
                Returned.instant(properties, validFrom(purpose)),
                Returned.instant(properties, validUntil(purpose)),
                Returned.text(properties, consentRef(purpose)));
    }

    static Provenance provenance(Map<String, Object> properties) {
        return new Provenance(
                Returned.text(properties, SOURCE),
                Party.valueOf(Returned.text(properties, PARTY)),
                Method.valueOf(Returned.text(properties, METHOD)),
                Returned.number(properties, CONFIDENCE).doubleValue(),
                Returned.instant(properties, OBSERVED_AT),
                Returned.instant(properties, RECORDED_AT),
                Returned.texts(properties, DERIVED_FROM));
    }

    /** The graph's form of an instant. */
    public static ZonedDateTime time(Instant instant) {
        return instant.atZone(ZoneOffset.UTC);
    }
}
