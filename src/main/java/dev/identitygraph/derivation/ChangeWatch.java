package dev.identitygraph.derivation;

import dev.identitygraph.store.NodeReader;
import dev.identitygraph.store.NodeRef;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Tells which people's graphs a change around some nodes unmade and made, in the transaction of the change. */
@Component
public class ChangeWatch {
    private final Relinker relinker;
    private final NodeReader nodes;

    /** Watches by the rules of a relinker. */
    public ChangeWatch(Relinker relinker, NodeReader nodes) {
        this.relinker = relinker;
        this.nodes = nodes;
    }

    /** Makes a change, and looks at the people around the nodes before it and after it. */
    public GraphChanges watch(Set<NodeRef> touched, Runnable change) {
        var nodes = relinker.nodesAround(touched);
        var before = relinker.peopleOf(nodes);
        var namesBefore = names(before);
        change.run();
        var after = relinker.peopleOf(nodes);
        return GraphChanges.between(namesBefore, names(after), changed(before, after));
    }

    /** The nodes of the people who are not the same before and after. */
    private static Set<NodeRef> changed(Set<Set<NodeRef>> before, Set<Set<NodeRef>> after) {
        return Stream.concat(
                        before.stream().filter(person -> !after.contains(person)),
                        after.stream().filter(person -> !before.contains(person)))
                .filter(person -> person.size() > 1)
                .flatMap(Set::stream)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** How the people around some nodes would differ, if other rules linked them. */
    GraphChanges compare(Set<NodeRef> nodes, Relinker other) {
        var now = relinker.peopleOf(nodes);
        var then = other.peopleOf(nodes);
        return GraphChanges.between(names(now), names(then), changed(now, then));
    }

    private List<List<String>> names(Collection<Set<NodeRef>> people) {
        var names = nodes.names(people.stream().flatMap(Set::stream).distinct().toList());
        return people.stream()
                .map(person -> person.stream()
                        .flatMap(node -> Optional.ofNullable(names.get(node)).stream())
                        .toList())
                .filter(graph -> graph.size() > 1)
                .toList();
    }
}
