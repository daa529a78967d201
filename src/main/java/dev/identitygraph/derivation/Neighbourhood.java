package dev.identitygraph.derivation;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.link.LinkingRules;
import dev.identitygraph.store.EdgeReader;
import dev.identitygraph.store.EvidenceStore;
import dev.identitygraph.store.LinkReader;
import dev.identitygraph.store.NodeRef;
import dev.identitygraph.store.StoredEdge;
import java.util.Collection;
import java.util.HashSet;
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
    private final EvidenceStore evidence;
    private final LinkingRules rules;
    private final Namespaces namespaces;
    private final ReportedEdges reported;
    private final KnownLinks links;

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
        this.evidence = evidence;
        this.rules = rules;
        this.namespaces = namespaces;
        this.reported = reported;
        this.links = new KnownLinks(edges, links, neverLinking, rules, reported);
    }

    /**
     * Reads around nodes, and around what is linked anew.
     *
     * @param lessThanBefore whether links of the nodes have gone or will go, so that a value may be generic no longer
     */
    Neighbourhood around(Set<NodeRef> touched, boolean lessThanBefore) {
        var start = KnownLinks.linkable(touched);
        start.addAll(reported.linked());
        links.read(start);
        var beside = start.stream()
                .filter(node -> links.isNewlyGeneric(node) || lessThanBefore && links.mayLinkSoon(node))
                .collect(toUnmodifiableSet());
        links.readGeneric(beside);
        beside.stream().flatMap(node -> links.at(node).stream()).forEach(edge -> start.addAll(edge.ends()));
        concerned.addAll(spread(start, this::concernedBy));
        var decided = new HashSet<>(concerned);
        // A new membership alone changes nothing else of its member.
        decided.addAll(reported.members());
        spread(decided, this::decidesAbout);
        reported.links().forEach(links::add);
        linked = new LinkedEdges(links.all(), links::isNever, links::isGeneric, evidence::splits, rules, namespaces);
        return this;
    }

    /** Reads around nodes that may have been linked by other rules before. */
    Neighbourhood afterOtherRules(Set<NodeRef> touched) {
        var start = KnownLinks.linkable(touched);
        links.read(start);
        var active = links.leftActive(start);
        links.read(active.stream().flatMap(edge -> edge.ends().stream()).collect(toUnmodifiableSet()));
        // Where one of the ends links, the edge is derived with what that is linked with.
        active.stream()
                .filter(edge -> edge.ends().stream().allMatch(links::linksNothing))
                .forEach(edge -> {
                    links.add(edge);
                    leftActive.add(edge.edgeId());
                });
        return around(start, false);
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
            links.read(frontier);
            var next = new HashSet<NodeRef>();
            for (var node : frontier) {
                if (!links.linksNothing(node)) {
                    links.at(node).stream()
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

    /** The nodes whose edges are to be derived anew. */
    Set<NodeRef> concerned() {
        return concerned;
    }

    /** Those of the nodes concerned that have memberships in the graph. */
    Collection<NodeRef> membersConcerned() {
        return concerned.stream().filter(links::isMember).toList();
    }

    /**
     * The links to be derived anew: those that are reported, and those of the nodes concerned, but of a value that
     * linked nothing before.
     */
    Collection<StoredEdge> linksConcerned() {
        return links.all().stream()
                .filter(edge -> reported.has(edge)
                        || leftActive.contains(edge.edgeId())
                        || edge.ends().stream()
                                .anyMatch(end -> concerned.contains(end)
                                        && (!links.linksNothing(end) || links.isNewlyGeneric(end))))
                .toList();
    }

    /** All nodes of which something has been read. */
    Set<NodeRef> known() {
        return links.nodes();
    }

    /** The links that have been read, and what linking makes of them. */
    LinkedEdges linked() {
        return requireNonNull(linked, "nothing has been read");
    }
}
