package dev.identitygraph.link;

import dev.identitygraph.identity.Identity;
import dev.identitygraph.identity.Namespace;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The outcome of linking: which links count, and who belongs together by them. */
public final class Linking {
    private final Evidence evidence;
    private final Cores cores;
    private final Belongings belongings;
    private final Map<Link, Supersession> superseded;

    Linking(Evidence evidence, Cores cores, Belongings belongings, Map<Link, Supersession> superseded) {
        this.evidence = evidence;
        this.cores = cores;
        this.belongings = belongings;
        this.superseded = superseded;
    }

    /** Why a link does not count; nothing if it does. */
    public Optional<Supersession> superseded(Link link) {
        return Optional.ofNullable(superseded.get(link));
    }

    /** The people who have an identity, each called by an identity of theirs; none if it is nobody's. */
    public Set<Identity> peopleOf(Identity identity) {
        return belongings.ownersOf(identity);
    }

    /** The decisions that keep two identities apart, or the people who have them. */
    public Set<Split> splitsBetween(Identity one, Identity other) {
        return evidence.splits().stream()
                .filter(split -> isOf(split.one(), one) && isOf(split.other(), other)
                        || isOf(split.one(), other) && isOf(split.other(), one))
                .collect(Collectors.toUnmodifiableSet());
    }

    private boolean isOf(Identity part, Identity identity) {
        return part.equals(identity) || peopleOf(identity).contains(cores.of(part));
    }

    /** Whether some person has both. */
    public boolean ofOnePerson(Identity one, Identity other) {
        return peopleOf(one).stream().anyMatch(peopleOf(other)::contains);
    }

    /** The decisions that split two whom some person has all the same, each by links of its own. */
    public List<Split> keptTogether() {
        return evidence.splits().stream()
                .filter(split -> ofOnePerson(split.one(), split.other()))
                .toList();
    }

    /**
     * The links that lead from one identity to another with the fewest superseded ones among them, and then the fewest
     * at all; none if nothing leads there.
     *
     * @param through the namespaces whose identities they may lead through
     */
    public List<Link> chain(Identity one, Identity other, Predicate<Namespace> through) {
        var claims = evidence.claims().stream()
                .filter(claim -> claim.link().ends().stream().allMatch(end -> through.test(end.namespace())))
                .toList();
        return new Chains(claims, link -> superseded.containsKey(link)).between(one, other);
    }

    /** The people's graphs of two identities and more, in a fixed order. A shared address stands in several. */
    public List<SortedSet<Identity>> graphs() {
        return all().values().stream()
                .filter(graph -> graph.size() > 1)
                .sorted(Comparator.comparing(SortedSet::first, Link.BY_NAME))
                .toList();
    }

    /** The identities that are in no person's graph of two and more, in a fixed order. */
    public SortedSet<Identity> alone() {
        var alone = new TreeSet<>(Link.BY_NAME);
        alone.addAll(evidence.identities());
        all().values().stream().filter(graph -> graph.size() > 1).forEach(alone::removeAll);
        return alone;
    }

    private Map<Identity, SortedSet<Identity>> all() {
        var graphs = new HashMap<Identity, SortedSet<Identity>>();
        evidence.identities()
                .forEach(identity -> belongings
                        .ownersOf(identity)
                        .forEach(person -> graphs.computeIfAbsent(person, _ -> new TreeSet<>(Link.BY_NAME))
                                .add(identity)));
        return graphs;
    }

    /** The claims that are kept as evidence only, by their links in a fixed order. */
    public List<Claim> supersededClaims() {
        return evidence.claims().stream()
                .filter(claim -> superseded.containsKey(claim.link()))
                .sorted(Comparator.comparing((Claim claim) -> claim.link().from(), Link.BY_NAME)
                        .thenComparing(claim -> claim.link().to(), Link.BY_NAME))
                .toList();
    }
}
