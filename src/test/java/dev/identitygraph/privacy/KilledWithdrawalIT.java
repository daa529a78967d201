package dev.identitygraph.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.identitygraph.query.Policies;
import dev.identitygraph.testing.IntegrationTest;
import dev.identitygraph.testing.Processes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.neo4j.core.Neo4jClient;

/** Invariant 9: a process that is killed in the middle of a withdrawal leaves the graph whole. */
@IntegrationTest
class KilledWithdrawalIT {
    @Autowired
    private InventedPeople people;

    @Autowired
    private Processes processes;

    @Autowired
    private Neo4jClient client;

    @Autowired
    private ConsentDesk desk;

    @Autowired
    private Policies policies;

    @Test
    void killedAfterAllIsWrittenAndBeforeItIsCommittedItChangesNothingAndCanBeRunAgain() throws Exception {
        var anna = people.arrive("half" + UUID.randomUUID().toString().substring(0, 8), 1)
                .getFirst();
        var before = edges(anna);
        assertThat(before).hasSize(4).doesNotContain("WITHDRAWN");
        try (var process = start("half", List.of(anna))) {
            process.until("WRITTEN");
            process.kill();
        }
        assertThat(edges(anna)).isEqualTo(before);
        assertThat(withdrawals(anna)).isZero();

        desk.record(
                policies.current().clients().find("consent-platform").orElseThrow(),
                WithdrawingProcess.withdrawal(anna));
        assertThat(withdrawals(anna)).isOne();
        assertThat(edges(anna)).containsOnly("WITHDRAWN");
    }

    @Test
    void killedAmongManyWithdrawalsItHasDoneEachWholeOrNotAtAll() throws Exception {
        var all = people.arrive("many" + UUID.randomUUID().toString().substring(0, 8), 60);
        var done = new ArrayList<String>();
        try (var process = start("many", all)) {
            while (done.size() < 20) {
                done.add(process.until("DONE ").substring("DONE ".length()));
            }
            process.kill();
        }
        for (var person : all) {
            var withdrawn = withdrawals(person);
            assertThat(edges(person))
                    .as("ledger and edges of %s say the same", person)
                    .allMatch(status -> status.equals("WITHDRAWN") == (withdrawn == 1));
        }
        assertThat(done).allMatch(person -> withdrawals(person) == 1);
        assertThat(all).anyMatch(person -> withdrawals(person) == 0);
    }

    /** The statuses of her record's edges and her device's, for personalization. */
    private List<String> edges(String person) {
        return List.copyOf(client.query("""
                        MATCH (c:Customer {value: $person})-[r]->()
                        RETURN r.PERSONALIZATION_status
                        UNION ALL
                        MATCH (d:Device {value: 'ck-' + $person})-[r]->()
                        RETURN r.PERSONALIZATION_status
                        """)
                .bind(person)
                .to("person")
                .fetchAs(String.class)
                .all());
    }

    private long withdrawals(String person) {
        return client.query("""
                        MATCH (n:Customer {value: $person})
                        MATCH (c:ConsentRecord {subject: n.digest, status: 'WITHDRAWN'})
                        RETURN count(c)
                        """)
                .bind(person)
                .to("person")
                .fetchAs(Long.class)
                .one()
                .orElseThrow();
    }

    private Processes.Started start(String mode, List<String> all) throws IOException {
        return processes.start(WithdrawingProcess.class, List.of(mode, String.join(",", all), "--server.port=0"));
    }
}
