package dev.identitygraph.store;

import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.PublicKeySign;
import com.google.crypto.tink.PublicKeyVerify;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.config.TinkConfig;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;

/** Signs what leaves the host to bear witness there (Ed25519). */
public final class Signatures {
    private final KeysetHandle keys;
    private final PublicKeySign signing;

    Signatures(KeysetHandle keys, PublicKeySign signing) {
        this.keys = keys;
        this.signing = signing;
    }

    public String sign(String text) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(signing.sign(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The signing key does not work", e);
        }
    }

    /** The public keys, as a keyset of Tink in JSON. */
    public String publicKeys() {
        try {
            return TinkJsonProtoKeysetFormat.serializeKeysetWithoutSecret(
                    keys.getPublicKeysetHandle(), RegistryConfiguration.get());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The signing key has no public part", e);
        }
    }

    /**
     * Whether a text was signed by the owner of public keys.
     *
     * @throws IllegalArgumentException if the keys are none
     */
    public static boolean verify(String text, String signature, String publicKeys) {
        PublicKeyVerify verifying;
        try {
            TinkConfig.register();
            verifying = TinkJsonProtoKeysetFormat.parseKeysetWithoutSecret(publicKeys, RegistryConfiguration.get())
                    .getPrimitive(RegistryConfiguration.get(), PublicKeyVerify.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("This is no public keyset", e);
        }
        try {
            verifying.verify(Base64.getUrlDecoder().decode(signature), text.getBytes(StandardCharsets.UTF_8));
            return true;
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            return false;
        }
    }
}
