package dev.identitygraph.derivation;

import static java.util.stream.Collectors.toUnmodifiableMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.identity.Identity;
import dev.identitygraph.store.EdgeChange;
import dev.identitygraph.store.EdgeReader;
import dev.identitygraph.store.NodeRef;
import dev.identitygraph.store.StoredEdge;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Edges that a transaction reports, as they are with what the graph has of them. They are not written yet. */
final class ReportedEdges {
    static final ReportedEdges NONE = new ReportedEdges(List.of(), List.of(), Map.of(), Set.of());

    private final Map<String, StoredEdge> before;
    private final Map<String, StoredEdge> now = new HashMap<>();
    private final Map<NodeRef, List<StoredEdge>> linksByNode = new HashMap<>();
    private final Map<NodeRef, Set<String>> others = new HashMap<>();
    private final Map<NodeRef, Identity> identities;
    private final Set<NodeRef> added;

    private ReportedEdges(
            Collection<StoredEdge> reported,
            Collection<StoredEdge> stored,
            Map<NodeRef, Identity> identities,
            Set<NodeRef> added) {
        this.identities = identities;
        this.added = added;
        before = stored.stream().collect(toUnmodifiableMap(StoredEdge::edgeId, edge -> edge));
        reported.forEach(edge -> {
            var known = before.get(edge.edgeId());
            now.put(edge.edgeId(), known == null ? edge : known.joined(edge));
        });
        links().forEach(edge -> {
            see(edge.from(), edge.to(), edge);
            see(edge.to(), edge.from(), edge);
        });
    }

    /**
     * Reported edges, and what the graph has of them.
     *
     * @param identities those that are at hand, by their nodes
     * @param added the nodes that the transaction has added, so that the graph has no edge of theirs
     */
    static ReportedEdges of(
            Collection<StoredEdge> reported, Map<NodeRef, Identity> identities, Set<NodeRef> added, EdgeReader reader) {
        var stored = reader.stored(reported.stream()
                .filter(edge -> !added.contains(edge.from()) && !added.contains(edge.to()))
                .toList());
        return new ReportedEdges(reported, stored, identities, added);
    }

    /** Whether the transaction has added a node, so that all edges of the node are among these. */
    boolean isAdded(NodeRef node) {
        return added.contains(node);
    }

    /** The identity of a node, if it is at hand. */
    Optional<Identity> identity(NodeRef node) {
        return Optional.ofNullable(identities.get(node));
    }

    private void see(NodeRef end, NodeRef other, StoredEdge edge) {
        linksByNode.computeIfAbsent(end, _ -> new ArrayList<>()).add(edge);
        others.computeIfAbsent(end, _ -> new HashSet<>()).add(other.digest());
    }

    private static boolean isLink(StoredEdge edge) {
        return edge.type() != EdgeType.IN_SEGMENT;
    }

    /** Those that say links. */
    Stream<StoredEdge> links() {
        return now.values().stream().filter(ReportedEdges::isLink);
    }

    /** Those that say links of a node. */
    List<StoredEdge> linksAt(NodeRef node) {
        return linksByNode.getOrDefault(node, List.of());
    }

    /** The nodes that are linked. */
    Set<NodeRef> linked() {
        return linksByNode.keySet();
    }

    /** Those that say memberships. */
    Stream<StoredEdge> memberships() {
        return now.values().stream().filter(edge -> !isLink(edge));
    }

    /** The nodes that are members. */
    Set<NodeRef> members() {
        return memberships().map(StoredEdge::from).collect(toUnmodifiableSet());
    }

    /** By node, the pseudonyms of those that it is linked with. */
    Map<NodeRef, Set<String>> others() {
        return others;
    }

    /** How many others a node is linked with. */
    int others(NodeRef node) {
        return others.getOrDefault(node, Set.of()).size();
    }

    /** Whether an edge is one of these. */
    boolean has(StoredEdge edge) {
        return now.containsKey(edge.edgeId());
    }

    /** An edge of the graph as it is with what is reported of it. */
    StoredEdge with(StoredEdge stored) {
        return now.getOrDefault(stored.edgeId(), stored);
    }

    /** What becomes of an edge that is one of these, or that the graph has. */
    EdgeChange change(StoredEdge edge, StoredEdge derived) {
        return new EdgeChange(has(edge) ? Optional.ofNullable(before.get(edge.edgeId())) : Optional.of(edge), derived);
    }
}
