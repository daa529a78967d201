package dev.identitygraph.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keys for a test that signs. */
public final class TestSignatures {
    private TestSignatures() {}

    public static Signatures fresh() throws IOException {
        return new KeyStore(Files.createTempDirectory(Path.of("target"), "signature-keys")).signatures();
    }
}
