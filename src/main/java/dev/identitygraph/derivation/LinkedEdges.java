package dev.identitygraph.derivation;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.identity.Identity;
import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.link.Claim;
import dev.identitygraph.link.Evidence;
import dev.identitygraph.link.Link;
import dev.identitygraph.link.Linker;
import dev.identitygraph.link.Linking;
import dev.identitygraph.link.LinkingRules;
import dev.identitygraph.link.Split;
import dev.identitygraph.link.Supersession;
import dev.identitygraph.source.Source;
import dev.identitygraph.store.NodeRef;
import dev.identitygraph.store.StoredEdge;
import dev.identitygraph.store.StoredSplit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** Edges that say links, and what linking makes of them. */
public final class LinkedEdges {
    private final Collection<StoredEdge> links;
    private final Namespaces namespaces;
    private final Map<NodeRef, Identity> identities = new HashMap<>();
    private final Map<Split, List<String>> decisions = new HashMap<>();
    private final Linking linking;

    /**
     * Links.
     *
     * @param never whether a node's value never links
     * @param crowded whether a node is known to carry more links than it may
     * @param splits the decisions that split one of some pseudonyms from another
     */
    public LinkedEdges(
            Collection<StoredEdge> links,
            Predicate<NodeRef> never,
            Predicate<NodeRef> crowded,
            Function<Set<String>, Collection<StoredSplit>> splits,
            LinkingRules rules,
            Namespaces namespaces) {
        this.links = links;
        this.namespaces = namespaces;
        var claims = new HashMap<Link, Claim>();
        links.forEach(edge -> {
            identities.put(edge.from(), from(edge, namespaces));
            identities.put(edge.to(), to(edge, namespaces));
            claims.merge(link(edge), claim(edge), Claim::or);
        });
        var nothing = identities(never);
        linking = new Linker(rules, nothing::contains)
                .link(Evidence.of(
                        Set.copyOf(identities.values()), claims.values(), among(splits), identities(crowded)));
    }

    /** The edges, which all say links. */
    public Collection<StoredEdge> links() {
        return links;
    }

    /** What linking came to. */
    public Linking linking() {
        return linking;
    }

    /** The identity that a node has in linking, if anything leads to it. */
    public Optional<Identity> identity(NodeRef node) {
        return Optional.ofNullable(identities.get(node));
    }

    /** The edges that say a link. */
    public List<StoredEdge> saying(Link link) {
        return links.stream()
                .filter(edge -> link(edge).equals(link))
                .sorted(comparing(StoredEdge::edgeId))
                .toList();
    }

    /** Why an edge does not count; nothing if it does. A membership always does. */
    public Optional<Supersession> superseded(StoredEdge edge) {
        return edge.type() == EdgeType.IN_SEGMENT ? Optional.empty() : linking.superseded(link(edge));
    }

    /** The nodes by the people who have them. */
    Collection<Set<NodeRef>> people() {
        var people = new HashMap<Identity, Set<NodeRef>>();
        identities.forEach((node, identity) -> linking.peopleOf(identity)
                .forEach(person ->
                        people.computeIfAbsent(person, _ -> new HashSet<>()).add(node)));
        return people.values();
    }

    private Set<Identity> identities(Predicate<NodeRef> which) {
        return identities.entrySet().stream()
                .filter(entry -> which.test(entry.getKey()))
                .map(Map.Entry::getValue)
                .collect(toUnmodifiableSet());
    }

    private List<Split> among(Function<Set<String>, Collection<StoredSplit>> splits) {
        var byDigest = new HashMap<String, Identity>();
        identities.forEach((node, identity) -> byDigest.put(node.digest(), identity));
        for (var split : splits.apply(byDigest.keySet())) {
            var one = byDigest.get(split.one());
            var other = byDigest.get(split.other());
            if (one != null && other != null) {
                decisions
                        .computeIfAbsent(new Split(one, other, split.at()), _ -> new ArrayList<>())
                        .add(split.observation());
            }
        }
        return List.copyOf(decisions.keySet());
    }

    /** The observations that are decisions which keep two identities apart, or the people who have them. */
    public List<String> apart(Identity one, Identity other) {
        return decisions(linking.splitsBetween(one, other));
    }

    /**
     * The decisions that say of the same two identities what these do, by their observations: all of them must be taken
     * back before the two are not kept apart any more.
     */
    public List<String> decisions(Collection<Split> splits) {
        return decisions.entrySet().stream()
                .filter(decision -> splits.stream().anyMatch(decision.getKey()::isOfTheSame))
                .flatMap(decision -> decision.getValue().stream())
                .sorted()
                .toList();
    }

    private Claim claim(StoredEdge edge) {
        var at = edge.provenance().observedAt();
        var decided = edge.provenance().source().equals(Source.OF_DECISIONS);
        return new Claim(link(edge), at, decided ? Optional.of(at) : Optional.empty());
    }

    private Link link(StoredEdge edge) {
        return new Link(edge.type(), from(edge, namespaces), to(edge, namespaces));
    }

    static Identity from(StoredEdge edge, Namespaces namespaces) {
        return identity(edge.fromNamespace(), edge.from(), namespaces);
    }

    static Identity to(StoredEdge edge, Namespaces namespaces) {
        return identity(edge.toNamespace(), edge.to(), namespaces);
    }

    /** In the graph an identity goes by its pseudonym. */
    private static Identity identity(String namespace, NodeRef node, Namespaces namespaces) {
        return new Identity(namespaces.find(namespace).orElseThrow(), node.digest());
    }
}
