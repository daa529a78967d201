package dev.identitygraph.ingest;

import dev.identitygraph.identity.ConsentRecord;
import dev.identitygraph.identity.Identity;
import dev.identitygraph.identity.Provenance;
import dev.identitygraph.store.NewEdge;
import dev.identitygraph.store.NewNode;
import dev.identitygraph.store.NewObservation;
import dev.identitygraph.store.NodeRef;
import dev.identitygraph.store.Pseudonyms;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The statements of some rows, as the nodes, edges and records that they ask for. It reads and writes nothing. */
final class Batch {
    private final Source source;
    private final Pseudonyms pseudonyms;
    private final Instant recordedAt;

    private final Map<String, Observation> observations = new LinkedHashMap<>();
    private final Map<String, ConsentRecord> consents = new LinkedHashMap<>();
    private final Map<String, NodeRef> consentSubjects = new LinkedHashMap<>();
    private long rows;

    Batch(Source source, Pseudonyms pseudonyms, Instant recordedAt) {
        this.source = source;
        this.pseudonyms = pseudonyms;
        this.recordedAt = recordedAt;
    }

    void add(Statement statement) {
        rows++;
        statement.observation().ifPresent(observation -> observations.putIfAbsent(id(observation), observation));
        statement.consent().ifPresent(this::add);
    }

    long rows() {
        return rows;
    }

    private void add(ConsentStatement said) {
        var subject = pseudonyms.ref(said.subject());
        var id = pseudonyms.recordId(
                "consent",
                List.of(
                        source.name(),
                        subject.digest(),
                        said.purpose().name(),
                        said.status().name(),
                        said.lawfulBasis().name(),
                        said.givenAt().toString(),
                        said.validUntil().toString(),
                        said.evidence().proof()));
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
                        said.givenAt(),
                        said.validUntil(),
                        said.evidence(),
                        source.name(),
                        recordedAt));
    }

    /** The same for the same observation, whatever the order of its row's columns. */
    private String id(Observation observation) {
        var parts =
                new ArrayList<>(List.of(source.name(), observation.observedAt().toString()));
        parts.addAll(digests(observation));
        observation.links().stream().map(link -> edgeId(link)).sorted().forEach(parts::add);
        return pseudonyms.recordId("observation", parts);
    }

    private List<String> digests(Observation observation) {
        return List.copyOf(new TreeSet<>(
                observation.identities().stream().map(pseudonyms::of).toList()));
    }

    private String edgeId(Observation.Link link) {
        return pseudonyms.edgeId(link.type(), pseudonyms.of(link.from()), pseudonyms.of(link.to()), source.name());
    }

    Set<String> observationIds() {
        return observations.keySet();
    }

    Set<String> consentIds() {
        return consents.keySet();
    }

    Collection<ConsentRecord> consents() {
        return consents.values();
    }

    /** Leaves out the observations that the graph has already. */
    void forget(Set<String> known) {
        observations.keySet().removeAll(known);
    }

    List<NewObservation> newObservations() {
        return observations.entrySet().stream()
                .map(entry -> new NewObservation(
                        entry.getKey(),
                        source.name(),
                        entry.getValue().observedAt(),
                        recordedAt,
                        digests(entry.getValue())))
                .toList();
    }

    List<NewNode> nodes() {
        var lone = new LinkedHashMap<Identity, Set<String>>();
        observations.forEach((id, observation) -> observation.identities().forEach(identity -> {
            var without = lone.computeIfAbsent(identity, _ -> new TreeSet<>());
            if (observation.links().stream()
                    .noneMatch(link -> link.from().equals(identity) || link.to().equals(identity))) {
                without.add(id);
            }
        }));
        return lone.entrySet().stream()
                .map(entry ->
                        new NewNode(pseudonyms.ref(entry.getKey()), entry.getKey(), List.copyOf(entry.getValue())))
                .toList();
    }

    /** One edge for each type and pair of ends, derived from all observations of the batch that report it. */
    List<NewEdge> edges(Source.Observations content) {
        var edges = new LinkedHashMap<String, NewEdge>();
        observations.forEach((id, observation) -> observation
                .links()
                .forEach(link -> edges.merge(
                        edgeId(link),
                        new NewEdge(
                                edgeId(link),
                                link.type(),
                                pseudonyms.ref(link.from()),
                                pseudonyms.ref(link.to()),
                                new Provenance(
                                        source.name(),
                                        source.party(),
                                        content.method(),
                                        content.confidence(),
                                        observation.observedAt(),
                                        recordedAt,
                                        List.of(id))),
                        Batch::joined)));
        return List.copyOf(edges.values());
    }

    private static NewEdge joined(NewEdge one, NewEdge other) {
        var a = one.provenance();
        var b = other.provenance();
        return new NewEdge(
                one.edgeId(),
                one.type(),
                one.from(),
                one.to(),
                new Provenance(
                        a.source(),
                        a.party(),
                        a.method(),
                        a.confidence(),
                        a.observedAt().isAfter(b.observedAt()) ? a.observedAt() : b.observedAt(),
                        a.recordedAt(),
                        Stream.concat(a.derivedFrom().stream(), b.derivedFrom().stream())
                                .distinct()
                                .sorted()
                                .toList()));
    }

    /** The nodes whose edges may have to be derived anew. */
    Set<NodeRef> touched(Collection<ConsentRecord> added) {
        var touched = new LinkedHashSet<NodeRef>();
        nodes().forEach(node -> touched.add(node.ref()));
        added.forEach(record -> {
            var subject = consentSubjects.get(record.id());
            if (subject != null) {
                touched.add(subject);
            }
        });
        return touched;
    }
}
