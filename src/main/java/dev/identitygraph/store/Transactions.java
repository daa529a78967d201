package dev.identitygraph.store;

import java.time.Duration;
import java.util.function.Supplier;
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
    private static final RetryPolicy AGAIN = RetryPolicy.builder()
            .maxRetries(5)
            .delay(Duration.ofMillis(20))
            .multiplier(2)
            .jitter(Duration.ofMillis(10))
            .predicate(new RetryExceptionPredicate())
            .build();

    private final TransactionTemplate transaction;
    private final RetryTemplate retry = new RetryTemplate(AGAIN);

    Transactions(Neo4jTransactionManager manager) {
        transaction = new TransactionTemplate(manager);
    }

    /** The result of the work, which is committed; or the fault, and then nothing is. */
    public <T> T write(Supplier<T> work) {
        try {
            return retry.execute(() -> transaction.execute(_ -> work.get()));
        } catch (RetryException e) {
            throw e.getCause() instanceof RuntimeException fault ? fault : new IllegalStateException(e.getCause());
        }
    }
}
