package dev.identitygraph.ingest;

import dev.identitygraph.store.EvidenceStore;
import dev.identitygraph.store.NodeRef;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Tells which people's graphs a change around some nodes unmade and made, in the transaction of the change. */
@Component
class ChangeWatch {
    private final Relinker relinker;
    private final EvidenceStore evidence;

    ChangeWatch(Relinker relinker, EvidenceStore evidence) {
        this.relinker = relinker;
        this.evidence = evidence;
    }

    /** Makes a change, and looks at the people around the nodes before it and after it. */
    GraphChanges watch(Set<NodeRef> touched, Runnable change) {
        var nodes = relinker.nodesAround(touched);
        var before = names(relinker.peopleOf(nodes));
        change.run();
        return GraphChanges.between(before, names(relinker.peopleOf(nodes)));
    }

    /** How the people around some nodes would differ, if other rules linked them. */
    GraphChanges compare(Set<NodeRef> nodes, Relinker other) {
        return GraphChanges.between(names(relinker.peopleOf(nodes)), names(other.peopleOf(nodes)));
    }

    private List<List<String>> names(Collection<Set<NodeRef>> people) {
        var names =
                evidence.names(people.stream().flatMap(Set::stream).distinct().toList());
        return people.stream()
                .map(person -> person.stream()
                        .flatMap(node -> Optional.ofNullable(names.get(node)).stream())
                        .toList())
                .filter(graph -> graph.size() > 1)
                .toList();
    }
}
