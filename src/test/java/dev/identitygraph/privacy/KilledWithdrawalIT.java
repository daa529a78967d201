package dev.identitygraph.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.identitygraph.query.Policies;
import dev.identitygraph.testing.IntegrationTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.Value;
import org.neo4j.driver.internal.security.InternalAuthToken;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.neo4j.autoconfigure.Neo4jConnectionDetails;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.data.neo4j.core.Neo4jClient;

/** Invariant 9: a process that is killed in the middle of a withdrawal leaves the graph whole. */
@IntegrationTest
@Import(InventedPeople.class)
class KilledWithdrawalIT {
    @Autowired
    private InventedPeople people;

    @Autowired
    private Neo4jConnectionDetails server;

    @Autowired
    private Environment environment;

    @Autowired
    private Neo4jClient client;

    @Autowired
    private ConsentDesk desk;

    @Autowired
    private Policies policies;

    @TempDir
    private Path folder;

    private @Nullable Process process;

    @AfterEach
    void endTheProcess() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    @Test
    void killedAfterAllIsWrittenAndBeforeItIsCommittedItChangesNothingAndCanBeRunAgain() throws Exception {
        var anna = people.arrive("half" + UUID.randomUUID().toString().substring(0, 8), 1)
                .getFirst();
        var before = edges(anna);
        assertThat(before).hasSize(4).doesNotContain("WITHDRAWN");
        var output = start("half", List.of(anna));
        until(output, "WRITTEN");
        kill();
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
        var output = start("many", all);
        var done = new ArrayList<String>();
        while (done.size() < 20) {
            done.add(until(output, "DONE ").substring("DONE ".length()));
        }
        kill();
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

    private BufferedReader start(String mode, List<String> all) throws IOException {
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                WithdrawingProcess.class.getName(),
                mode,
                String.join(",", all),
                "--server.port=0",
                "--spring.neo4j.uri=" + server.getUri(),
                "--identity-graph.keys=" + environment.getProperty("identity-graph.keys"),
                "--identity-graph.policy-archive=" + folder.resolve("policies"));
        var login = ((InternalAuthToken) server.getAuthToken()).toMap();
        builder.environment().put("SPRING_NEO4J_AUTHENTICATION_USERNAME", text(login, InternalAuthToken.PRINCIPAL_KEY));
        builder.environment()
                .put("SPRING_NEO4J_AUTHENTICATION_PASSWORD", text(login, InternalAuthToken.CREDENTIALS_KEY));
        process = builder.redirectErrorStream(true).start();
        return process.inputReader();
    }

    private static String text(Map<String, Value> login, String key) {
        return Objects.requireNonNull(login.get(key)).asString();
    }

    private static String until(BufferedReader output, String start) throws IOException {
        var seen = new StringBuilder();
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(start)) {
                return line;
            }
            seen.append(line).append('\n');
        }
        throw new IllegalStateException("The process ended by itself:\n" + seen);
    }

    private void kill() throws InterruptedException {
        var running = Objects.requireNonNull(process);
        running.destroyForcibly();
        running.waitFor();
    }
}
