package dev.identitygraph.ingest;

import static dev.identitygraph.identity.EdgeType.HAS_EMAIL;
import static dev.identitygraph.identity.EdgeType.SAME_AS;
import static dev.identitygraph.identity.EdgeType.USES;
import static java.util.stream.Collectors.toCollection;

import dev.identitygraph.consent.Ledger;
import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.identity.Kind;
import dev.identitygraph.store.EdgeChange;
import dev.identitygraph.store.EdgeReader;
import dev.identitygraph.store.GraphWriter;
import dev.identitygraph.store.NodeRef;
import dev.identitygraph.store.StoredEdge;
import dev.identitygraph.store.WriteTurn;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Derives the standing and the consent of every edge that a change may concern, and of no other. What it derives
 * depends on what is in the graph and the ledger alone, never on the order in which it came.
 */
@Component
public class Relinker {
    private static final Set<EdgeType> ALL = EnumSet.allOf(EdgeType.class);
    private static final Set<EdgeType> OWNERSHIP = EnumSet.of(HAS_EMAIL, USES);

    private final EdgeReader reader;
    private final GraphWriter writer;
    private final Ledger ledger;
    private final Agreements agreements;
    private final WriteTurn turn;

    Relinker(EdgeReader reader, GraphWriter writer, Ledger ledger, Agreements agreements, WriteTurn turn) {
        this.turn = turn;
        this.reader = reader;
        this.writer = writer;
        this.ledger = ledger;
        this.agreements = agreements;
    }

    /** Relinks all that a source has reported, in the caller's transaction. */
    void relink(String source) {
        relink(reader.endsOf(source));
    }

    /** Relinks around these nodes, in the caller's transaction, which must have taken its turn before it wrote. */
    public void relink(Set<NodeRef> touched) {
        var at = turn.take();
        var edges = edgesConcerned(touched);
        var people = new People(
                Stream.concat(edges.stream(), surroundings(edges).stream()).toList());
        var derivation = new EdgeDerivation(people, agreements::subject);
        var consents = ledger.about(derivation.pseudonyms(edges), at);
        var changes = edges.stream()
                .map(edge -> derivation.derive(edge, consents))
                .filter(EdgeChange::isOne)
                .toList();
        writer.rewrite(changes);
    }

    /**
     * The edges at the touched nodes, at all records of the people touched, and at those people's addresses and
     * devices.
     */
    private Collection<StoredEdge> edgesConcerned(Set<NodeRef> touched) {
        var concerned = new HashSet<>(touched);
        sameAs(nodes(touched, Relinker::isCustomer)).forEach(edge -> concerned.addAll(edge.ends()));
        reader.at(nodes(concerned, Relinker::isCustomer), OWNERSHIP).forEach(edge -> concerned.add(edge.to()));
        return reader.at(nodes(concerned, node -> node.kind() != Kind.SEGMENT), ALL);
    }

    /** What else tells whose the ends of these edges are. */
    private Collection<StoredEdge> surroundings(Collection<StoredEdge> edges) {
        var ends = edges.stream().flatMap(edge -> edge.ends().stream()).collect(toCollection(HashSet::new));
        var owners = reader.at(nodes(ends, node -> node.kind() == Kind.EMAIL || node.kind() == Kind.DEVICE), OWNERSHIP);
        owners.forEach(edge -> ends.add(edge.from()));
        var surroundings = new ArrayList<>(owners);
        surroundings.addAll(sameAs(nodes(ends, Relinker::isCustomer)));
        return surroundings;
    }

    /** The edges that join these customer records with all others of the same people. */
    private Collection<StoredEdge> sameAs(Set<NodeRef> customers) {
        var edges = new HashMap<String, StoredEdge>();
        var seen = new HashSet<>(customers);
        var frontier = customers;
        while (!frontier.isEmpty()) {
            var found = new HashSet<NodeRef>();
            reader.at(frontier, Set.of(SAME_AS)).forEach(edge -> {
                edges.put(edge.edgeId(), edge);
                found.addAll(edge.ends());
            });
            found.removeAll(seen);
            seen.addAll(found);
            frontier = found;
        }
        return edges.values();
    }

    private static boolean isCustomer(NodeRef node) {
        return node.kind() == Kind.CUSTOMER;
    }

    private static Set<NodeRef> nodes(Collection<NodeRef> nodes, Predicate<NodeRef> which) {
        return nodes.stream().filter(which).collect(toCollection(HashSet::new));
    }
}
