package dev.identitygraph.store;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.DeterministicAead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Parameters;
import com.google.crypto.tink.PublicKeySign;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.config.TinkConfig;
import com.google.crypto.tink.daead.PredefinedDeterministicAeadParameters;
import com.google.crypto.tink.prf.PredefinedPrfParameters;
import com.google.crypto.tink.prf.PrfSet;
import com.google.crypto.tink.signature.PredefinedSignatureParameters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.List;

/**
 * The keysets, as JSON files of Tink in one folder that is never backed up together with the graph. Missing ones are
 * generated, readable by their owner only; {@link KeyCheck} sees to it that generated keys never meet another's graph.
 */
final class KeyStore {
    private static final String PSEUDONYMS = "pseudonyms";
    private static final String ADDRESSES = "addresses";
    private static final String TOKENS = "tokens";
    private static final String SIGNATURES = "signatures";
    private static final List<String> NAMES = List.of(PSEUDONYMS, ADDRESSES, TOKENS);

    private final Path folder;

    KeyStore(Path folder) {
        this.folder = folder;
        requireAllOrNone();
        try {
            TinkConfig.register();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The cryptographic library cannot start", e);
        }
    }

    /** A keyset that is lost must not be replaced by another: what it has made could never be read again. */
    private void requireAllOrNone() {
        var missing = NAMES.stream().filter(name -> !Files.exists(file(name))).toList();
        if (!missing.isEmpty() && missing.size() < NAMES.size()) {
            throw new ForeignKeysException("The keys in %s lack %s".formatted(folder.toAbsolutePath(), missing));
        }
    }

    private Path file(String name) {
        return folder.resolve(name + ".json");
    }

    /** For digests of identities, and all that is derived from them. */
    Pseudonyms pseudonyms() {
        return new Pseudonyms(primitive(keyset(PSEUDONYMS, PredefinedPrfParameters.HMAC_SHA256_PRF), PrfSet.class));
    }

    /** For e-mail addresses. */
    AddressCipher addresses() {
        return new AddressCipher(primitive(keyset(ADDRESSES, PredefinedAeadParameters.AES256_GCM), Aead.class));
    }

    /** For what clients get and give back. */
    Tokens tokens() {
        return new Tokens(
                primitive(keyset(TOKENS, PredefinedDeterministicAeadParameters.AES256_SIV), DeterministicAead.class));
    }

    /** For what bears witness elsewhere. Its loss loses nothing that was signed, so it may be generated anew. */
    Signatures signatures() {
        var keys = keyset(SIGNATURES, PredefinedSignatureParameters.ED25519);
        return new Signatures(keys, primitive(keys, PublicKeySign.class));
    }

    private static <P> P primitive(KeysetHandle keyset, Class<P> type) {
        try {
            return keyset.getPrimitive(RegistryConfiguration.get(), type);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "A keyset is not of the kind that its name says: " + type.getSimpleName(), e);
        }
    }

    private KeysetHandle keyset(String name, Parameters parameters) {
        var file = file(name);
        try {
            if (!Files.exists(file)) {
                generate(file, parameters);
            }
            return TinkJsonProtoKeysetFormat.parseKeyset(
                    Files.readString(file), RegistryConfiguration.get(), InsecureSecretKeyAccess.get());
        } catch (IOException e) {
            throw new UncheckedIOException("The keyset " + file + " cannot be read or written", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The keyset " + file + " is damaged; restore it from its own backup", e);
        }
    }

    private void generate(Path file, Parameters parameters) throws IOException, GeneralSecurityException {
        Files.createDirectories(folder);
        var json = TinkJsonProtoKeysetFormat.serializeKeyset(
                KeysetHandle.generateNew(parameters, RegistryConfiguration.get()),
                RegistryConfiguration.get(),
                InsecureSecretKeyAccess.get());
        var posix = Files.getFileStore(folder).supportsFileAttributeView("posix");
        if (posix) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(file, json, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }
}
