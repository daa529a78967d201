package dev.identitygraph.privacy;

import static dev.identitygraph.identity.EdgeType.HAS_EMAIL;
import static dev.identitygraph.identity.EdgeType.SAME_AS;
import static dev.identitygraph.identity.EdgeType.USES;
import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.identitygraph.identity.Kind;
import dev.identitygraph.identity.Standing;
import dev.identitygraph.store.EdgeReader;
import dev.identitygraph.store.NodeRef;
import dev.identitygraph.store.StoredEdge;
import dev.identitygraph.store.Transactions;
import java.util.HashSet;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What of the graph is a subject: a person's records, addresses and devices that are theirs alone. */
@Component
class SubjectNodes {
    private final EdgeReader edges;
    private final Transactions transactions;

    SubjectNodes(EdgeReader edges, Transactions transactions) {
        this.edges = edges;
        this.transactions = transactions;
    }

    /** The pseudonyms of the subject's nodes. */
    Set<String> of(NodeRef subject) {
        return subject.kind() == Kind.CUSTOMER ? transactions.write(() -> ofPerson(subject)) : Set.of(subject.digest());
    }

    private Set<String> ofPerson(NodeRef subject) {
        var records = new HashSet<>(Set.of(subject));
        Set<NodeRef> frontier = Set.of(subject);
        while (!frontier.isEmpty()) {
            var found = edges.at(frontier, Set.of(SAME_AS)).stream()
                    .filter(SubjectNodes::isActive)
                    .flatMap(edge -> edge.ends().stream())
                    .collect(toUnmodifiableSet());
            frontier = found.stream().filter(records::add).collect(toUnmodifiableSet());
        }
        var nodes = new HashSet<>(records);
        edges.at(records, Set.of(HAS_EMAIL, USES)).stream()
                .filter(SubjectNodes::isActive)
                .forEach(edge -> nodes.add(edge.to()));
        return nodes.stream().map(NodeRef::digest).collect(toUnmodifiableSet());
    }

    private static boolean isActive(StoredEdge edge) {
        return edge.standing() == Standing.ACTIVE;
    }
}
