package dev.identitygraph.audit;

import java.time.Instant;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where a chain ended at an instant, with a signature: whoever keeps it elsewhere can tell whether the chain still has
 * all that it had then.
 *
 * @param file the number of the file with the last record
 * @param line the number of its line
 * @param records how many the chain had
 */
record SignedHead(String chain, int file, long line, long records, String hash, Instant at, String signature) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    /** The head of a line, if it is one. */
    static Optional<SignedHead> parse(String json) {
        try {
            return Optional.of(JSON.readValue(json, SignedHead.class));
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }

    String json() {
        return JSON.writeValueAsString(this);
    }

    /** What is signed. */
    String text() {
        return String.join("\n", "audit head", chain, "" + file, "" + line, "" + records, hash, at.toString());
    }

    SignedHead signed(String signature) {
        return new SignedHead(chain, file, line, records, hash, at, signature);
    }
}
