package dev.identitygraph.ingest;

import static java.util.stream.Collectors.toUnmodifiableMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.identitygraph.identity.ConsentRecord;
import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.identity.Identity;
import dev.identitygraph.identity.Provenance;
import dev.identitygraph.source.ConsentStatement;
import dev.identitygraph.source.Observation;
import dev.identitygraph.source.Source;
import dev.identitygraph.source.Statement;
import dev.identitygraph.store.NewNode;
import dev.identitygraph.store.NewObservation;
import dev.identitygraph.store.NodeRef;
import dev.identitygraph.store.Pseudonyms;
import dev.identitygraph.store.StoredEdge;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The statements of some rows, as the nodes, edges and records that they ask for. It reads and writes nothing. */
public final class Batch {
    /** Rows that say much fill a batch as this many parts of rows that say little. */
    private static final int PARTS_OF_A_ROW = 20;

    private final Source source;
    private final Pseudonyms pseudonyms;
    private final Instant recordedAt;

    private final Map<String, Seen> observations = new LinkedHashMap<>();
    private final Map<String, ConsentRecord> consents = new LinkedHashMap<>();
    private final Map<String, NodeRef> consentSubjects = new LinkedHashMap<>();
    private final Map<Identity, NodeRef> refs = new HashMap<>();
    private final Map<Observation.Link, String> edgeIds = new HashMap<>();
    private final List<Set<String>> rows = new ArrayList<>();
    private int rejected;
    private int parts;

    /**
     * An observation.
     *
     * @param digests of its identities, sorted
     */
    private record Seen(Observation observation, List<String> digests) {}

    /**
     * A batch without rows.
     *
     * @param source what all of its rows are of
     */
    public Batch(Source source, Pseudonyms pseudonyms, Instant recordedAt) {
        this.source = source;
        this.pseudonyms = pseudonyms;
        this.recordedAt = recordedAt;
    }

    /** Adds what a row says. */
    public void add(Statement statement) {
        var ids = new HashSet<String>();
        statement.observations().forEach(observation -> {
            var seen = new Seen(observation, digests(observation));
            var id = id(seen);
            observations.putIfAbsent(id, seen);
            ids.add(id);
        });
        statement.consents().forEach(consent -> ids.add(add(consent)));
        rows.add(ids);
        rejected += statement.isRejected() ? 1 : 0;
        parts += statement.consents().size();
        statement
                .observations()
                .forEach(
                        seen -> parts += seen.identities().size() + seen.links().size());
    }

    /** Whether it has so many rows, or fewer that say as much. */
    boolean isFull(int most) {
        return rows.size() >= most || saysMoreThan(most);
    }

    /** Whether its rows say as much as so many rows that say little, or more. */
    boolean saysMoreThan(int most) {
        return parts >= most * PARTS_OF_A_ROW;
    }

    /** How many of its rows were rejected. */
    int rejected() {
        return rejected;
    }

    /** How many rows it has, those that were rejected among them. */
    int rows() {
        return rows.size();
    }

    /**
     * How many rows said something new.
     *
     * @param added the ids of the observations and consent records that are new; a row that says one that an earlier
     *     row has said says nothing new by it
     */
    int accepted(Set<String> added) {
        var left = new HashSet<>(added);
        var accepted = 0;
        for (var ids : rows) {
            accepted += left.removeAll(ids) ? 1 : 0;
        }
        return accepted;
    }

    private String add(ConsentStatement said) {
        var subject = ref(said.subject());
        var parts = new ArrayList<>(List.of(
                source.name(),
                subject.digest(),
                said.purpose().name(),
                said.status().name(),
                said.lawfulBasis().name(),
                said.givenAt().toString(),
                said.validUntil().toString(),
                said.evidence().proof()));
        if (!said.validFrom().equals(said.givenAt())) {
            parts.add("from " + said.validFrom());
        }
        if (said.evidence().objection()) {
            parts.add("objection");
        }
        parts.addAll(source.unusual(said.evidence()));
        var id = pseudonyms.recordId("consent", parts);
        consentSubjects.put(id, subject);
        consents.putIfAbsent(
                id,
                new ConsentRecord(
                        id,
                        subject.digest(),
                        said.purpose(),
                        said.status(),
                        said.lawfulBasis(),
                        said.givenAt(),
                        said.validFrom(),
                        said.validUntil(),
                        said.evidence(),
                        source.name(),
                        recordedAt));
        return id;
    }

    /**
     * The same for the same observation, whatever the order of its row's columns. How it is known is part of it only
     * where the source's description does not say so: it may change without making other observations of old files.
     */
    private String id(Seen seen) {
        var observation = seen.observation();
        var parts =
                new ArrayList<>(List.of(source.name(), observation.observedAt().toString()));
        parts.addAll(seen.digests());
        observation.links().stream().map(this::edgeId).sorted().forEach(parts::add);
        if (!source.isUsual(observation.method(), observation.confidence())) {
            parts.add(observation.method() + " " + observation.confidence());
        }
        observation.until().ifPresent(until -> parts.add("until " + until));
        return pseudonyms.recordId("observation", parts);
    }

