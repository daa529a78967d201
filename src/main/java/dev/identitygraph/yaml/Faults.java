package dev.identitygraph.yaml;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Collects the faults of files, so that whoever mends them sees all at once. */
public final class Faults {
    private final Set<String> faults = new LinkedHashSet<>();

    /** What a reading gives, or nothing if it finds faults, which are kept. A fault that is found twice is one. */
    public <T> Optional<T> read(Supplier<T> reading) {
        try {
            return Optional.of(reading.get());
        } catch (InvalidFileException e) {
            add(e);
            return Optional.empty();
        }
    }

    public void add(InvalidFileException fault) {
        faults.addAll(fault.faults());
    }

    /** Goes on only if there is no fault. */
    public void refuse() {
        if (!faults.isEmpty()) {
            throw new InvalidFileException(faults);
        }
    }
}
