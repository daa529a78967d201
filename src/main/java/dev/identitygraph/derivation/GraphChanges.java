package dev.identitygraph.derivation;

import dev.identitygraph.store.NodeRef;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Which people's graphs of two identities and more a change unmade and made, each as the names of its identities:
 * {@code namespace:value}, or {@code namespace:#digest} where the value is not kept in clear. A person whose graph is
 * the same before and after is in neither.
 *
 * @param nodes all that is in these graphs
 */
public record GraphChanges(Set<List<String>> before, Set<List<String>> after, Set<NodeRef> nodes) {
    public static final GraphChanges NONE = new GraphChanges(Set.of(), Set.of(), Set.of());

    static GraphChanges between(
            Collection<? extends Collection<String>> before,
            Collection<? extends Collection<String>> after,
            Set<NodeRef> nodes) {
        var gone = sorted(before);
        var come = sorted(after);
        var same = new HashSet<>(gone);
        same.retainAll(come);
        gone.removeAll(same);
        come.removeAll(same);
        return new GraphChanges(gone, come, nodes);
    }

    /** These changes and others that followed them. */
    public GraphChanges then(GraphChanges next) {
        var before = new HashSet<>(next.before);
        before.removeAll(after);
        before.addAll(this.before);
        var after = new HashSet<>(this.after);
        after.removeAll(next.before);
        after.addAll(next.after);
        var nodes = new HashSet<>(this.nodes);
        nodes.addAll(next.nodes);
        return between(before, after, nodes);
    }

    /** What these changes are among some of the identities: graphs of fewer than two of them are none. */
    public GraphChanges among(Predicate<String> name) {
        return between(only(before, name), only(after, name), nodes);
    }

    private static List<List<String>> only(Set<List<String>> graphs, Predicate<String> name) {
        return graphs.stream()
                .map(graph -> graph.stream().filter(name).toList())
                .filter(graph -> graph.size() > 1)
                .toList();
    }

    private static Set<List<String>> sorted(Collection<? extends Collection<String>> graphs) {
        var sorted = new HashSet<List<String>>();
        graphs.forEach(graph -> sorted.add(List.copyOf(new TreeSet<>(graph))));
        return sorted;
    }
}
