package dev.identitygraph.derivation;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;

import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.identity.Kind;
import dev.identitygraph.link.LinkingRules;
import dev.identitygraph.link.NamespaceRule;
import dev.identitygraph.store.EdgeReader;
import dev.identitygraph.store.LinkReader;
import dev.identitygraph.store.LinkReader.Crowd;
import dev.identitygraph.store.LinkReader.Degree;
import dev.identitygraph.store.NodeRef;
import dev.identitygraph.store.StoredEdge;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Links as far as they have been read, each with what is reported of it, and which nodes link nothing. Of a node that
 * links nothing no edge is read, however many it has.
 */
final class KnownLinks {
    private static final Set<EdgeType> LINKS = EnumSet.complementOf(EnumSet.of(EdgeType.IN_SEGMENT));

    /** Where so many links of a value go at once, or fewer, it is told before who was kept apart by them. */
    private static final int MOST_GONE = 1_000;

    private final EdgeReader edges;
    private final LinkReader links;
    private final NeverLinking neverLinking;
    private final ReportedEdges reported;
    private final Map<String, Integer> limits;
    private final int nearlyLinking;

    private final Map<String, StoredEdge> byId = new HashMap<>();
    private final Map<NodeRef, List<StoredEdge>> byNode = new HashMap<>();
    private final Set<NodeRef> read = new HashSet<>();
    private final Set<NodeRef> never = new HashSet<>();
    private final Map<NodeRef, Degree> degrees = new HashMap<>();
    private final Map<NodeRef, Crowd> crowded = new HashMap<>();

    /** Links of which none has been read. */
    KnownLinks(
            EdgeReader edges, LinkReader links, NeverLinking neverLinking, LinkingRules rules, ReportedEdges reported) {
        this.edges = edges;
        this.links = links;
        this.neverLinking = neverLinking;
        this.reported = reported;
        limits = rules.all().stream()
                .filter(rule -> rule.limit() < Integer.MAX_VALUE)
                .collect(toMap(rule -> rule.namespace().name(), NamespaceRule::limit));
        nearlyLinking = limits.values().stream().mapToInt(limit -> limit).max().orElse(0) + MOST_GONE;
    }

    /** The nodes that can be linked. */
    static Set<NodeRef> linkable(Collection<NodeRef> nodes) {
        return nodes.stream().filter(node -> node.kind() != Kind.SEGMENT).collect(toCollection(HashSet::new));
    }

    /** Reads the links of those nodes that were not read yet and may link. */
    void read(Collection<NodeRef> nodes) {
        var fresh = linkable(nodes);
        fresh.removeAll(read);
        read.addAll(fresh);
        never.addAll(neverLinking.among(fresh, reported::identity, links));
        var stored = fresh.stream().filter(node -> !reported.isAdded(node)).toList();
        degrees.putAll(links.degrees(stored, LINKS, limits, reported.others()));
        crowded.putAll(links.crowded(
                stored.stream().filter(node -> degree(node).hasMany()).toList(),
                LINKS,
                limits,
                reported.others(),
                MOST_GONE + 1));
        fresh.stream()
                .filter(reported::isAdded)
                .filter(node -> reported.others(node) > limit(node))
                .forEach(node -> crowded.put(node, new Crowd(reported.others(node), true)));
        fresh.removeIf(this::linksNothing);
        readEdges(fresh);
    }

    private int limit(NodeRef added) {
        return reported.identity(added)
                .map(identity -> limits.getOrDefault(identity.namespace().name(), Integer.MAX_VALUE))
                .orElse(Integer.MAX_VALUE);
    }

    /** Reads the links of those nodes that are generic, for the sake of those who were linked by them. */
    void readGeneric(Collection<NodeRef> nodes) {
        readEdges(nodes.stream().filter(this::isGeneric).toList());
    }

    private void readEdges(Collection<NodeRef> nodes) {
        edges.at(nodes.stream().filter(node -> degree(node).isLinked()).toList(), LINKS)
                .forEach(edge -> add(reported.with(edge)));
        nodes.forEach(node -> reported.linksAt(node).forEach(this::add));
    }

    /** The active links of those nodes that link nothing. They are not added to these. */
    Collection<StoredEdge> leftActive(Collection<NodeRef> nodes) {
        return edges.activeAt(nodes.stream().filter(this::linksNothing).toList(), LINKS);
    }

    void add(StoredEdge link) {
        if (byId.putIfAbsent(link.edgeId(), link) == null) {
            link.ends()
                    .forEach(end ->
                            byNode.computeIfAbsent(end, _ -> new ArrayList<>()).add(link));
        }
    }

    Collection<StoredEdge> all() {
        return byId.values();
    }

    List<StoredEdge> at(NodeRef node) {
        return byNode.getOrDefault(node, List.of());
    }

    /** The nodes at the ends of the links. */
    Set<NodeRef> nodes() {
        return byNode.keySet();
    }

    /** Whether a node's value never links. */
    boolean isNever(NodeRef node) {
        return never.contains(node);
    }

    /** Whether a node has more links than it may have. */
    boolean isGeneric(NodeRef node) {
        return crowded.containsKey(node);
    }

    /** Whether a node has more links than it may have by what is reported only. */
    boolean isNewlyGeneric(NodeRef node) {
        var crowd = crowded.get(node);
        return crowd != null && crowd.isNew();
    }

    /** Whether a node is not generic, or may not be when links of it have gone. */
    boolean mayLinkSoon(NodeRef node) {
        var crowd = crowded.get(node);
        return crowd == null || crowd.others() <= nearlyLinking;
    }

    boolean linksNothing(NodeRef node) {
        return isNever(node) || isGeneric(node);
    }

    /** Whether a node has memberships in the graph. */
    boolean isMember(NodeRef node) {
        return degree(node).isMember();
    }

    private Degree degree(NodeRef node) {
        return degrees.getOrDefault(node, Degree.NONE);
    }
}
