package dev.identitygraph.derivation;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.identitygraph.consent.Ledger;
import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.identity.Identity;
import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.link.LinkingRules;
import dev.identitygraph.store.EdgeChange;
import dev.identitygraph.store.EdgeReader;
import dev.identitygraph.store.EvidenceStore;
import dev.identitygraph.store.GraphWriter;
import dev.identitygraph.store.LinkReader;
import dev.identitygraph.store.NodeRef;
import dev.identitygraph.store.StoredEdge;
import dev.identitygraph.store.WriteTurn;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Derives the standing and the consent of every edge that a change may concern, and of no other. What it derives
 * depends on what is in the graph and the ledger alone, never on the order in which it came.
 */
@Component
public class Relinker {
    private static final Set<EdgeType> MEMBERSHIPS = EnumSet.of(EdgeType.IN_SEGMENT);

    private final EdgeReader reader;
    private final LinkReader links;
    private final EvidenceStore evidence;
    private final GraphWriter writer;
    private final Ledger ledger;
    private final Agreements agreements;
    private final LinkingRules rules;
    private final Namespaces namespaces;
    private final NeverLinking neverLinking;
    private final WriteTurn turn;

    /** A relinker by these rules and agreements, which takes this turn. */
    public Relinker(
            EdgeReader reader,
            LinkReader links,
            EvidenceStore evidence,
            GraphWriter writer,
            Ledger ledger,
            Agreements agreements,
            LinkingRules rules,
            Namespaces namespaces,
            NeverLinking neverLinking,
            WriteTurn turn) {
        this.turn = turn;
        this.reader = reader;
        this.links = links;
        this.evidence = evidence;
        this.writer = writer;
        this.ledger = ledger;
        this.agreements = agreements;
        this.rules = rules;
        this.namespaces = namespaces;
        this.neverLinking = neverLinking;
    }

    /** Relinks around these nodes, in the caller's transaction, which must have taken its turn before it wrote. */
    public void relink(Set<NodeRef> touched) {
        relink(touched, false);
    }

    /**
     * Relinks around these nodes, in the caller's transaction.
     *
     * @param lessThanBefore whether links of the nodes have gone
     */
    public void relink(Set<NodeRef> touched, boolean lessThanBefore) {
        relink(ReportedEdges.NONE, touched, lessThanBefore);
    }

    /**
     * Relinks around these nodes what other rules may have linked, in the caller's transaction.
     *
     * @return the nodes that need not be relinked any more, these among them
     */
    public Set<NodeRef> relinkAfterOtherRules(Set<NodeRef> touched) {
        var around = neighbourhood(ReportedEdges.NONE).afterOtherRules(touched);
        derive(around, ReportedEdges.NONE);
        return around.concerned();
    }

    /**
     * Adds edges to the graph, linked with what it has, in the caller's transaction.
     *
     * @param edges between nodes that the graph has
     * @param identities those that are at hand, by their nodes
     * @param added the nodes that the transaction has added: nothing has to be read of them
     * @param touched other nodes of which something has changed, such as those who gave a consent
     */
    public void report(
            Collection<StoredEdge> edges, Map<NodeRef, Identity> identities, Set<NodeRef> added, Set<NodeRef> touched) {
        if (!edges.isEmpty() || !touched.isEmpty()) {
            relink(ReportedEdges.of(edges, identities, added, reader), touched, false);
        }
    }

    /**
     * Adds the edges that a decision comes to, and relinks around what it is about, in the caller's transaction.
     *
     * @param touched what the decision is about
     */
    public void decide(Collection<StoredEdge> edges, Set<NodeRef> touched) {
        relink(ReportedEdges.of(edges, Map.of(), Set.of(), reader), touched, true);
    }

    private void relink(ReportedEdges reported, Set<NodeRef> touched, boolean lessThanBefore) {
        derive(neighbourhood(reported).around(touched, lessThanBefore), reported);
    }

    private void derive(Neighbourhood around, ReportedEdges reported) {
        var edges = edges(around, reported);
        var derivation = new EdgeDerivation(around.linked(), agreements::subject);
        var consents = ledger.about(derivation.pseudonyms(edges), turn.take());
        var changes = edges.stream()
                .map(edge -> reported.change(edge, derivation.derive(edge, consents)))
                .filter(EdgeChange::isOne)
                .toList();
        CeasedDecisions.tell(changes, around.linked());
        writer.write(changes);
    }

    /** The links around nodes, and what linking makes of them. It writes nothing. */
    public LinkedEdges linkedAround(Set<NodeRef> nodes) {
        return around(nodes).linked();
    }

    private Neighbourhood around(Set<NodeRef> nodes) {
        return neighbourhood(ReportedEdges.NONE).around(nodes, true);
    }

    private Neighbourhood neighbourhood(ReportedEdges reported) {
        return new Neighbourhood(reader, links, evidence, rules, namespaces, neverLinking, reported);
    }

    /** The same by other rules. */
    Relinker by(LinkingRules other, NeverLinking never) {
        return new Relinker(reader, links, evidence, writer, ledger, agreements, other, namespaces, never, turn);
    }

    /** All nodes that what touches these may concern, and those that decide about them. */
    Set<NodeRef> nodesAround(Set<NodeRef> touched) {
        var nodes = new HashSet<>(touched);
        nodes.addAll(around(touched).known());
        return nodes;
    }

    /** All that is the person's who has a customer record; the record itself at least. It writes nothing. */
    public Set<NodeRef> personOf(NodeRef record) {
        var nodes = new HashSet<>(Set.of(record));
        peopleOf(nodes).forEach(nodes::addAll);
        return nodes;
    }

    /** The people who have some of these nodes, each with all that is theirs. */
    public Set<Set<NodeRef>> peopleOf(Set<NodeRef> nodes) {
        return around(nodes).linked().people().stream()
                .filter(person -> person.stream().anyMatch(nodes::contains))
                .collect(toUnmodifiableSet());
    }

    /** The edges to derive: those that are reported, links that may count for something, and all memberships. */
    private Collection<StoredEdge> edges(Neighbourhood around, ReportedEdges reported) {
        var edges = new ArrayList<>(around.linksConcerned());
        reader.at(around.membersConcerned(), MEMBERSHIPS).stream()
                .filter(edge -> !reported.has(edge))
                .forEach(edges::add);
        reported.memberships().forEach(edges::add);
        return edges;
    }
}
