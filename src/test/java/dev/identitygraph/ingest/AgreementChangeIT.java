package dev.identitygraph.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.identitygraph.consent.Ledger;
import dev.identitygraph.derivation.Agreements;
import dev.identitygraph.derivation.NeverLinking;
import dev.identitygraph.derivation.Relinker;
import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.link.LinkingRules;
import dev.identitygraph.source.Described;
import dev.identitygraph.source.Rejects;
import dev.identitygraph.source.Source;
import dev.identitygraph.source.Sources;
import dev.identitygraph.source.StatementReader;
import dev.identitygraph.store.EdgeReader;
import dev.identitygraph.store.EvidenceStore;
import dev.identitygraph.store.FileStore;
import dev.identitygraph.store.GraphWriter;
import dev.identitygraph.store.LinkReader;
import dev.identitygraph.store.Pseudonyms;
import dev.identitygraph.store.SourceStore;
import dev.identitygraph.store.Transactions;
import dev.identitygraph.store.WriteTurn;
import dev.identitygraph.testing.IntegrationTest;
import dev.identitygraph.testing.StoredGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.neo4j.core.Neo4jClient;
import tools.jackson.databind.json.JsonMapper;

/** What a partner has supplied is as open as its agreement has it, when that is another than before, too. */
@IntegrationTest
class AgreementChangeIT {
    private static final String SOURCE = """
        source: adnet
        about: A partner.
        party: THIRD
        file: adnet-*.csv
        method: DETERMINISTIC
        confidence: 1
        agreement: {reference: r, lawfulBasis: CONSENT, from: 2025-01-01T00:00:00Z, until: 2041-01-01T00:00:00Z, purposes: [%s]}
        """;
    private static final String COLUMNS = """
        observedAt: {always: 2026-01-01T00:00:00Z}
        identities:
          device: {namespace: adnet, column: device}
          audience: {namespace: adnet-audience, column: audience}
        edges:
          - [device, IN_SEGMENT, audience]
        """;
    private static final Source OLD = Described.source(SOURCE.formatted("RETARGETING") + COLUMNS);
    private static final Source NEW = Described.source(SOURCE.formatted("ONBOARDING") + COLUMNS);
    private static final Source NEWEST = Described.source(SOURCE.formatted("PERSONALIZATION") + COLUMNS);

    @TempDir
    private Path folder;

    @Autowired
    private EdgeReader reader;

    @Autowired
    private LinkReader links;

    @Autowired
    private EvidenceStore evidence;

    @Autowired
    private FileStore files;

    @Autowired
    private SourceStore sources;

    @Autowired
    private GraphWriter writer;

    @Autowired
    private Ledger ledger;

    @Autowired
    private LinkingRules rules;

    @Autowired
    private Namespaces namespaces;

    @Autowired
    private NeverLinking never;

    @Autowired
    private WriteTurn turn;

    @Autowired
    private Transactions transactions;

    @Autowired
    private Pseudonyms pseudonyms;

    @Autowired
    private StatementReader statements;

    @Autowired
    private FileImport imports;

    @Autowired
    private Sources shipped;

    @Autowired
    private StoredGraph graph;

    @Autowired
    private Neo4jClient client;

    @Autowired
    private Clock clock;

    @BeforeEach
    @AfterEach
    void leaveNothing() {
        graph.empty();
    }

    /** An application by whose descriptions a source is one, in steps of one observation. */
    private final class By {
        private final Source source;
        private final BatchWriter batches;
        private final AgreementChange change;

        By(Source source) {
            this.source = source;
            var agreements = new Agreements(new Sources(List.of(source)), pseudonyms);
            var relinker =
                    new Relinker(reader, links, evidence, writer, ledger, agreements, rules, namespaces, never, turn);
            batches = new BatchWriter(writer, ledger, relinker, agreements, evidence, files, sources, turn);
            change = new AgreementChange(evidence, sources, relinker, turn, transactions, 1);
        }

