package dev.identitygraph.identity;

import com.ibm.icu.text.IDNA;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.commons.validator.routines.EmailValidator;

/**
 * Brings e-mail addresses into UID2's published normal form: trimmed, lower-cased, and for {@code gmail.com} only,
 * without dots and without a plus tag in the local part. UID2 says nothing of international addresses; of these, a
 * domain is written as it is looked up, in ASCII (UTS 46, so that {@code ß} is not {@code ss}), and a local part in
 * NFC.
 */
final class EmailAddress {
    private static final IDNA DOMAINS = IDNA.getUTS46Instance(IDNA.NONTRANSITIONAL_TO_ASCII
            | IDNA.USE_STD3_RULES
            | IDNA.CHECK_BIDI
            | IDNA.CHECK_CONTEXTJ
            | IDNA.CHECK_CONTEXTO);

    /** In ASCII. Which top levels there are is not asked: new ones come every month. None begins with a digit. */
    private static final Pattern DOMAIN = Pattern.compile("([a-z0-9-]+\\.)+[a-z][a-z0-9-]*");

    private static final int LONGEST_LOCAL_PART = 64;

    private EmailAddress() {}

    /** The normal form, or nothing where it is no address. */
    static Optional<String> normalise(String raw) {
        var trimmed = trim(raw);
        var at = trimmed.lastIndexOf('@');
        if (at < 0 || trimmed.codePoints().anyMatch(Blank::hasNoWidth)) {
            return Optional.empty();
        }
        var local = Normalizer.normalize(trimmed.substring(0, at).toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
        return domain(trimmed.substring(at + 1))
                .filter(_ -> isLocalPart(local))
                .map(domain -> domain.equals("gmail.com") ? withoutTag(local) + "@" + domain : local + "@" + domain)
                .filter(address -> !address.startsWith("@"));
    }

    /** Without what is blank at its ends, as people see it: no-break spaces and marks of zero width are. */
    private static String trim(String raw) {
        var start = 0;
        var end = raw.length();
        while (start < end && Blank.is(raw.charAt(start))) {
            start++;
        }
        while (end > start && Blank.is(raw.charAt(end - 1))) {
            end--;
        }
        return raw.substring(start, end);
    }

    private static Optional<String> domain(String raw) {
        var ascii = new StringBuilder();
        var info = new IDNA.Info();
        DOMAINS.nameToASCII(raw, ascii, info);
        return info.hasErrors() || !DOMAIN.matcher(ascii).matches() ? Optional.empty() : Optional.of(ascii.toString());
    }

    /** Its dots may stand anywhere, as to UID2: some providers have given such addresses to their customers. */
    private static boolean isLocalPart(String local) {
        return local.length() <= LONGEST_LOCAL_PART
                && EmailValidator.getInstance().isValid(local.replace(".", "") + "@example.com");
    }

    private static String withoutTag(String local) {
        var plus = local.indexOf('+');
        return (plus < 0 ? local : local.substring(0, plus)).replace(".", "");
    }
}
