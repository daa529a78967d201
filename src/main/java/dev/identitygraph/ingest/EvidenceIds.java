package dev.identitygraph.ingest;

import static java.util.stream.Collectors.toUnmodifiableMap;

import dev.identitygraph.identity.Identity;
import dev.identitygraph.link.Link;
import dev.identitygraph.source.ConsentStatement;
import dev.identitygraph.source.Observation;
import dev.identitygraph.source.Source;
import dev.identitygraph.store.NodeRef;
import dev.identitygraph.store.Pseudonyms;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * By which ids the graph has what a source says: the same for the same, whatever the order of a row's columns, so that
 * nothing is there twice. What comes often is worked out once.
 */
final class EvidenceIds {
    private final Source source;
    private final Pseudonyms pseudonyms;
    private final Map<Identity, NodeRef> nodes = new HashMap<>();
    private final Map<Link, String> edges = new HashMap<>();

    EvidenceIds(Source source, Pseudonyms pseudonyms) {
        this.source = source;
        this.pseudonyms = pseudonyms;
    }

    NodeRef node(Identity identity) {
        return nodes.computeIfAbsent(identity, pseudonyms::ref);
    }

    /** All identities that were asked about, by their nodes. */
    Map<NodeRef, Identity> identities() {
        return nodes.entrySet().stream().collect(toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey));
    }

    /** The pseudonyms of an observation's identities, sorted. */
    List<String> digests(Observation observation) {
        return observation.identities().stream()
                .map(identity -> node(identity).digest())
                .distinct()
                .sorted()
                .toList();
    }

    String edge(Link link) {
        return edges.computeIfAbsent(
                link,
                _ -> pseudonyms.edgeId(
                        link.type(), node(link.from()).digest(), node(link.to()).digest(), source.name()));
    }

    /**
     * How an observation is known is part of it only where the source's description does not say so: it may change
     * without making other observations of old files.
     *
     * @param digests of its identities
     */
    String observation(Observation observation, List<String> digests) {
        var parts =
                new ArrayList<>(List.of(source.name(), observation.observedAt().toString()));
        parts.addAll(digests);
        observation.links().stream().map(this::edge).sorted().forEach(parts::add);
        if (!source.isUsual(observation.method(), observation.confidence())) {
            parts.add(observation.method() + " " + observation.confidence());
        }
        observation.until().ifPresent(until -> parts.add("until " + until));
        return pseudonyms.recordId("observation", parts);
    }

    String consent(ConsentStatement said) {
        var parts = new ArrayList<>(List.of(
                source.name(),
                node(said.subject()).digest(),
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
        return pseudonyms.recordId("consent", parts);
    }
}
