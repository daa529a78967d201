package dev.identitygraph.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.identitygraph.consent.Ledger;
import dev.identitygraph.identity.ConsentEvidence;
import dev.identitygraph.identity.ConsentRecord;
import dev.identitygraph.identity.ConsentStatus;
import dev.identitygraph.identity.Identity;
import dev.identitygraph.identity.LawfulBasis;
import dev.identitygraph.identity.Method;
import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.link.LinkingFile;
import dev.identitygraph.link.LinkingRules;
import dev.identitygraph.link.Observation;
import dev.identitygraph.store.Pseudonyms;
import dev.identitygraph.testing.IntegrationTest;
import dev.identitygraph.testing.StoredGraph;
import dev.identitygraph.yaml.YamlText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.neo4j.core.Neo4jClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Where the rules say that an address is one person's, the records that have it are one person's, without an edge. */
@IntegrationTest
class JoinedByAnAddressIT {
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

    @Autowired
    private LinkedGraph linked;

    @Autowired
    private StoredGraph graph;

    @Autowired
    private Ledger ledger;

    @Autowired
    private Namespaces namespaces;

    @Autowired
    private Pseudonyms pseudonyms;

    @Autowired
    private Neo4jClient client;

    @Autowired
    private PlatformTransactionManager transactions;

    @BeforeEach
    @AfterEach
    void leaveNothing() {
        graph.empty();
    }

    @Test
    void theyAreOnePersonInLinkingWithoutASameAsEdge() throws IOException {
        var product = twoRecordsOfOneAddress();
        assertThat(product.people(Set.of(crm("1"), crm("2"), email())))
                .containsExactly(List.of("crm:1", "crm:2", "email:anna@example.com"));
        assertThat(graph.count("MATCH ()-[r:SAME_AS]->() RETURN count(r)")).isZero();
    }

    @Test
    void aYesCountsForItsOwnRecordAndANoForTheOtherToo() throws IOException {
        var product = twoRecordsOfOneAddress();
        say(crm("1"), ConsentStatus.GRANTED, AT);
        product.add(seen("1", AT.plusSeconds(1)));
        assertThat(statuses()).containsExactly("GRANTED");
        say(crm("2"), ConsentStatus.WITHDRAWN, AT.plusSeconds(10));
        product.add(seen("1", AT.plusSeconds(2)));
        assertThat(statuses()).containsExactly("WITHDRAWN", "WITHDRAWN");
    }

    private LinkedGraph.ByRules twoRecordsOfOneAddress() throws IOException {
        var product = linked.new ByRules(rules());
        product.add(seen("1", AT));
        product.add(seen("2", AT));
        return product;
    }

    private LinkingRules rules() throws IOException {
        var shipped = Files.readString(Path.of("graph-schema/linking.yaml"));
        var joining = shipped.replace("    mayBeShared: true\n", "");
        assertThat(joining).isNotEqualTo(shipped);
        return LinkingFile.read(new YamlText("linking.yaml", joining).value(), namespaces);
    }

    private Observation seen(String record, Instant at) {
        return new Observation(
                "crm", at, Method.DETERMINISTIC, 1, Observation.Says.TOGETHER, Set.of(crm(record), email()));
    }

    private Identity crm(String value) {
        return new Identity(namespaces.find("crm").orElseThrow(), value);
    }

    private Identity email() {
        return new Identity(namespaces.find("email").orElseThrow(), "anna@example.com");
    }

    private void say(Identity subject, ConsentStatus status, Instant at) {
        new TransactionTemplate(transactions)
                .executeWithoutResult(_ -> ledger.record(List.of(new ConsentRecord(
                        pseudonyms.recordId("test", List.of(subject.value(), status.name())),
                        pseudonyms.of(subject),
                        new Purpose("PERSONALIZATION"),
                        status,
                        LawfulBasis.CONSENT,
                        at,
                        at,
                        ConsentRecord.UNTIL_FURTHER_NOTICE,
                        new ConsentEvidence("shop", "notice", "1", "DE", List.of(), "test", "test", false),
                        "test",
                        at))));
    }

    private List<String> statuses() {
        return List.copyOf(client.query(
                        "MATCH ()-[r:HAS_EMAIL]->() WHERE r.PERSONALIZATION_status IS NOT NULL RETURN r.PERSONALIZATION_status")
                .fetchAs(String.class)
                .all());
    }
}
