package dev.identitygraph.development;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A process by its id and its start, so that a later process with the same id is not taken for it. */
record KnownProcess(long id, Instant started) {

    /** The JDK reckons a start from that of the machine, which the system may correct between two readings. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(3);

    static KnownProcess of(ProcessHandle process) {
        return new KnownProcess(process.pid(), started(process));
    }

    /** Reads what {@link #toString} wrote. */
    static KnownProcess parse(String text) {
        String[] idAndStart = text.split(" since ", 2);
        return new KnownProcess(Long.parseLong(idAndStart[0]), Instant.parse(idAndStart[1]));
    }

    /** The process, if it is still running. */
    Optional<ProcessHandle> find() {
        return ProcessHandle.of(id).filter(ProcessHandle::isAlive).filter(this::isSame);
    }

    @Override
    public String toString() {
        return id + " since " + started;
    }

    private boolean isSame(ProcessHandle process) {
        return Duration.between(started, started(process)).abs().compareTo(CLOCK_TOLERANCE) < 0;
    }

    private static Instant started(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH);
    }
}
