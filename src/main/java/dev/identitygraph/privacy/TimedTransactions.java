package dev.identitygraph.privacy;

import dev.identitygraph.query.Limits;
import dev.identitygraph.query.TimeLimitException;
import dev.identitygraph.store.StatementTimeoutException;
import dev.identitygraph.store.Transactions;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Runs what clients ask by an authority in transactions that are ended when the time of an operation is over. */
@Component
class TimedTransactions {
    private final Transactions transactions;
    private final Limits limits;

    TimedTransactions(Transactions transactions, Limits limits) {
        this.transactions = transactions;
        this.limits = limits;
    }

    /**
     * The result of the work, which is committed.
     *
     * @throws TimeLimitException if it took too long: then nothing is
     */
    <T> T write(Supplier<T> work) {
        try {
            return transactions.write(limits.time(), work);
        } catch (StatementTimeoutException ended) {
            throw new TimeLimitException(ended);
        }
    }

    /**
     * The result of work that only reads.
     *
     * @throws TimeLimitException if it took too long
     */
    <T> T read(Supplier<T> work) {
        try {
            return transactions.read(limits.time(), work);
        } catch (StatementTimeoutException ended) {
            throw new TimeLimitException(ended);
        }
    }
}
