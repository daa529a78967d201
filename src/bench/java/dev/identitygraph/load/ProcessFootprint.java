package dev.identitygraph.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a process holds, as Linux tells it.
 *
 * @param threads of the system; virtual ones are not among them
 * @param sockets of all kinds, listening ones too
 * @param toNeo4j open connections to the port of Bolt, which all are of the driver's pool
 */
record ProcessFootprint(int threads, int sockets, int toNeo4j) {
    private static final String ESTABLISHED = "01";

    static ProcessFootprint of(ProcessHandle process, int boltPort) throws IOException {
        var folder = Path.of("/proc", Long.toString(process.pid()));
        return new ProcessFootprint(entries(folder.resolve("task")), sockets(folder), connections(boltPort));
    }

    private static int entries(Path folder) throws IOException {
        try (var entries = Files.list(folder)) {
            return (int) entries.count();
        }
    }

    private static int sockets(Path folder) throws IOException {
        try (var descriptors = Files.list(folder.resolve("fd"))) {
            return (int) descriptors
                    .filter(descriptor -> target(descriptor).startsWith("socket:"))
                    .count();
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }

    /** Both ends are on this machine; those are counted that lead to the port. */
    private static int connections(int port) throws IOException {
        var count = 0;
        for (var table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            for (var line : Files.readAllLines(Path.of(table))) {
                var columns = line.strip().split("\\s+");
                if (columns[3].equals(ESTABLISHED) && columns[2].endsWith(":%04X".formatted(port))) {
                    count++;
                }
            }
        }
        return count;
    }
}
