package dev.identitygraph.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a process holds, as Linux tells it.
 *
 * @param threads of the system; virtual ones are not among them
 * @param sockets of all kinds, listening ones too
 * @param toNeo4j those of the sockets that are connected to the port of Bolt: the pool of the driver
 */
record ProcessFootprint(int threads, int sockets, int toNeo4j) {
    private static final String SOCKET = "socket:[";
    private static final String ESTABLISHED = "01";

    static ProcessFootprint of(ProcessHandle process, int boltPort) throws IOException {
        var folder = Path.of("/proc", Long.toString(process.pid()));
        var sockets = sockets(folder);
        return new ProcessFootprint(threads(folder), sockets.size(), connections(boltPort, sockets));
    }

    private static int threads(Path folder) throws IOException {
        try (var threads = Files.list(folder.resolve("task"))) {
            return (int) threads.count();
        }
    }

    /** The numbers that the system has given them. */
    private static Set<String> sockets(Path folder) throws IOException {
        try (var descriptors = Files.list(folder.resolve("fd"))) {
            return descriptors
                    .map(ProcessFootprint::target)
                    .filter(target -> target.startsWith(SOCKET))
                    .map(target -> target.substring(SOCKET.length(), target.length() - 1))
                    .collect(Collectors.toSet());
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }

    private static int connections(int port, Set<String> sockets) throws IOException {
        var count = 0;
        for (var table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            for (var line : Files.readAllLines(Path.of(table))) {
                var columns = line.strip().split("\\s+");
                if (columns[3].equals(ESTABLISHED)
                        && columns[2].endsWith(":%04X".formatted(port))
                        && sockets.contains(columns[9])) {
                    count++;
                }
            }
        }
        return count;
    }
}
