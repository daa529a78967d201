package dev.identitygraph.development;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server that runs on a home folder, as a file in that folder remembers it.
 *
 * @param owner the run that started the server, unless it has begun to stop it
 */
record RunningServer(KnownProcess server, Optional<KnownProcess> owner) {
    private static final Logger log = LoggerFactory.getLogger(RunningServer.class);

    static RunningServer ofThisRun(Process server) {
        return new RunningServer(
                KnownProcess.of(server.toHandle()), Optional.of(KnownProcess.of(ProcessHandle.current())));
    }

    RunningServer stopping() {
        return new RunningServer(server, Optional.empty());
    }

    void write(Path file) throws IOException {
        Stream<KnownProcess> processes = Stream.concat(Stream.of(server), owner.stream());
        Files.write(file, processes.map(KnownProcess::toString).toList());
    }

    private static Optional<RunningServer> read(Path file) {
        try {
            List<KnownProcess> processes =
                    Files.readAllLines(file).stream().map(KnownProcess::parse).toList();
            return processes.stream()
                    .findFirst()
                    .map(server ->
                            new RunningServer(server, processes.stream().skip(1).findFirst()));
        } catch (IOException | RuntimeException absentOrHalfWritten) {
            return Optional.empty();
        }
    }

    /**
     * Returns when no server runs on the folder any more. One that is stopping is awaited. One whose owner was killed
     * stops by itself, and is ended if it does not. One whose owner is alive is not ours to end.
     */
    static void makeWay(Neo4jHome home, Duration patience) {
        read(home.runningServer())
                .ifPresent(earlier -> earlier.server.find().ifPresent(process -> {
                    earlier.owner.flatMap(KnownProcess::find).ifPresent(run -> refuse(run, home));
                    log.info("Waiting until the Neo4j of an earlier run has stopped (process {})", earlier.server);
                    awaitEnd(process, patience);
                }));
    }

    /** Waits for a server that was told to stop, and ends it when that takes too long. */
    static void awaitEnd(ProcessHandle process, Duration patience) {
        try {
            process.onExit()
                    .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        } catch (CompletionException timedOut) {
            log.warn("Neo4j, process {}, does not stop: ending it", process.pid());
            process.destroyForcibly();
            process.onExit().join();
        }
    }

    private static void refuse(ProcessHandle run, Neo4jHome home) {
        throw new DevelopmentServerException(
                "Another run, process %d, has its Neo4j in %s.".formatted(run.pid(), home.folder()), """
                End that run first, or give this one a folder and ports of its own with identity-graph.neo4j.home, \
                identity-graph.neo4j.bolt-port, identity-graph.neo4j.http-port and server.port.""");
    }
}
