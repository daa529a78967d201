package dev.identitygraph.consent;

import com.iabtcf.decoder.TCString;
import com.iabtcf.exceptions.TCStringDecodeException;
import com.iabtcf.v2.RestrictionType;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A string of TCF 2, decoded by the IAB's library.
 *
 * @param vendorsDisclosed whether it has a segment of disclosed vendors at all: to the library, an absent one and an
 *     empty one are the same
 */
record TcfString(TCString decoded, boolean vendorsDisclosed) {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]+={0,2}(\\.[A-Za-z0-9_-]+={0,2})*");
    private static final int DISCLOSED_VENDORS = 1;
    /** Since TCF 2.2, these rest on consent only; purpose 1 always did. */
    private static final Set<Integer> CONSENT_ONLY = Set.of(1, 3, 4, 5, 6);

    /** The string, or nothing for one that is malformed or not of version 2. */
    static Optional<TcfString> parse(String text) {
        if (!FORM.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            var decoded = TCString.decode(text);
            return decoded.getVersion() == 2
                    ? Optional.of(new TcfString(decoded, has(text, DISCLOSED_VENDORS)))
                    : Optional.empty();
        } catch (TCStringDecodeException | IllegalArgumentException | UnsupportedOperationException _) {
            return Optional.empty();
        }
    }

    /** Whether a segment behind the first is of a type, which is its first three bits. */
    private static boolean has(String text, int type) {
        var segments = text.split("\\.");
        for (var i = 1; i < segments.length; i++) {
            if (ALPHABET.indexOf(segments[i].charAt(0)) >> 3 == type) {
                return true;
            }
        }
        return false;
    }

    /** Whether a vendor has consent for a TCF purpose. */
    boolean consents(int purpose, int vendor) {
        return decoded.getPurposesConsent().contains(purpose)
                && decoded.getVendorConsent().contains(vendor)
                && isDisclosed(vendor)
                && !isRestricted(purpose, vendor, RestrictionType.REQUIRE_LEGITIMATE_INTEREST);
    }

    /** Whether a vendor may rest on its legitimate interest for a TCF purpose. */
    boolean admitsInterest(int purpose, int vendor) {
        return !CONSENT_ONLY.contains(purpose)
                && decoded.getPurposesLITransparency().contains(purpose)
                && decoded.getVendorLegitimateInterest().contains(vendor)
                && isDisclosed(vendor)
                && !isRestricted(purpose, vendor, RestrictionType.REQUIRE_CONSENT);
    }

    boolean optsIn(int specialFeature) {
        return decoded.getSpecialFeatureOptIns().contains(specialFeature);
    }

    private boolean isDisclosed(int vendor) {
        return !vendorsDisclosed || decoded.getDisclosedVendors().contains(vendor);
    }

    private boolean isRestricted(int purpose, int vendor, RestrictionType type) {
        return decoded.getPublisherRestrictions().stream()
                .filter(restriction -> restriction.getPurposeId() == purpose)
                .filter(restriction -> restriction.getRestrictionType() == type
                        || restriction.getRestrictionType() == RestrictionType.NOT_ALLOWED)
                .anyMatch(restriction -> restriction.getVendorIds().contains(vendor));
    }
}
