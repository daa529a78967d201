import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What others make of our values. */
final class Digest {

    private Digest() {}

    /** The partner salts before it hashes, so that its digest is not the plain one of the address. */
    static String ofPartner(String email) {
        return sha256("onboarding-partner-salt:" + email);
    }

    static String receipt(String statement) {
        return sha256(statement).substring(0, 12);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
