package dev.identitygraph.ingest;

import dev.identitygraph.derivation.Agreements;
import dev.identitygraph.derivation.NeverLinking;
import dev.identitygraph.derivation.Relinker;
import dev.identitygraph.identity.Identity;
import dev.identitygraph.identity.Kind;
import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.link.Link;
import dev.identitygraph.link.LinkingRules;
import dev.identitygraph.link.Observation;
import dev.identitygraph.source.Described;
import dev.identitygraph.source.Source;
import dev.identitygraph.source.Statement;
import dev.identitygraph.store.DecisionStore;
import dev.identitygraph.store.EdgeReader;
import dev.identitygraph.store.EvidenceStore;
import dev.identitygraph.store.FileStore;
import dev.identitygraph.store.GraphWriter;
import dev.identitygraph.store.LinkReader;
import dev.identitygraph.store.NodeRef;
import dev.identitygraph.store.Pseudonyms;
import dev.identitygraph.store.TurnAt;
import dev.identitygraph.store.WriteTurn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Lazy;
import org.springframework.data.neo4j.core.Neo4jClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A graph in Neo4j that is linked by any rules, observation by observation. */
@TestComponent
@Lazy
class LinkedGraph {
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

    private final Neo4jClient client;
    private final EdgeReader reader;
    private final LinkReader links;
    private final EvidenceStore evidence;
    private final DecisionStore decided;
    private final FileStore files;
    private final GraphWriter writer;
    private final dev.identitygraph.consent.Ledger ledger;
    private final Agreements agreements;
    private final Namespaces namespaces;
    private final Pseudonyms pseudonyms;
    private final WriteTurn turn;
    private final Acts acts;
    private final TransactionTemplate transaction;

