package dev.identitygraph.ingest;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.identitygraph.identity.ConsentRecord;
import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.identity.Identity;
import dev.identitygraph.identity.Provenance;
import dev.identitygraph.link.Link;
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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What some rows of a source say, each once: the nodes, edges and records that they ask for. */
public final class BatchEvidence {
    private final Source source;
    private final EvidenceIds ids;
    private final Instant recordedAt;

    private final Map<String, Seen> observations = new LinkedHashMap<>();
    private final Map<String, ConsentRecord> consents = new LinkedHashMap<>();
    private final Map<String, NodeRef> consentSubjects = new LinkedHashMap<>();

    /**
     * An observation.
     *
     * @param digests of its identities, sorted
     */
    private record Seen(Observation observation, List<String> digests) {}

    BatchEvidence(Source source, Pseudonyms pseudonyms, Instant recordedAt) {
        this(source, new EvidenceIds(source, pseudonyms), recordedAt);
    }

    private BatchEvidence(Source source, EvidenceIds ids, Instant recordedAt) {
        this.source = source;
        this.ids = ids;
        this.recordedAt = recordedAt;
    }

    /**
     * Adds what a row says.
     *
     * @return the ids of the observations and consent records that it says
     */
    Set<String> add(Statement statement) {
        var said = new HashSet<String>();
        statement.observations().forEach(observation -> said.add(add(observation)));
        statement.consents().forEach(consent -> said.add(add(consent)));
        return said;
    }

    private String add(Observation observation) {
        var digests = ids.digests(observation);
        var id = ids.observation(observation, digests);
        observations.putIfAbsent(id, new Seen(observation, digests));
        return id;
    }

    private String add(ConsentStatement said) {
        var id = ids.consent(said);
        var subject = ids.node(said.subject());
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

    private static Set<String> without(Set<String> all, Set<String> some) {
        var left = new HashSet<>(all);
        left.removeAll(some);
        return left;
    }

    /** All identities that it names, by their nodes. */
    Map<NodeRef, Identity> identities() {
        return ids.identities();
    }

    /** Its consent records, each once. */
    public Collection<ConsentRecord> consents() {
        return consents.values();
    }

    /** The evidence with these of its observations only. */
    BatchEvidence only(Set<String> some) {
        var left = new BatchEvidence(source, ids, recordedAt);
        left.observations.putAll(observations);
        left.observations.keySet().retainAll(some);
        left.consents.putAll(consents);
        left.consentSubjects.putAll(consentSubjects);
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
                        ids.node(entry.getKey()),
                        entry.getKey(),
                        entry.getValue().stream().sorted().toList()))
                .toList();
    }

    /** One edge for each type and pair of ends, derived from all observations that report it. */
    public List<StoredEdge> edges() {
        var edges = new LinkedHashMap<String, StoredEdge>();
        observations.forEach((id, seen) -> seen.observation().links().forEach(link -> {
            var edge = edge(id, seen.observation(), link);
            edges.merge(edge.edgeId(), edge, StoredEdge::joined);
        }));
        return List.copyOf(edges.values());
    }

    private StoredEdge edge(String id, Observation observation, Link link) {
        return StoredEdge.reported(
                ids.edge(link),
                link.type(),
                ids.node(link.from()),
                link.from().namespace().name(),
                ids.node(link.to()),
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
