package dev.identitygraph.ingest;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.identitygraph.consent.Ledger;
import dev.identitygraph.identity.EdgeType;
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
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Derives the standing and the consent of every edge that a change may concern, and of no other. What it derives
 * depends on what is in the graph and the ledger alone, never on the order in which it came.
 */
@Component
public class Relinker {
    private static final Set<EdgeType> MEMBERSHIPS = EnumSet.of(EdgeType.IN_SEGMENT);

    /** Whoever touches nodes otherwise than by a batch makes fewer links new than this. */
    private static final int USUALLY_NEW = 500;

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

    Relinker(
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

    /** Relinks all that a source has reported, in the caller's transaction. */
    void relink(String source) {
        relink(reader.endsOf(source));
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
    void relink(Set<NodeRef> touched, boolean lessThanBefore) {
        relink(around(touched, lessThanBefore));
    }

    /**
     * Relinks around these nodes, in the caller's transaction.
     *
     * @param mostNew how many links of one of them are new in this transaction at the most
     */
    void relink(Set<NodeRef> touched, int mostNew) {
        relink(neighbourhood(mostNew).around(touched, false));
    }

    private void relink(Neighbourhood around) {
        var edges = edges(around);
        var derivation = new EdgeDerivation(around.linked(), agreements::subject);
        var consents = ledger.about(derivation.pseudonyms(edges), turn.take());
        writer.rewrite(edges.stream()
                .map(edge -> derivation.derive(edge, consents))
                .filter(EdgeChange::isOne)
                .toList());
    }

    /** What is known around nodes, and how it is linked. It writes nothing. */
    Neighbourhood around(Set<NodeRef> touched, boolean lessThanBefore) {
        return neighbourhood(USUALLY_NEW).around(touched, lessThanBefore);
    }

    private Neighbourhood neighbourhood(int mostNew) {
        return new Neighbourhood(reader, links, evidence, rules, namespaces, neverLinking, mostNew);
    }

    /** The same by other rules. */
    Relinker by(LinkingRules other, NeverLinking never) {
        return new Relinker(reader, links, evidence, writer, ledger, agreements, other, namespaces, never, turn);
    }

    /** All nodes that what touches these may concern, and those that decide about them. */
    Set<NodeRef> nodesAround(Set<NodeRef> touched) {
        var nodes = new HashSet<>(touched);
        nodes.addAll(around(touched, true).known());
        return nodes;
    }

    /** All that is the person's who has a customer record; the record itself at least. It writes nothing. */
    public Set<NodeRef> personOf(NodeRef record) {
        var nodes = new HashSet<>(Set.of(record));
        peopleOf(nodes).forEach(nodes::addAll);
        return nodes;
    }

    /** The people who have some of these nodes, each with all that is theirs. */
    Set<Set<NodeRef>> peopleOf(Set<NodeRef> nodes) {
        return around(nodes, true).linked().people().stream()
                .filter(person -> person.stream().anyMatch(nodes::contains))
                .collect(toUnmodifiableSet());
    }

    /** The edges to derive: links that count for something, and all memberships. */
    private Collection<StoredEdge> edges(Neighbourhood around) {
        var edges = new ArrayList<>(around.linksConcerned());
        edges.addAll(reader.at(around.concerned(), MEMBERSHIPS));
        return edges;
    }
}
