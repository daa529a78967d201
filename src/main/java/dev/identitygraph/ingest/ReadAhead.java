package dev.identitygraph.ingest;

import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.function.Consumer;

/** Reads on a thread of its own, one piece ahead of who uses the pieces, so that neither waits for the other's work. */
final class ReadAhead<T> {
    private final SynchronousQueue<Optional<T>> read = new SynchronousQueue<>();

    /**
     * Uses all that is read, in its order, on the caller's thread.
     *
     * @param reader hands on each piece that it has read
     * @throws RuntimeException what reading failed with, after all that was read before it has been used; or what using
     *     failed with, and then reading ends
     */
    void each(Consumer<Consumer<T>> reader, Consumer<T> user) {
        try (var thread = Executors.newSingleThreadExecutor()) {
            var reading = thread.submit(() -> {
                reader.accept(this::hand);
                return read;
            });
            // Where nobody waits for the end, its fault stays in what this returns.
            var end = thread.submit(() -> hand(Optional.empty()));
            try {
                for (var next = read.take(); next.isPresent(); next = read.take()) {
                    user.accept(next.get());
                }
                end.get();
                reading.get();
            } catch (ExecutionException e) {
                switch (e.getCause()) {
                    case RuntimeException fault -> throw fault;
                    case Error error -> throw error;
                    case null, default -> throw new IllegalStateException(e.getCause());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while reading", e);
            } finally {
                thread.shutdownNow();
            }
        }
    }

    private void hand(T piece) {
        hand(Optional.of(piece));
    }

    private void hand(Optional<T> piece) {
        try {
            read.put(piece);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("Nobody uses it any more");
        }
    }
}
