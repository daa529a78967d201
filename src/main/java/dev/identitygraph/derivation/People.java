package dev.identitygraph.derivation;

import static java.util.stream.Collectors.toCollection;

import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.identity.Kind;
import dev.identitygraph.link.Supersession;
import dev.identitygraph.store.NodeRef;
import dev.identitygraph.store.StoredEdge;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Who is who in a part of the graph: a person is the customer records that linking joins. */
final class People {
    private final Map<NodeRef, Set<NodeRef>> persons = new HashMap<>();
    private final Map<NodeRef, Set<NodeRef>> customers = new HashMap<>();

    People(LinkedEdges linked) {
        linked.links().forEach(edge -> {
            if (edge.type() == EdgeType.HAS_EMAIL || edge.type() == EdgeType.USES) {
                if (isTheirs(linked, edge)) {
                    customers.computeIfAbsent(edge.to(), _ -> new HashSet<>()).add(edge.from());
                }
            }
        });
        linked.people().forEach(person -> {
            var records =
                    person.stream().filter(node -> node.kind() == Kind.CUSTOMER).collect(toCollection(HashSet::new));
            records.forEach(record -> persons.put(record, records));
        });
    }

    /** Those who share a device have a say in what becomes of it, although it is nobody's. */
    private static boolean isTheirs(LinkedEdges linked, StoredEdge edge) {
        return linked.superseded(edge)
                .map(by -> by.rule() == Supersession.Rule.SHARED)
                .orElse(true);
    }

    /** The pseudonyms of a customer's person, the smallest first: it stands for the person. Others are themselves. */
    TreeSet<String> personOf(NodeRef node) {
        return persons.getOrDefault(node, Set.of(node)).stream()
                .map(NodeRef::digest)
                .collect(toCollection(TreeSet::new));
    }

    /** The customer records that have an e-mail address or use a device. */
    Set<NodeRef> recordsAt(NodeRef node) {
        return customers.getOrDefault(node, Set.of());
    }

    /** The people who have an e-mail address or use a device. */
    List<TreeSet<String>> peopleOf(NodeRef node) {
        return recordsAt(node).stream().map(this::personOf).distinct().toList();
    }
}