    private List<String> digests(Observation observation) {
        return observation.identities().stream()
                .map(this::digest)
                .distinct()
                .sorted()
                .toList();
    }

    private String digest(Identity identity) {
        return ref(identity).digest();
    }

    private String edgeId(Observation.Link link) {
        return edgeIds.computeIfAbsent(
                link, _ -> pseudonyms.edgeId(link.type(), digest(link.from()), digest(link.to()), source.name()));
    }

    private NodeRef ref(Identity identity) {
        return refs.computeIfAbsent(identity, pseudonyms::ref);
    }

    /** The first row, counted from 0, that says each of the observations and consent records. */
    public Map<String, Integer> firstRows() {
        var first = new HashMap<String, Integer>();
        for (var row = 0; row < rows.size(); row++) {
            for (var id : rows.get(row)) {
                first.putIfAbsent(id, row);
            }
        }
        return first;
    }

    Set<String> observationIds() {
        return observations.keySet();
    }

    /** The ids of its observations but for some. */
    Set<String> observationIdsWithout(Set<String> some) {
        return without(observations.keySet(), some);
    }

    /** The ids of its consent records but for some. */
    Set<String> consentIdsWithout(Set<String> some) {
        return without(consents.keySet(), some);
    }

    private static Set<String> without(Set<String> ids, Set<String> some) {
        var left = new HashSet<>(ids);
        left.removeAll(some);
        return left;
    }

    /** All identities that it names, by their nodes. */
    Map<NodeRef, Identity> identities() {
        return refs.entrySet().stream().collect(toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey));
    }

    /** Its consent records, each once. */
    public Collection<ConsentRecord> consents() {
        return consents.values();
    }

    /** The batch with these of its observations only. */
    Batch only(Set<String> some) {
        var left = new Batch(source, pseudonyms, recordedAt);
        left.observations.putAll(observations);
        left.observations.keySet().retainAll(some);
        left.consents.putAll(consents);
        left.consentSubjects.putAll(consentSubjects);
        left.refs.putAll(refs);
        left.edgeIds.putAll(edgeIds);
        return left;
    }

    /** Its observations, each once. */
    public List<NewObservation> newObservations() {
        return observations.entrySet().stream()
                .map(entry -> newObservation(entry.getKey(), entry.getValue()))
                .toList();
    }

    private NewObservation newObservation(String id, Seen seen) {
        var observation = seen.observation();
        return new NewObservation(
                id,
                source.name(),
                observation.observedAt(),
                recordedAt,
                observation.method(),
                observation.confidence(),
                observation.until(),
                seen.digests());
    }

    /** All nodes that its observations name, each with those observations that do not link it. */
    public List<NewNode> nodes() {
        var lone = new LinkedHashMap<Identity, List<String>>();
        observations.forEach((id, seen) -> {
            var observation = seen.observation();
            var linked = new HashSet<Identity>();
            observation.links().forEach(link -> {
                linked.add(link.from());
                linked.add(link.to());
            });
            observation.identities().forEach(identity -> {
                var without = lone.computeIfAbsent(identity, _ -> new ArrayList<>(0));
                if (!linked.contains(identity)) {
                    without.add(id);
                }
            });
        });
        return lone.entrySet().stream()
                .map(entry -> new NewNode(
                        ref(entry.getKey()),
                        entry.getKey(),
                        entry.getValue().stream().sorted().toList()))
                .toList();
    }

    /** One edge for each type and pair of ends, derived from all observations of the batch that report it. */
    public List<StoredEdge> edges() {
        var edges = new LinkedHashMap<String, StoredEdge>();
        observations.forEach((id, seen) -> seen.observation().links().forEach(link -> {
            var edge = edge(id, seen.observation(), link);
            edges.merge(edge.edgeId(), edge, StoredEdge::joined);
        }));
        return List.copyOf(edges.values());
    }

    private StoredEdge edge(String id, Observation observation, Observation.Link link) {
        return StoredEdge.reported(
                edgeId(link),
                link.type(),
                ref(link.from()),
                link.from().namespace().name(),
                ref(link.to()),
                link.to().namespace().name(),
                new Provenance(
                        source.name(),
                        source.party(),
                        observation.method(),
                        observation.confidence(),
                        observation.observedAt(),
                        recordedAt,
                        List.of(id)),
                link.type() == EdgeType.IN_SEGMENT ? observation.until() : Optional.empty());
    }

    /** The nodes whose edges may be derived anew by what it says. */
    Set<NodeRef> touched() {
        var touched = new HashSet<>(subjects(consents.values()));
        nodes().forEach(node -> touched.add(node.ref()));
        return touched;
    }

    /** The nodes that some of its consent records are about. */
    Set<NodeRef> subjects(Collection<ConsentRecord> records) {
        return records.stream()
                .flatMap(record -> Optional.ofNullable(consentSubjects.get(record.id())).stream())
                .collect(toUnmodifiableSet());
    }
}