        By open() {
            transactions.write(() -> {
                batches.open(source, clock.instant());
                return source;
            });
            return this;
        }

        By write(String rows) {
            open();
            var batch = new Batch(source, pseudonyms, clock.instant());
            Described.read(source, "device,audience\n" + rows).forEach(batch::add);
            transactions.write(() -> batches.write(source, "file", batch));
            return this;
        }

        boolean step() {
            return transactions.write(() -> change.step(source.name()));
        }

        Intake intake() {
            return new Intake(
                    statements, batches, change, new Sources(List.of(source)), pseudonyms, clock, transactions, 500);
        }
    }

    @Test
    void whatWasSuppliedFollowsStepByStepAndIsAlwaysAsOpenAsTheOldAgreementOrTheNewHasIt() {
        new By(OLD).write("a,luxury\nb,luxury\nc,luxury\n");
        var now = new By(NEW).open();
        assertThat(purposes()).containsOnly("RETARGETING").hasSize(3);
        assertThat(now.step()).isTrue();
        assertThat(purposes()).containsExactlyInAnyOrder("ONBOARDING", "RETARGETING", "RETARGETING");
        assertThat(now.step()).isTrue();
        assertThat(purposes()).containsExactlyInAnyOrder("ONBOARDING", "ONBOARDING", "RETARGETING");
        // An import after an interruption, which does not see that the agreement has changed.
        new By(NEW).open().change.follow("adnet");
        assertThat(purposes()).containsOnly("ONBOARDING").hasSize(3);
        assertThat(now.step()).as("nothing is left").isFalse();
    }

    @Test
    void anAgreementThatChangesOnceMoreBeforeAllFollowsReachesAll() {
        new By(OLD).write("a,luxury\nb,luxury\nc,luxury\n");
        new By(NEW).open().step();
        var newest = new By(NEWEST).open();
        newest.change.follow("adnet");
        assertThat(purposes()).containsOnly("PERSONALIZATION").hasSize(3);
    }

    @Test
    void anImportLetsWhatWasSuppliedBeforeFollow() throws IOException {
        new By(OLD).write("a,luxury\nb,luxury\n");
        var file = Files.writeString(
                folder.resolve("adnetwork-audience.csv"),
                "ad_id,cookie,audience,observed_at\nc,,luxury,2026-01-01T00:00:00Z\n");
        imports.run(shipped.find("adnet").orElseThrow(), file, Set.of(), Rejects.NONE, _ -> {});
        assertThat(purposes()).hasSize(6).containsOnly("AUDIENCE_TARGETING", "RETARGETING");
    }

    @Test
    void aRequestLetsWhatWasSuppliedBeforeFollow() {
        var lines = "native: {namespaces: [adnet, adnet-audience]}\n";
        new By(OLD).write("a,luxury\nb,luxury\n");
        var intake = new By(Described.source(SOURCE.formatted("ONBOARDING") + lines)).intake();
        var said = intake.read("adnet", List.of(new JsonMapper().readTree("""
                {"source": "adnet", "observedAt": "2026-01-01T00:00:00Z",
                 "segments": [{"member": "adnet:c", "segment": "adnet-audience:luxury"}]}
                """)));
        assertThat(intake.accept(said.orElseThrow(), Duration.ofMinutes(1))
                        .totals()
                        .accepted())
                .isOne();
        assertThat(purposes()).containsOnly("ONBOARDING").hasSize(3);
    }

    /** Those that the partner's edges are open to, edge by edge. */
    private List<String> purposes() {
        return List.copyOf(client.query("""
            MATCH ()-[r:IN_SEGMENT {source: 'adnet'}]->() UNWIND r.purposes AS purpose
            WITH r, purpose WHERE r[purpose + '_status'] = 'GRANTED' RETURN purpose
            """).fetchAs(String.class).all());
    }
}
