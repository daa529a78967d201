package dev.identitygraph.ingest;

import dev.identitygraph.decision.DecisionsByRules;
import dev.identitygraph.derivation.Agreements;
import dev.identitygraph.derivation.ChangeWatch;
import dev.identitygraph.derivation.GraphChanges;
import dev.identitygraph.derivation.NeverLinking;
import dev.identitygraph.derivation.Relinker;
import dev.identitygraph.identity.Identity;
import dev.identitygraph.identity.Kind;
import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.link.Link;
import dev.identitygraph.link.LinkingRules;
import dev.identitygraph.link.Observation;
import dev.identitygraph.retraction.EvidenceEnd;
import dev.identitygraph.source.Described;
import dev.identitygraph.source.Source;
import dev.identitygraph.source.Statement;
import dev.identitygraph.store.EdgeReader;
import dev.identitygraph.store.EvidenceRemover;
import dev.identitygraph.store.EvidenceStore;
import dev.identitygraph.store.FileStore;
import dev.identitygraph.store.GraphWriter;
import dev.identitygraph.store.LinkReader;
import dev.identitygraph.store.NodeReader;
import dev.identitygraph.store.NodeRef;
import dev.identitygraph.store.Pseudonyms;
import dev.identitygraph.store.SourceStore;
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
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.data.neo4j.core.Neo4jClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A graph in Neo4j that is linked by any rules, observation by observation. */
@TestComponent
@Lazy
@Import(DecisionsByRules.class)
public class LinkedGraph {
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

    private final Neo4jClient client;
    private final EdgeReader reader;
    private final LinkReader links;
    private final EvidenceStore evidence;
    private final EvidenceRemover remover;
    private final NodeReader nodes;
    private final FileStore files;
    private final SourceStore sources;
    private final GraphWriter writer;
    private final dev.identitygraph.consent.Ledger ledger;
    private final Agreements agreements;
    private final Namespaces namespaces;
    private final Pseudonyms pseudonyms;
    private final WriteTurn turn;
    private final DecisionsByRules decisions;
    private final TransactionTemplate transaction;

    LinkedGraph(
            Neo4jClient client,
            EdgeReader reader,
            LinkReader links,
            EvidenceStore evidence,
            EvidenceRemover remover,
            NodeReader nodes,
            FileStore files,
            SourceStore sources,
            GraphWriter writer,
            dev.identitygraph.consent.Ledger ledger,
            Agreements agreements,
            Namespaces namespaces,
            Pseudonyms pseudonyms,
            WriteTurn turn,
            DecisionsByRules decisions,
            PlatformTransactionManager transactions) {
        this.client = client;
        this.reader = reader;
        this.links = links;
        this.evidence = evidence;
        this.remover = remover;
        this.nodes = nodes;
        this.files = files;
        this.sources = sources;
        this.writer = writer;
        this.ledger = ledger;
        this.agreements = agreements;
        this.namespaces = namespaces;
        this.pseudonyms = pseudonyms;
        this.turn = turn;
        this.decisions = decisions;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** What writes by some rules. */
    final class ByRules {
        private final LinkingRules rules;
        private final Relinker relinker;
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
        }

        /** Adds an observation and relinks what it touches. */
        void add(Observation observation) {
            transaction.executeWithoutResult(_ -> ids.put(observation, id(observation)));
        }

        private String id(Observation observation) {
            return switch (observation.says()) {
                case TOGETHER -> together(observation);
                case JOIN, SPLIT ->
                    decisions.decide(observation, rules, relinker, new TurnAt(client, observation.observedAt()));
            };
        }

        /** Writes some rows of one source in one batch. */
        void write(List<Statement> statements) {
            var source = source("source-1");
            var batch = new Batch(source, pseudonyms, NOW);
            statements.forEach(batch::add);
            var batches = new BatchWriter(writer, ledger, relinker, agreements, evidence, files, sources, turn);
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
                    relinker.relinkAfterOtherRules(Set.copyOf(nodes.after(kind, "", 1_000)));
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
            var id = batch.evidence().observationIds().iterator().next();
            var batches = new BatchWriter(writer, ledger, relinker, agreements, evidence, files, sources, turn);
            batches.open(source, "file", "reading", NOW);
            batches.write(source, "file", batch);
            return id;
        }

        GraphChanges retract(Observation observation) {
            var end = new EvidenceEnd(
                    evidence, remover, reader, writer, relinker, new ChangeWatch(relinker, nodes), turn);
            return transaction.execute(_ -> end.watchedEnd(Set.of(ids.getOrDefault(observation, ""))));
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

    static List<Link> pairs(Collection<Identity> identities) {
        var all = List.copyOf(identities);
        var pairs = new ArrayList<Link>();
        for (var i = 0; i < all.size(); i++) {
            for (var j = i + 1; j < all.size(); j++) {
                Link.between(all.get(i), all.get(j)).ifPresent(pairs::add);
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

    String key(Link link) {
        return link.type() + " " + pseudonyms.of(link.from()) + " " + pseudonyms.of(link.to());
    }
}
