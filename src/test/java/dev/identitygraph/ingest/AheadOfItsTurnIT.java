package dev.identitygraph.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.identitygraph.audit.Actor;
import dev.identitygraph.retraction.Retractable;
import dev.identitygraph.retraction.Retraction;
import dev.identitygraph.source.Described;
import dev.identitygraph.source.Source;
import dev.identitygraph.source.Sources;
import dev.identitygraph.source.Survey;
import dev.identitygraph.store.Pseudonyms;
import dev.identitygraph.store.StoredFile;
import dev.identitygraph.store.WriteTurn;
import dev.identitygraph.testing.IntegrationTest;
import dev.identitygraph.testing.StoredGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.Driver;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What others do between the first part of a batch and its turn. */
@IntegrationTest
class AheadOfItsTurnIT {
    private static final String HEADER = "crm_id,logged_in_at,cookie,app_install\n";
    private static final String ROW = "4711,2026-01-01T08:00:00Z,laptop,\n";
    private static final String FURTHER = "4712,2026-01-01T08:00:00Z,phone,\n";

    @TempDir
    private Path folder;

    @Autowired
    private Sources sources;

    @Autowired
    private BatchWriter writer;

    @Autowired
    private Retraction retraction;

    @Autowired
    private WriteTurn turn;

    @Autowired
    private StoredGraph graph;

    @Autowired
    private Pseudonyms pseudonyms;

    @Autowired
    private Driver driver;

    @Autowired
    private Clock clock;

    private final TransactionTemplate transaction;

    AheadOfItsTurnIT(@Autowired PlatformTransactionManager transactions) {
        transaction = new TransactionTemplate(transactions);
    }

    @BeforeEach
    @AfterEach
    void leaveNothing() {
        graph.empty();
    }

    @Test
    void whatIsTakenAwayBeforeItsTurnIsNotTakenForKnown() throws IOException {
        var second = file(ROW + FURTHER);
        second.write();
        var never = graph.all();
        graph.empty();

        var first = file(ROW);
        first.write();
        var opened = second.open();
        var ahead = whileOneHasTheTurn(() -> second.writeAhead(opened), () -> {
            retraction.retract(Actor.of("test"), new Retractable.OfFile(first.survey.id()));
        });
        assertThatThrownBy(ahead::join).hasCauseInstanceOf(OptimisticLockingFailureException.class);
        second.write(opened);
        assertThat(graph.all()).isEqualTo(never);
    }

    @Test
    void ofTwoThatWaitForEachOtherTheDatabaseEndsOneAndNothingOfItIsLeft() throws IOException {
        var both = file(ROW + FURTHER);
        var request = file(ROW);
        both.write();
        request.write();
        var either = graph.all();
        graph.empty();

        var opened = both.open();
        var openedRequest = request.open();
        var ended = new boolean[1];
        var ahead = whileOneHasTheTurn(() -> both.writeAhead(opened), () -> {
            // It has the turn, and needs a node that the other has added.
            try {
                request.write(openedRequest);
            } catch (RuntimeException e) {
                ended[0] = true;
                throw e;
            }
        });
        var aheadIsEnded = ahead.handle((_, fault) -> fault != null).join();
        assertThat(aheadIsEnded).isNotEqualTo(ended[0]);
        if (ended[0]) {
            request.write(openedRequest);
        } else {
            both.write(opened);
        }
        assertThat(graph.all()).isEqualTo(either);
    }

    /** Lets the one be done in its turn when the other waits for the turn. */
    private CompletableFuture<StoredFile> whileOneHasTheTurn(Supplier<StoredFile> other, Runnable one) {
        var waiting = new CompletableFuture<CompletableFuture<StoredFile>>();
        try {
            transaction.executeWithoutResult(_ -> {
                turn.take();
                waiting.complete(CompletableFuture.supplyAsync(other));
                awaitOneThatWaits();
                one.run();
            });
        } catch (RuntimeException e) {
            // The test looks at what became of it.
            assertThat(waiting).isCompleted();
        }
        return waiting.join();
    }

    private void awaitOneThatWaits() {
        try (var session = driver.session()) {
            while (session.run("SHOW TRANSACTIONS YIELD status WHERE status STARTS WITH 'Blocked' RETURN status")
                    .list()
                    .isEmpty()) {
                Thread.onSpinWait();
            }
        }
    }

    private Importing file(String rows) throws IOException {
        var source = sources.find("webshop-logins").orElseThrow();
        var file = Files.writeString(folder.resolve("webshop-logins-" + rows.hashCode() + ".csv"), HEADER + rows);
        return new Importing(source, Survey.of(Described.READER, source, file, clock.instant()));
    }

    /** The import of a file, step by step. */
    private final class Importing {
        private final Source source;
        private final Survey survey;

        Importing(Source source, Survey survey) {
            this.source = source;
            this.survey = survey;
        }

        StoredFile open() {
            return writer.open(source, survey.id(), "reading", clock.instant());
        }

        Batch batch() {
            var batch = new Batch(source, pseudonyms, clock.instant());
            survey.read(Described.READER, source, batch::add);
            return batch;
        }

        StoredFile writeAhead(StoredFile before) {
            return writer.writeAhead(source, survey.id(), batch(), () -> before);
        }

        void write(StoredFile before) {
            writer.write(source, survey.id(), batch(), before);
        }

        void write() {
            write(open());
        }
    }
}
