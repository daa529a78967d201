package dev.identitygraph.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.identitygraph.testing.IntegrationTest;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Driver;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.neo4j.core.Neo4jClient;

/** The database ends work that takes longer than it may, and nothing of it stays. */
@IntegrationTest
class TransactionsIT {
    private static final Duration A_SECOND = Duration.ofSeconds(1);

    @Autowired
    private Transactions transactions;

    @Autowired
    private Neo4jClient client;

    @Autowired
    private Driver driver;

    private final String name = "transactions-" + UUID.randomUUID();

    @Test
    void whatTakesTooLongIsEndedAndNothingIsCommitted() {
        assertThatThrownBy(() -> transactions.write(A_SECOND, () -> {
                    write();
                    return forHours();
                }))
                .isInstanceOf(StatementTimeoutException.class);
        assertThat(written()).isZero();
        assertThatThrownBy(() -> transactions.read(A_SECOND, this::forHours))
                .isInstanceOf(StatementTimeoutException.class);
    }

    @Test
    void whatWaitsForAnothersLockTooLongIsEndedToo() {
        transactions.write(() -> {
            write();
            return name;
        });
        try (var session = driver.session();
                var other = session.beginTransaction()) {
            other.run("MATCH (t:Turn {name: '" + name + "'}) SET t.taken = true")
                    .consume();
            assertThatThrownBy(() -> transactions.write(A_SECOND, () -> {
                        write();
                        return name;
                    }))
                    .isInstanceOf(StatementTimeoutException.class);
        }
    }

    @Test
    void whatIsInTimeIsCommittedAndAFaultIsItself() {
        assertThat(transactions.write(Duration.ofMinutes(1), () -> {
                    write();
                    return written();
                }))
                .isOne();
        assertThat(transactions.read(Duration.ofMinutes(1), this::written)).isOne();
        assertThatThrownBy(() -> transactions.write(Duration.ofMinutes(1), () -> {
                    throw new IllegalArgumentException("Its own");
                }))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void write() {
        client.query("MERGE (t:Turn {name: '" + name + "'}) SET t.taken = true").run();
    }

    private long written() {
        return client.query("MATCH (t:Turn {name: '" + name + "'}) RETURN count(t)")
                .fetchAs(Long.class)
                .one()
                .orElseThrow();
    }

    private long forHours() {
        return client.query("UNWIND range(1, 1000000000000) AS number RETURN max(number)")
                .fetchAs(Long.class)
                .one()
                .orElseThrow();
    }
}
