package dev.identitygraph.store;

import ac.simons.neo4j.migrations.core.Migrations;
import ac.simons.neo4j.migrations.core.MigrationsException;
import java.time.Duration;
import org.neo4j.driver.exceptions.Neo4jException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;

/**
 * Brings the graph's schema up to date. Of instances and commands that start at once one does it, and the others wait.
 */
final class SchemaMigrations {
    private static final String LOCKED = "Neo.ClientError.Schema.ConstraintValidationFailed";

    /** Who does not get the lock is told so at once, and asks again for a minute. */
    private final RetryTemplate retry = new RetryTemplate(RetryPolicy.builder()
            .maxRetries(120)
            .delay(Duration.ofMillis(500))
            .predicate(SchemaMigrations::isLocked)
            .build());

    private final Migrations migrations;

    SchemaMigrations(Migrations migrations) {
        this.migrations = migrations;
    }

    /** Applies what is missing. */
    void apply() {
        Transactions.again(retry, migrations::apply);
    }

    /** Whether another one brings the schema up to date, or has crashed over it. */
    static boolean isLocked(Throwable failure) {
        return failure instanceof MigrationsException
                && Transactions.causes(failure)
                        .anyMatch(cause -> cause instanceof Neo4jException fault && LOCKED.equals(fault.code()));
    }
}
