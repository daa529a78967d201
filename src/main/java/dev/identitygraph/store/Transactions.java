package dev.identitygraph.store;

import java.time.Duration;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.neo4j.driver.exceptions.Neo4jException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.data.neo4j.core.support.RetryExceptionPredicate;
import org.springframework.data.neo4j.core.transaction.Neo4jTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Runs work in one transaction, and again where the database says that another attempt may succeed. */
@Component
public class Transactions {
    private static final RetryPolicy AGAIN = again().maxRetries(5).build();

    /** For some two minutes. */
    private static final RetryPolicy PATIENTLY =
            again().maxRetries(30).maxDelay(Duration.ofSeconds(5)).build();

    private final Neo4jTransactionManager manager;
    private final TransactionTemplate transaction;
    private final GraphReader.Server readsFrom;
    private final RetryTemplate retry = new RetryTemplate(AGAIN);
    private final RetryTemplate patiently = new RetryTemplate(PATIENTLY);

    Transactions(Neo4jTransactionManager manager, @Value("${identity-graph.reads-from}") GraphReader.Server readsFrom) {
        this.manager = manager;
        this.readsFrom = readsFrom;
        transaction = new TransactionTemplate(manager);
    }

    private static RetryPolicy.Builder again() {
        return RetryPolicy.builder()
                .delay(Duration.ofMillis(20))
                .multiplier(2)
                .jitter(Duration.ofMillis(10))
                .predicate(failure -> causes(failure).anyMatch(new RetryExceptionPredicate()));
    }

    /** The result of the work, which is committed; or the fault, and then nothing is. */
    public <T> T write(Supplier<T> work) {
        return again(retry, () -> transaction.execute(_ -> work.get()));
    }

    /**
     * The same, unless it takes too long.
     *
     * @param atMost how long all attempts may take together. The database counts whole seconds, and looks every few of
     *     them, so it may be that much more
     * @throws StatementTimeoutException if the database ended the transaction for it: then nothing is committed
     */
    public <T> T write(Duration atMost, Supplier<T> work) {
        return within(atMost, false, work);
    }

    /** The result of work that nobody waits for: a database that is away, as while it starts anew, is waited for. */
    public <T> T writePatiently(Supplier<T> work) {
        return again(patiently, () -> transaction.execute(_ -> work.get()));
    }

    /**
     * The result of work that only reads, by whichever server serves reads, unless it takes too long.
     *
     * @throws StatementTimeoutException if the database ended the transaction for it
     */
    public <T> T read(Duration atMost, Supplier<T> work) {
        return within(atMost, readsFrom == GraphReader.Server.ANY, work);
    }

    private <T> T within(Duration atMost, boolean readOnly, Supplier<T> work) {
        var end = System.nanoTime() + atMost.toNanos();
        try {
            return again(retry, () -> within(end, readOnly).execute(_ -> work.get()));
        } catch (RuntimeException failure) {
            // A statement that waited for a lock is told to stop waiting, and not why.
            throw isTimeout(failure) || isOver(end) && isOfTheDatabase(failure)
                    ? new StatementTimeoutException(failure)
                    : failure;
        }
    }

    private TransactionTemplate within(long end, boolean readOnly) {
        var left = Duration.ofNanos(end - System.nanoTime());
        if (!left.isPositive()) {
            throw new StatementTimeoutException();
        }
        var timed = new TransactionTemplate(manager);
        timed.setReadOnly(readOnly);
        timed.setTimeout((int) left.plusNanos(999_999_999).toSeconds());
        return timed;
    }

    private static boolean isOver(long end) {
        return end - System.nanoTime() <= 0;
    }

    private static boolean isOfTheDatabase(Throwable failure) {
        return causes(failure).anyMatch(Neo4jException.class::isInstance);
    }

    private static boolean isTimeout(Throwable failure) {
        return causes(failure)
                .anyMatch(cause ->
                        cause instanceof Neo4jException fault && fault.code().startsWith(GraphReader.TIMED_OUT));
    }

    /** A failure and all that led to it. */
    static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
    }

    /** The result of the first attempt that does not fail; or the fault of the last. */
    static <T> T again(RetryTemplate retry, Supplier<T> attempt) {
        try {
            return retry.execute(attempt::get);
        } catch (RetryException e) {
            throw e.getCause() instanceof RuntimeException fault ? fault : new IllegalStateException(e.getCause());
        }
    }
}
