package dev.identitygraph.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Parameters;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.daead.PredefinedDeterministicAeadParameters;
import com.google.crypto.tink.prf.PredefinedPrfParameters;
import dev.identitygraph.identity.Identity;
import dev.identitygraph.identity.Kind;
import dev.identitygraph.identity.Namespace;
import dev.identitygraph.identity.Party;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyStoreTests {
    private static final List<String> USE = List.of("handle", "shop", "PERSONALIZATION");
    private static final Identity ANNA =
            new Identity(new Namespace("crm", Kind.CUSTOMER, Party.FIRST, Namespace.Storage.CLEAR), "1001");

    @TempDir
    private Path folder;

    @Test
    void missingKeysAreGeneratedForTheirOwnerOnlyAndFoundAgain() throws IOException {
        var token = open().tokens().seal("walk", USE);
        var digest = open().pseudonyms().of(ANNA);
        open().addresses();
        assertThat(open().tokens().open(token, USE)).contains("walk");
        assertThat(open().pseudonyms().of(ANNA)).isEqualTo(digest).matches("2[0-9a-f]{32}");
        try (var files = Files.list(folder)) {
            assertThat(files)
                    .hasSize(3)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void aKeysetThatIsLostIsNotReplaced() throws IOException {
        open();
        Files.delete(folder.resolve("addresses.json"));
        assertThatThrownBy(this::open)
                .isInstanceOf(ForeignKeysException.class)
                .hasMessageContaining("lack [addresses]");
    }

    @Test
    void aTokenOpensForItsOwnUseOnly() {
        var tokens = open().tokens();
        var token = tokens.seal("walk", USE);
        assertThat(tokens.open(token, List.of("handle", "dmp", "PERSONALIZATION")))
                .isEmpty();
        assertThat(tokens.open(token, List.of("handle", "shopPERSONALIZATION", "")))
                .isEmpty();
        assertThat(tokens.open(token.substring(1), USE)).isEmpty();
        assertThat(tokens.open("not base64 !", USE)).isEmpty();
        assertThat(tokens.seal("walk", USE))
                .as("the same content gives the same token")
                .isEqualTo(token);
    }

    @Test
    void afterARotationOldTokensOpenAndNewOnesAreMadeWithTheNewKey() throws Exception {
        var before = open().tokens();
        var old = before.seal("walk", USE);
        rotate("tokens", PredefinedDeterministicAeadParameters.AES256_SIV);
        var after = open().tokens();
        var fresh = after.seal("walk", USE);
        assertThat(fresh).isNotEqualTo(old);
        assertThat(after.open(old, USE)).contains("walk");
        assertThat(after.open(fresh, USE)).contains("walk");
        assertThat(before.open(fresh, USE)).isEmpty();
    }

    @Test
    void lookUpTriesEveryLiveKeyOfThePseudonyms() throws Exception {
        var old = open().pseudonyms().of(ANNA);
        rotate("pseudonyms", PredefinedPrfParameters.HMAC_SHA256_PRF);
        var after = open().pseudonyms();
        assertThat(after.of(ANNA)).isNotEqualTo(old);
        assertThat(after.candidates(ANNA)).containsExactlyInAnyOrder(old, after.of(ANNA));
    }

    @Test
    void anAddressIsBoundToItsNode() {
        var cipher = open().addresses();
        var encrypted = cipher.encrypt("anna@example.com", "node-1");
        assertThat(encrypted).doesNotContain("anna");
        assertThat(cipher.decrypt(encrypted, "node-1")).isEqualTo("anna@example.com");
        assertThatThrownBy(() -> cipher.decrypt(encrypted, "node-2")).isInstanceOf(IllegalStateException.class);
    }

    /** A store of which all keysets are there. */
    private KeyStore open() {
        var store = new KeyStore(folder);
        store.pseudonyms();
        store.addresses();
        store.tokens();
        return store;
    }

    private void rotate(String name, Parameters parameters) throws IOException, GeneralSecurityException {
        var file = folder.resolve(name + ".json");
        var old = TinkJsonProtoKeysetFormat.parseKeyset(
                Files.readString(file), RegistryConfiguration.get(), InsecureSecretKeyAccess.get());
        var rotated = KeysetHandle.newBuilder();
        for (var i = 0; i < old.size(); i++) {
            rotated.addEntry(KeysetHandle.importKey(old.getAt(i).getKey())
                    .withFixedId(old.getAt(i).getId()));
        }
        rotated.addEntry(KeysetHandle.generateEntryFromParameters(parameters)
                .withRandomId()
                .makePrimary());
        Files.writeString(
                file,
                TinkJsonProtoKeysetFormat.serializeKeyset(
                        rotated.build(), RegistryConfiguration.get(), InsecureSecretKeyAccess.get()));
    }
}
