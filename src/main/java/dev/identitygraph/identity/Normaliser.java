package dev.identitygraph.identity;

/** Brings raw identity values into one normal form. */
public final class Normaliser {
    /**
     * The version of the normal form, from 1 to 15. It stands on every digest, so that those of two forms are never
     * taken for digests of one.
     */
    public static final int VERSION = 2;

    /** Longer values are no identifier of any known system. */
    private static final int MAX_LENGTH = 512;

    private Normaliser() {}

    public static Normalised normalise(Namespace namespace, String raw) {
        var trimmed = raw.strip();
        if (trimmed.isEmpty()) {
            return new Normalised.Invalid("the value is empty", "a value of namespace " + namespace.name());
        }
        if (trimmed.length() > MAX_LENGTH) {
            return new Normalised.Invalid("the value is too long", "at most " + MAX_LENGTH + " characters");
        }
        if (trimmed.chars().anyMatch(Character::isISOControl)) {
            return new Normalised.Invalid("the value has control characters", "printable characters only");
        }
        if (trimmed.codePoints().anyMatch(one -> Character.getType(one) == Character.SURROGATE)) {
            // Two that differ in nothing else would have one digest.
            return new Normalised.Invalid("the value has half a character", "whole characters only");
        }
        if (namespace.kind() == Kind.EMAIL && namespace.storage() == Namespace.Storage.ENCRYPTED) {
            return email(namespace, trimmed);
        }
        if (Blank.is(trimmed.charAt(0)) || Blank.is(trimmed.charAt(trimmed.length() - 1))) {
            return new Normalised.Invalid(
                    "the value begins or ends with a character that is not seen", "the value without it");
        }
        return new Normalised.Value(new Identity(namespace, trimmed));
    }

    private static Normalised email(Namespace namespace, String trimmed) {
        return EmailAddress.normalise(trimmed)
                .<Normalised>map(address -> new Normalised.Value(new Identity(namespace, address)))
                .orElseGet(() -> new Normalised.Invalid(
                        "the e-mail address is malformed", "an address such as name@example.com"));
    }
}
