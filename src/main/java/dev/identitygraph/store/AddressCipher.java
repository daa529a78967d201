package dev.identitygraph.store;

import com.google.crypto.tink.Aead;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;

/** Encrypts addresses for the graph (AES-256-GCM), each bound to its node, so that none can be moved to another. */
public final class AddressCipher {
    private final Aead key;

    AddressCipher(Aead key) {
        this.key = key;
    }

    /**
     * Decrypts an address.
     *
     * @param digest the pseudonym of the node that keeps it
     */
    public String decrypt(String encrypted, String digest) {
        try {
            return new String(
                    key.decrypt(Base64.getUrlDecoder().decode(encrypted), digest.getBytes(StandardCharsets.UTF_8)),
                    StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("An address cannot be read with the address key", e);
        }
    }

    /**
     * Encrypts an address.
     *
     * @param digest the pseudonym of the node that keeps it
     */
    public String encrypt(String address, String digest) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(key.encrypt(
                            address.getBytes(StandardCharsets.UTF_8), digest.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The address key does not work", e);
        }
    }
}
