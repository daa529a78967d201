package dev.identitygraph.ingest;

import static java.util.stream.Collectors.toCollection;

import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.identity.Standing;
import dev.identitygraph.store.NodeRef;
import dev.identitygraph.store.StoredEdge;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Who is who in a part of the graph: a person is the customer records that active SAME_AS edges join. */
final class People {
    private final Map<NodeRef, Set<NodeRef>> persons = new HashMap<>();
    private final Map<NodeRef, Set<NodeRef>> customers = new HashMap<>();

    People(Collection<StoredEdge> edges) {
        edges.forEach(edge -> {
            if (edge.type() == EdgeType.SAME_AS && edge.standing() == Standing.ACTIVE) {
                join(edge.from(), edge.to());
            } else if (edge.type() == EdgeType.HAS_EMAIL || edge.type() == EdgeType.USES) {
                customers.computeIfAbsent(edge.to(), _ -> new HashSet<>()).add(edge.from());
            }
        });
    }

    private void join(NodeRef one, NodeRef other) {
        var joined = new HashSet<>(person(one));
        joined.addAll(person(other));
        joined.forEach(customer -> persons.put(customer, joined));
    }

    private Set<NodeRef> person(NodeRef customer) {
        return persons.getOrDefault(customer, Set.of(customer));
    }

    /** The pseudonyms of a customer's person, the smallest first: it stands for the person. */
    TreeSet<String> personOf(NodeRef customer) {
        return person(customer).stream().map(NodeRef::digest).collect(toCollection(TreeSet::new));
    }

    /** The people who have an e-mail address or use a device. */
    List<TreeSet<String>> peopleOf(NodeRef node) {
        return customers.getOrDefault(node, Set.of()).stream()
                .map(this::personOf)
                .distinct()
                .toList();
    }
}
