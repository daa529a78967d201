package dev.identitygraph.audit;

import java.time.Instant;
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
    private static final JsonMapper JSON = JsonMapper.builder().build();

    static SignedHead parse(String json) {
        return JSON.readValue(json, SignedHead.class);
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
