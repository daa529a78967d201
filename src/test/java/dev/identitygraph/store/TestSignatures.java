package dev.identitygraph.store;

import java.io.IOException;
import java.nio.file.Files;

/** Keys for a test that signs. */
public final class TestSignatures {
    private TestSignatures() {}

    public static Signatures fresh() throws IOException {
        return new KeyStore(Files.createTempDirectory("signature-keys")).signatures();
    }
}
