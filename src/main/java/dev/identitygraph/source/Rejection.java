package dev.identitygraph.source;

/**
 * A value that was not taken. It says where it stands and never what it is, since it may be personal.
 *
 * @param reason what is wrong
 * @param expected what would be right
 */
public record Rejection(String file, long line, String column, String reason, String expected) {
    @Override
    public String toString() {
        return "%s:%d: column %s: %s; right would be %s".formatted(file, line, column, reason, expected);
    }
}
