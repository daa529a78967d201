package dev.identitygraph.store;

import com.google.crypto.tink.DeterministicAead;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Seals what a client gets and may give back (AES-SIV: authenticated, and the same text for the same content). A sealed
 * text opens only for the use that it was sealed for.
 */
public final class Tokens {
    private final DeterministicAead key;

    Tokens(DeterministicAead key) {
        this.key = key;
    }

    /**
     * Seals a content.
     *
     * @param use all that the token is bound to
     */
    public String seal(String content, List<String> use) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            key.encryptDeterministically(content.getBytes(StandardCharsets.UTF_8), associated(use)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The token key does not work", e);
        }
    }

    /** The content, or nothing for a token that is forged, damaged or sealed for another use. */
    public Optional<String> open(String token, List<String> use) {
        try {
            return Optional.of(new String(
                    key.decryptDeterministically(Base64.getUrlDecoder().decode(token), associated(use)),
                    StandardCharsets.UTF_8));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static byte[] associated(List<String> use) {
        return Pseudonyms.join(use.toArray(String[]::new)).getBytes(StandardCharsets.UTF_8);
    }
}
