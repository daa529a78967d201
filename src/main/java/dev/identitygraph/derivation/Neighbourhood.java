package dev.identitygraph.derivation;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.identity.Kind;
import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.link.LinkingRules;
import dev.identitygraph.link.NamespaceRule;
import dev.identitygraph.store.EdgeReader;
import dev.identitygraph.store.EvidenceStore;
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
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The part of the graph that a change concerns, and what else must be known to link it.
 *
 * <p>Concerned are the touched nodes, all that is joined with them, and what belongs to those. Whose that is depends on
 * everyone else whose links lead to it, and on who is joined with them: they are read, too. Nothing is read through a
 * value that links nothing, however many edges it has.
 */
final class Neighbourhood {
    /** Where so many links of a value go at once, or fewer, it is told before who was kept apart by them. */
    private static final int MOST_GONE = 1_000;

    private static final Set<EdgeType> LINKS = EnumSet.complementOf(EnumSet.of(EdgeType.IN_SEGMENT));

    private final EdgeReader edges;
    private final LinkReader links;
    private final EvidenceStore evidence;
    private final LinkingRules rules;
    private final Namespaces namespaces;
    private final NeverLinking neverLinking;
    private final ReportedEdges reported;
    private final Map<String, Integer> limits;
    private final int nearlyLinking;

    private final Map<String, StoredEdge> linksById = new HashMap<>();
    private final Map<NodeRef, List<StoredEdge>> linksByNode = new HashMap<>();
    private final Set<NodeRef> read = new HashSet<>();
    private final Set<NodeRef> never = new HashSet<>();
    private final Map<NodeRef, Degree> degrees = new HashMap<>();
    private final Map<NodeRef, Crowd> crowded = new HashMap<>();
    private final Set<NodeRef> concerned = new HashSet<>();
    private final Set<String> leftActive = new HashSet<>();
    private @Nullable LinkedEdges linked;

    /**
     * A neighbourhood of which nothing has been read.
     *
     * @param reported what is reported beside what the graph has
     */
    Neighbourhood(
            EdgeReader edges,
            LinkReader links,
            EvidenceStore evidence,
            LinkingRules rules,
            Namespaces namespaces,
            NeverLinking neverLinking,
            ReportedEdges reported) {
        this.reported = reported;
        this.edges = edges;
        this.links = links;
        this.evidence = evidence;
        this.rules = rules;
        this.namespaces = namespaces;
        this.neverLinking = neverLinking;
        limits = rules.all().stream()
                .filter(rule -> rule.limit() < Integer.MAX_VALUE)
                .collect(toMap(rule -> rule.namespace().name(), NamespaceRule::limit));
        nearlyLinking = limits.values().stream().mapToInt(limit -> limit).max().orElse(0) + MOST_GONE;
    }

    /**
     * Reads around nodes, and around what is linked anew.
     *
     * @param lessThanBefore whether links of the nodes have gone or will go, so that a value may be generic no longer
     */
    Neighbourhood around(Set<NodeRef> touched, boolean lessThanBefore) {
        var start = nodes(touched);
        start.addAll(reported.linked());
        read(start);
        var beside = start.stream()
                .filter(node -> isGenericByThis(node) || lessThanBefore && mayLinkSoon(node))
                .collect(toCollection(HashSet::new));
        // What has just become generic is read once more, for the sake of those who were linked by it.
        readEdges(beside.stream().filter(crowded::containsKey).toList());
        beside.stream().flatMap(node -> at(node).stream()).forEach(edge -> start.addAll(edge.ends()));
        concerned.addAll(spread(start, this::concernedBy));
        var decided = new HashSet<>(concerned);
        // A new membership alone changes nothing else of its member.
        decided.addAll(reported.members());
        spread(decided, this::decidesAbout);
        reported.links().forEach(this::know);
        linked = new LinkedEdges(
                linksById.values(), never::contains, crowded::containsKey, evidence::splits, rules, namespaces);
        return this;
    }

    /** Reads around nodes that may have been linked by other rules before. */
    Neighbourhood afterOtherRules(Set<NodeRef> touched) {
        var start = nodes(touched);
        read(start);
        var active = edges.activeAt(start.stream().filter(this::isStopped).toList(), LINKS);
        read(active.stream().flatMap(edge -> edge.ends().stream()).collect(toUnmodifiableSet()));
        // Where one of the ends links, the edge is derived with what that is linked with.
        active.stream()
                .filter(edge -> edge.ends().stream().allMatch(this::isStopped))
                .forEach(edge -> {
                    know(edge);
                    leftActive.add(edge.edgeId());
                });
        return around(start, false);
    }

