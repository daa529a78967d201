package dev.identitygraph.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.identitygraph.scenario.Cases;
import dev.identitygraph.scenario.Choice;
import dev.identitygraph.source.Delivered;
import dev.identitygraph.source.Rejects;
import dev.identitygraph.testing.IntegrationTest;
import dev.identitygraph.testing.Processes;
import dev.identitygraph.testing.StoredGraph;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.neo4j.core.Neo4jClient;

/**
 * Invariant 9: an import that is killed anywhere, and run again, gives the graph of one that was not. A hundred times:
 * {@code mvn verify -Dit.test=KilledImportIT -Didentitygraph.cases=50000}.
 */
@IntegrationTest
class KilledImportIT {
    private static final int ROWS = 1_000;
    private static final int BATCH = 20;

    @TempDir
    private Path folder;

    @Autowired
    private StoredGraph graph;

    @Autowired
    private Processes processes;

    @Autowired
    private Imports imports;

    @Autowired
    private Neo4jClient client;

    @AfterEach
    void leaveNothing() {
        graph.empty();
    }

    @Test
    void killedAnywhereAndRunAgainItIsAsIfItHadNotBeenKilled() throws Exception {
        var file = Files.writeString(folder.resolve("crm-customers.csv"), content());
        graph.empty();
        run(file);
        var whole = graph.all();
        var cases = new Cases("Killed and run again is not killed", 500);
        for (; cases.next(); cases.tried()) {
            graph.empty();
            var choice = new Choice(cases.seed());
            var arguments =
                    List.of(file.toString(), "--server.port=0", "--identity-graph.import.rows-of-a-batch=" + BATCH);
            try (var process = processes.start(ImportingProcess.class, arguments)) {
                for (var batches = choice.number(1, ROWS / BATCH - 2); batches > 0; batches--) {
                    process.until("ROWS ");
                }
                // Somewhere within the batches that follow.
                for (var spins = choice.number(0, 20_000_000); spins > 0; spins--) {
                    Thread.onSpinWait();
                }
                process.kill();
            }
            // On a quick machine it may have come to its end before it was killed.
            var ended = hasEnded();
            var totals = run(file);
            assertThat(totals.read()).isEqualTo(ROWS);
            assertThat(totals.accepted()).as("each row is accepted once").isEqualTo(ended ? 0 : ROWS);
            if (!graph.all().equals(whole)) {
                throw cases.failure("the graph is another", "killed with seed " + cases.seed());
            }
        }
    }

    private boolean hasEnded() {
        return client.query("MATCH (f:File) RETURN coalesce(f.done, false)")
                .fetchAs(Boolean.class)
                .one()
                .orElse(false);
    }

    private Totals run(Path file) {
        return ((ImportOutcome.Imported) imports.run(new Delivered("crm", file), Set.of(), Rejects.NONE, _ -> {}))
                .totals();
    }

    private static String content() {
        var content = new StringBuilder("crm_id,updated_at,duplicate_of,email,loyalty_tier\n");
        for (var i = 0; i < ROWS; i++) {
            content.append("%d,2026-01-01T08:00:00Z,%s,c%d@example.com,tier-%d%n"
                    .formatted(i, i % 10 == 9 ? String.valueOf(i - 1) : "", i % 700, i % 3));
        }
        return content.toString();
    }
}
