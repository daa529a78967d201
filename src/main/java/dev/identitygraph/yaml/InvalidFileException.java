package dev.identitygraph.yaml;

/** A configuration file that cannot be served. The message starts with {@code file:line:column:}. */
public final class InvalidFileException extends RuntimeException {
    public InvalidFileException(String message) {
        super(message);
    }
}
