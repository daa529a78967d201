package dev.identitygraph.yaml;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The text of a YAML file.
 *
 * @param file its name, as messages shall give it
 */
public record YamlText(String file, String text) {
    /**
     * What it says.
     *
     * @throws InvalidFileException if it is no YAML
     */
    public YamlValue value() {
        return YamlValue.read(file, text);
    }

    /** Tells this text from every other one. */
    public String digest() {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }
}
