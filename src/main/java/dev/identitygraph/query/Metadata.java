package dev.identitygraph.query;

import dev.identitygraph.identity.Purpose;
import dev.identitygraph.store.EdgeProperties;

/**
 * A property of an edge, as the schema names it: of its consent for the query's purpose or for each of all purposes, or
 * of its provenance.
 */
sealed interface Metadata {
    String name();

    /** The graph's name of the property. */
    String graphName(Purpose purpose);

    record OfConsent(String name) implements Metadata {
        @Override
        public String graphName(Purpose purpose) {
            return EdgeProperties.ofConsent(purpose, name);
        }
    }

    /** The consents for all purposes come as one list. */
    record OfConsents(String name) implements Metadata {
        @Override
        public String graphName(Purpose purpose) {
            return EdgeProperties.PURPOSES;
        }
    }

    record OfProvenance(String name) implements Metadata {
        @Override
        public String graphName(Purpose purpose) {
            return name;
        }
    }

    static Metadata of(String coordinate) {
        var parts = coordinate.split("\\.", 2);
        return switch (parts[0]) {
            case "Consent" -> new OfConsent(parts[1]);
            case "PurposeConsent" -> new OfConsents(parts[1]);
            case "Provenance" -> new OfProvenance(parts[1]);
            default -> throw new IllegalArgumentException(coordinate + " is no property of an edge");
        };
    }
}
