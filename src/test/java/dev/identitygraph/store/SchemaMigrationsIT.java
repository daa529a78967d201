package dev.identitygraph.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ac.simons.neo4j.migrations.core.Migrations;
import ac.simons.neo4j.migrations.core.MigrationsConfig;
import ac.simons.neo4j.migrations.core.MigrationsException;
import dev.identitygraph.testing.IntegrationTest;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Driver;
import org.springframework.beans.factory.annotation.Autowired;

@IntegrationTest
class SchemaMigrationsIT {
    @Autowired
    private SchemaMigrations schema;

    @Autowired
    private Driver driver;

    /** As while another one starts. */
    @BeforeEach
    void lock() {
        run("CREATE (:__Neo4jMigrationsLock {id: 'another', name: 'John Doe'})");
    }

    @AfterEach
    void unlock() {
        run("MATCH (lock:__Neo4jMigrationsLock) DELETE lock");
    }

    @Test
    void whoDoesNotGetTheLockWaitsUntilItIsFree() {
        var start = new FutureTask<>(schema::apply, true);
        var starting = Thread.ofPlatform().start(start);
        while (starting.getState() != Thread.State.TIMED_WAITING && !start.isDone()) {
            Thread.onSpinWait();
        }
        assertThat(start).isNotDone();
        unlock();
        assertThat(start).succeedsWithin(Duration.ofMinutes(1));
    }

    @Test
    void whoDoesNotGetTheLockIsToldFromOneWhoseMigrationIsFaulty() {
        var all = new Migrations(
                MigrationsConfig.builder()
                        .withLocationsToScan("classpath:graph-schema/migrations")
                        .build(),
                driver);
        assertThatExceptionOfType(MigrationsException.class)
                .isThrownBy(all::apply)
                .satisfies(fault -> assertThat(SchemaMigrations.isLocked(fault)).isTrue());
        unlock();
        var others = new Migrations(
                MigrationsConfig.builder()
                        .withLocationsToScan("classpath:no-such-migrations")
                        .build(),
                driver);
        assertThatExceptionOfType(MigrationsException.class)
                .isThrownBy(others::apply)
                .satisfies(fault -> assertThat(SchemaMigrations.isLocked(fault)).isFalse());
    }

    private void run(String cypher) {
        try (var session = driver.session()) {
            session.run(cypher).consume();
        }
    }
}
