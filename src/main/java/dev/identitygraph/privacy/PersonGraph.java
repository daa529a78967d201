package dev.identitygraph.privacy;

import dev.identitygraph.derivation.GraphChanges;
import dev.identitygraph.identity.Kind;
import dev.identitygraph.identity.Namespace;
import dev.identitygraph.identity.Namespaces;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A person's graph, as a client is told of it that changed it: whose it is, and how much is in it. Nothing of it is
 * named but the customer records, and what a partner knows is not even counted.
 *
 * @param customers the customer records
 * @param others how many other identities of ours there are, by namespace
 */
public record PersonGraph(List<GivenIdentity> customers, SortedMap<String, Integer> others) {
    private static final Comparator<PersonGraph> BY_NAME = Comparator.comparing(
            graph -> graph.customers().stream().map(GivenIdentity::value).toList() + "" + graph.others());

    /**
     * What changed among our identities: what a partner knows must not be told, not even by a graph that looks the
     * same.
     */
    static GraphChanges ours(GraphChanges changes, Namespaces namespaces) {
        return changes.among(
                name -> namespace(name, namespaces).filter(Namespace::speaks).isPresent());
    }

    private static Optional<Namespace> namespace(String name, Namespaces namespaces) {
        return namespaces.find(name.substring(0, name.indexOf(':')));
    }

    /**
     * Graphs of our identities, which go by {@code namespace:value}, or {@code namespace:#digest}.
     *
     * @return in a fixed order
     */
    static List<PersonGraph> of(Collection<List<String>> graphs, Namespaces namespaces) {
        return graphs.stream()
                .map(names -> of(names, namespaces))
                .sorted(BY_NAME)
                .toList();
    }

    private static PersonGraph of(List<String> names, Namespaces namespaces) {
        var customers = new ArrayList<GivenIdentity>();
        var others = new TreeMap<String, Integer>();
        for (var name : names) {
            var namespace = namespace(name, namespaces).orElseThrow();
            if (namespace.kind() == Kind.CUSTOMER) {
                customers.add(new GivenIdentity(namespace.name(), name.substring(name.indexOf(':') + 1)));
            } else {
                others.merge(namespace.name(), 1, Integer::sum);
            }
        }
        return new PersonGraph(List.copyOf(customers), others);
    }
}
