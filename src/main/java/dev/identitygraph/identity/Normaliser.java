package dev.identitygraph.identity;

import java.util.Locale;
import org.apache.commons.validator.routines.EmailValidator;

/**
 * Brings raw identity values into one normal form. E-mail addresses follow UID2's published convention: trimmed,
 * lower-cased, and for {@code gmail.com} only, without dots and without a plus tag in the local part.
 */
public final class Normaliser {
    /** Part of every digest, so that a change of the convention cannot be mistaken for another address. */
    public static final int VERSION = 1;

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
        if (namespace.kind() == Kind.EMAIL && namespace.storage() == Namespace.Storage.ENCRYPTED) {
            return email(namespace, trimmed);
        }
        return new Normalised.Value(new Identity(namespace, trimmed));
    }

    private static Normalised email(Namespace namespace, String trimmed) {
        if (!EmailValidator.getInstance().isValid(trimmed)) {
            return new Normalised.Invalid("the e-mail address is malformed", "an address such as name@example.com");
        }
        var lower = trimmed.toLowerCase(Locale.ROOT);
        var at = lower.lastIndexOf('@');
        var local = lower.substring(0, at);
        var domain = lower.substring(at + 1);
        if (domain.equals("gmail.com")) {
            var plus = local.indexOf('+');
            local = (plus < 0 ? local : local.substring(0, plus)).replace(".", "");
        }
        return new Normalised.Value(new Identity(namespace, local + "@" + domain));
    }
}
