package dev.identitygraph.yaml;

import java.util.Collection;
import java.util.List;

/**
 * Configuration files that cannot be served. The message has their faults on lines of their own, each starting with
 * {@code file:line:column:}; a line that continues a fault is indented.
 */
public final class InvalidFileException extends RuntimeException {
    private final List<String> faults;

    public InvalidFileException(String fault) {
        this(List.of(fault));
    }

    InvalidFileException(Collection<String> faults) {
        super(String.join("\n", faults));
        this.faults = List.copyOf(faults);
    }

    /** The faults, each with its place. */
    public List<String> faults() {
        return faults;
    }
}
