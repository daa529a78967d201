package dev.identitygraph.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * A line of a chain's file: a hash, a space, and a record as JSON. The hash is SHA-256 of the hash before it and the
 * record, so that no line can be changed, put in or taken out without all that follow.
 */
record ChainLine(String hash, String json) {
    /** What stands before the first line. */
    static final String GENESIS = "0".repeat(64);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static ChainLine of(AuditRecord record, String before) {
        var json = JSON.writeValueAsString(record);
        return new ChainLine(hash(before, json), json);
    }

    /** The line, if it follows on a hash. */
    static Optional<ChainLine> read(String line, String before) {
        var space = line.indexOf(' ');
        if (space < 0) {
            return Optional.empty();
        }
        var read = new ChainLine(line.substring(0, space), line.substring(space + 1));
        return read.hash.equals(hash(before, read.json)) ? Optional.of(read) : Optional.empty();
    }

    /** The record of a line, wherever the line stands. */
    static AuditRecord unchecked(String line) {
        return new ChainLine("", line.substring(line.indexOf(' ') + 1)).record();
    }

    AuditRecord record() {
        return JSON.readValue(json, AuditRecord.class);
    }

    @Override
    public String toString() {
        return hash + ' ' + json;
    }

    private static String hash(String before, String json) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(before.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest.digest(json.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
