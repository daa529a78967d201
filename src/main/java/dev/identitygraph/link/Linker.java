package dev.identitygraph.link;

import static java.util.stream.Collectors.groupingBy;

import dev.identitygraph.identity.Identity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Decides which links count, and so who belongs together. It depends on nothing but evidence and rules: not on the
 * order of the evidence, and not on what was decided before.
 *
 * <ol>
 *   <li>Links of values that never link, and of values that carry more links than their rule allows, count for nothing.
 *   <li>What joins (customer records, logins, addresses of one's own) is joined, from the strongest link to the
 *       weakest. A link that would put two values of a unique namespace into one person's graph, or two identities that
 *       a privacy officer has split, is superseded. Where links are equally strong, none of them is preferred: all that
 *       lie between the two are superseded.
 *   <li>What joins nobody (addresses that people share, what partners call someone, devices) goes to those whose links
 *       lead to it. A device goes to one person only; if several have used it, it is nobody's.
 * </ol>
 */
public final class Linker {
    private final LinkingRules rules;
    private final Predicate<Identity> neverLinks;

    public Linker(LinkingRules rules) {
        this(rules, rules::neverLinks);
    }

    /**
     * A linker for identities whose values are not there.
     *
     * @param neverLinks what the rules say of an identity's value
     */
    public Linker(LinkingRules rules, Predicate<Identity> neverLinks) {
        this.rules = rules;
        this.neverLinks = neverLinks;
    }

    public Linking link(Collection<Observation> observations) {
        return link(Evidence.of(observations));
    }

    public Linking link(Evidence evidence) {
        var superseded = new HashMap<Link, Supersession>();
        var open = open(evidence, superseded);
        var apart = evidence.apart();
        var cores = new Cores(rules, apart);
        joining(open).forEach(equals -> superseded.putAll(cores.join(equals)));
        var belongings = new Belongings(rules, cores, apart, superseded);
        belongings.assign(
                open.stream().filter(claim -> !rules.joins(claim.link().to())).toList());
        return new Linking(evidence, cores, belongings, superseded);
    }

    /** The claims whose values may link. */
    private List<Claim> open(Evidence evidence, Map<Link, Supersession> superseded) {
        var others = new HashMap<Identity, Set<Identity>>();
        for (var claim : evidence.claims()) {
            var link = claim.link();
            others.computeIfAbsent(link.from(), _ -> new HashSet<>()).add(link.to());
            others.computeIfAbsent(link.to(), _ -> new HashSet<>()).add(link.from());
        }
        var open = new ArrayList<Claim>();
        for (var claim : evidence.claims()) {
            var ends = claim.link().ends();
            var never = ends.stream().filter(neverLinks).findFirst();
            var generic = ends.stream()
                    .filter(end -> evidence.crowded().contains(end)
                            || others.getOrDefault(end, Set.of()).size()
                                    > rules.of(end.namespace()).limit())
                    .findFirst();
            if (never.isPresent()) {
                superseded.put(claim.link(), because(Supersession.Rule.NEVER, never.get()));
            } else if (generic.isPresent()) {
                superseded.put(claim.link(), because(Supersession.Rule.GENERIC, generic.get()));
            } else {
                open.add(claim);
            }
        }
        return open;
    }

    private static Supersession because(Supersession.Rule rule, Identity end) {
        return new Supersession(rule, end.namespace().name());
    }

    /** The links between what joins, equally strong ones together, the strongest first. */
    private Collection<List<Link>> joining(List<Claim> open) {
        var byStrength = new TreeMap<Strength, List<Link>>(Collections.reverseOrder());
        open.stream()
                .filter(claim -> rules.joins(claim.link().to()))
                .collect(groupingBy(rules::strength))
                .forEach((strength, claims) -> byStrength.put(
                        strength, claims.stream().map(Claim::link).toList()));
        return byStrength.values();
    }
}