    private boolean isGenericByThis(NodeRef node) {
        var crowd = crowded.get(node);
        return crowd != null && crowd.isNew();
    }

    private boolean mayLinkSoon(NodeRef node) {
        var crowd = crowded.get(node);
        return crowd == null || crowd.others() <= nearlyLinking;
    }

    /**
     * What is reached from nodes.
     *
     * @param follows whether one comes from a node to the other end of its edge
     */
    private Set<NodeRef> spread(Set<NodeRef> start, BiPredicate<NodeRef, StoredEdge> follows) {
        var reached = new HashSet<>(start);
        var frontier = Set.copyOf(start);
        while (!frontier.isEmpty()) {
            read(frontier);
            var next = new HashSet<NodeRef>();
            for (var node : frontier) {
                if (!isStopped(node)) {
                    at(node).stream()
                            .filter(edge -> follows.test(node, edge))
                            .flatMap(edge -> edge.ends().stream())
                            .filter(end -> !reached.contains(end))
                            .forEach(next::add);
                }
            }
            reached.addAll(next);
            frontier = next;
        }
        return reached;
    }

    private boolean concernedBy(NodeRef node, StoredEdge edge) {
        return edge.from().equals(node) || joins(edge) || rules.limitWhatIsAPersons();
    }

    private boolean decidesAbout(NodeRef node, StoredEdge edge) {
        return edge.to().equals(node) || joins(edge) || rules.limitWhatIsAPersons();
    }

    private boolean joins(StoredEdge edge) {
        return rules.joins(LinkedEdges.to(edge, namespaces)) && rules.joins(LinkedEdges.from(edge, namespaces));
    }

    private boolean isStopped(NodeRef node) {
        return never.contains(node) || crowded.containsKey(node);
    }

    private List<StoredEdge> at(NodeRef node) {
        return linksByNode.getOrDefault(node, List.of());
    }

    /** Reads the links of those nodes that were not read yet and may link. */
    private void read(Collection<NodeRef> nodes) {
        var fresh = nodes(nodes);
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
        fresh.removeIf(this::isStopped);
        readEdges(fresh);
    }

    private int limit(NodeRef added) {
        return reported.identity(added)
                .map(identity -> limits.getOrDefault(identity.namespace().name(), Integer.MAX_VALUE))
                .orElse(Integer.MAX_VALUE);
    }

    private void readEdges(Collection<NodeRef> nodes) {
        edges.at(nodes.stream().filter(node -> degree(node).isLinked()).toList(), LINKS)
                .forEach(edge -> know(reported.with(edge)));
        nodes.forEach(node -> reported.linksAt(node).forEach(this::know));
    }

    private Degree degree(NodeRef node) {
        return degrees.getOrDefault(node, Degree.NONE);
    }

    private void know(StoredEdge edge) {
        if (linksById.putIfAbsent(edge.edgeId(), edge) == null) {
            edge.ends()
                    .forEach(end -> linksByNode
                            .computeIfAbsent(end, _ -> new ArrayList<>())
                            .add(edge));
        }
    }

    private static Set<NodeRef> nodes(Collection<NodeRef> nodes) {
        return nodes.stream().filter(node -> node.kind() != Kind.SEGMENT).collect(toCollection(HashSet::new));
    }

    /** The nodes whose edges are to be derived anew. */
    Set<NodeRef> concerned() {
        return concerned;
    }

    /** Those of the nodes concerned that have memberships in the graph. */
    Collection<NodeRef> membersConcerned() {
        return concerned.stream().filter(node -> degree(node).isMember()).toList();
    }

    /**
     * The links to be derived anew: those that are reported, and those of the nodes concerned, but of a value that
     * linked nothing before.
     */
    Collection<StoredEdge> linksConcerned() {
        return linksById.values().stream()
                .filter(edge -> reported.has(edge)
                        || leftActive.contains(edge.edgeId())
                        || edge.ends().stream()
                                .anyMatch(end -> concerned.contains(end) && (!isStopped(end) || isGenericByThis(end))))
                .toList();
    }

    /** All nodes of which something has been read. */
    Set<NodeRef> known() {
        return linksByNode.keySet();
    }

    /** The links that have been read, and what linking makes of them. */
    LinkedEdges linked() {
        return requireNonNull(linked, "nothing has been read");
    }
}