    LinkedGraph(
            Neo4jClient client,
            EdgeReader reader,
            LinkReader links,
            EvidenceStore evidence,
            DecisionStore decided,
            FileStore files,
            GraphWriter writer,
            dev.identitygraph.consent.Ledger ledger,
            Agreements agreements,
            Namespaces namespaces,
            Pseudonyms pseudonyms,
            WriteTurn turn,
            Acts acts,
            PlatformTransactionManager transactions) {
        this.client = client;
        this.reader = reader;
        this.links = links;
        this.evidence = evidence;
        this.decided = decided;
        this.files = files;
        this.writer = writer;
        this.ledger = ledger;
        this.agreements = agreements;
        this.namespaces = namespaces;
        this.pseudonyms = pseudonyms;
        this.turn = turn;
        this.acts = acts;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** What writes by some rules. */
    final class ByRules {
        private final LinkingRules rules;
        private final Relinker relinker;
        private final ChangeWatch watch;
        private final Map<Observation, String> ids = new HashMap<>();

        ByRules(LinkingRules rules) {
            this.rules = rules;
            relinker = new Relinker(
                    reader,
                    links,
                    evidence,
                    writer,
                    ledger,
                    agreements,
                    rules,
                    namespaces,
                    new NeverLinking(rules, pseudonyms),
                    turn);
            watch = new ChangeWatch(relinker, evidence);
        }

        /** Adds an observation and relinks what it touches. */
        void add(Observation observation) {
            transaction.executeWithoutResult(_ -> ids.put(observation, id(observation)));
        }

        private String id(Observation observation) {
            var decisions = decisions(new TurnAt(client, observation.observedAt()));
            var two = List.copyOf(observation.identities());
            return switch (observation.says()) {
                case TOGETHER -> together(observation);
                case JOIN ->
                    decisions
                            .joined(Actor.of("test"), two.getFirst(), two.getLast())
                            .observation();
                case SPLIT ->
                    decisions
                            .apart(Actor.of("test"), two.getFirst(), two.getLast())
                            .observation();
            };
        }

        private Decisions decisions(WriteTurn at) {
            return new Decisions(
                    evidence,
                    writer,
                    relinker,
                    watch,
                    effects(),
                    new RetractionStep(evidence, files, reader, writer, relinker, watch, at),
                    rules,
                    pseudonyms,
                    at,
                    acts);
        }

        private DecisionEffects effects() {
            return new DecisionEffects(decided, evidence, reader, links, new NeverLinking(rules, pseudonyms));
        }

        /** Writes some rows of one source in one batch. */
        void write(List<Statement> statements) {
            var source = source("source-1");
            var batch = new Batch(source, pseudonyms, NOW);
            statements.forEach(batch::add);
            var batches = new BatchWriter(writer, ledger, relinker, agreements, evidence, files, turn);
            transaction.executeWithoutResult(_ -> {
                batches.open(source, "file", "reading", NOW);
                batches.write(source, "file", batch);
            });
        }

        /** Relinks all that is in the graph, as if other rules had linked it. */
        void relinkAll() {
            for (var kind : List.of(Kind.CUSTOMER, Kind.EMAIL, Kind.DEVICE)) {
                transaction.executeWithoutResult(_ -> {
                    turn.take();
                    relinker.relinkAfterOtherRules(Set.copyOf(evidence.nodesAfter(kind, "", 1_000)));
                });
            }
        }

        private String together(Observation observation) {
            var source = source(observation.source());
            var batch = new Batch(source, pseudonyms, NOW);
            batch.add(new Statement(
                    "file",
                    1,
                    List.of(new dev.identitygraph.source.Observation(
                            observation.observedAt(),
                            observation.method(),
                            observation.confidence(),
                            Optional.empty(),
                            new LinkedHashSet<>(observation.identities()),
                            pairs(observation.identities()))),
                    List.of(),
                    List.of()));
            var id = batch.observationIds().iterator().next();
            var batches = new BatchWriter(writer, ledger, relinker, agreements, evidence, files, turn);
            batches.open(source, "file", "reading", NOW);
            batches.write(source, "file", batch);
            return id;
        }

        GraphChanges retract(Observation observation) {
            return transaction.execute(_ -> new RetractionStep(evidence, files, reader, writer, relinker, watch, turn)
                    .observations(Set.of(ids.getOrDefault(observation, ""))));
        }

        /** The people of the graph who have two identities and more, each as identities in a fixed order. */
        Set<List<String>> people(Collection<Identity> identities) {
            var names = new HashMap<String, String>();
            var nodes = new HashSet<NodeRef>();
            identities.forEach(identity -> {
                names.put(pseudonyms.of(identity), identity.namespace().name() + ":" + identity.value());
                nodes.add(new NodeRef(
                        identity.namespace().kind(), identity.namespace().party(), pseudonyms.of(identity)));
            });
            var people = new HashSet<List<String>>();
            transaction
                    .execute(_ -> relinker.peopleOf(nodes))
                    .forEach(person -> people.add(List.copyOf(new TreeSet<>(person.stream()
                            .map(node -> names.getOrDefault(node.digest(), "?"))
                            .toList()))));
            people.removeIf(graph -> graph.size() == 1);
            return people;
        }
    }

    private static Source source(String name) {
        return Described.source("""
                source: %s
                about: A source of the test.
                party: FIRST
                file: file.jsonl
                method: DETERMINISTIC
                confidence: 1
                native: {namespaces: [crm]}
                """.formatted(name));
    }

    static List<dev.identitygraph.source.Observation.Link> pairs(Collection<Identity> identities) {
        var all = List.copyOf(identities);
        var pairs = new ArrayList<dev.identitygraph.source.Observation.Link>();
        for (var i = 0; i < all.size(); i++) {
            for (var j = i + 1; j < all.size(); j++) {
                Link.between(all.get(i), all.get(j))
                        .ifPresent(link -> pairs.add(
                                new dev.identitygraph.source.Observation.Link(link.type(), link.from(), link.to())));
            }
        }
        return pairs;
    }

    /** Every link, as in {@code USES <digest> <digest>}, with the standings of its edges. */
    Map<String, Set<String>> standings() {
        var standings = new TreeMap<String, Set<String>>();
        client.query("""
            MATCH (from)-[r]->(to) WHERE r.edgeId IS NOT NULL AND type(r) <> 'IN_SEGMENT'
            RETURN type(r) + ' ' + from.digest + ' ' + to.digest AS link, r.standing AS standing
            """)
                .fetch()
                .all()
                .forEach(row -> standings
                        .computeIfAbsent(String.valueOf(row.get("link")), _ -> new TreeSet<>())
                        .add(String.valueOf(row.get("standing"))));
        return standings;
    }

    /** A batch, to be filled and written row by row. */
    Batch batch(Source source) {
        return new Batch(source, pseudonyms, NOW);
    }

    String key(Link link) {
        return link.type() + " " + pseudonyms.of(link.from()) + " " + pseudonyms.of(link.to());
    }

    void empty() {
        client.query("MATCH (n) WHERE NOT n:__Neo4jMigration AND NOT n:KeyCheck AND NOT n:Release AND NOT n:Turn"
                        + " DETACH DELETE n")
                .run();
    }

    /** All of the graph, but for when and how it came there, and for ciphertexts, which differ each time. */
    Map<String, Object> all() {
        var all = new TreeMap<String, Object>();
        client.query("""
            MATCH ()-[r]->() WHERE r.edgeId IS NOT NULL
            RETURN r.edgeId AS id, r {.*, recordedAt: null} AS properties
            UNION ALL
            MATCH (n) WHERE NOT n:__Neo4jMigration AND NOT n:KeyCheck AND NOT n:Release AND NOT n:Turn AND NOT n:Closing
              AND NOT coalesce(n.superseded, false)
            RETURN labels(n)[0] + coalesce(n.digest, n.observationId, n.consentRecordId, n.fileId, n.name) AS id,
                   n {.*, recordedAt: null, encryptedValue: null, accepted: null, unchanged: null, rows: null, done: null,
                      files: COLLECT { UNWIND coalesce(n.files, []) AS file RETURN file ORDER BY file }} AS properties
            """)
                .fetch()
                .all()
                .forEach(row -> all.put(String.valueOf(row.get("id")), String.valueOf(new TreeMap<>(properties(row)))));
        return all;
    }

    @SuppressWarnings("unchecked") // The query returns maps under this name.
    private static Map<String, Object> properties(Map<String, Object> row) {
        return (Map<String, Object>) row.getOrDefault("properties", Map.of());
    }
}
