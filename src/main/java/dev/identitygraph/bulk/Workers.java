package dev.identitygraph.bulk;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Does work on all processors. Little of it waits at a time: who brings more than that does some of it. */
final class Workers implements AutoCloseable {
    private static final int WAITING = 4;

    private final ThreadPoolExecutor threads;
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

    Workers() {
        var processors = Runtime.getRuntime().availableProcessors();
        threads = new ThreadPoolExecutor(
                processors,
                processors,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING * processors),
                new ThreadPoolExecutor.CallerRunsPolicy());
    }

    /**
     * Does a piece of work, now or soon.
     *
     * @throws RuntimeException if one before has failed
     */
    void add(Runnable work) {
        requireNoFailure();
        threads.execute(() -> {
            try {
                if (failure.get() == null) {
                    work.run();
                }
            } catch (RuntimeException e) {
                failure.compareAndSet(null, e);
            }
        });
    }

    private void requireNoFailure() {
        var first = failure.get();
        if (first != null) {
            throw first;
        }
    }

    /**
     * Waits until all is done, and takes no more.
     *
     * @throws RuntimeException if some has failed
     */
    void finish() {
        close();
        requireNoFailure();
    }

    @Override
    public void close() {
        threads.close();
    }
}
