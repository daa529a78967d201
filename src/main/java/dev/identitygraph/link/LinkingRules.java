package dev.identitygraph.link;

import dev.identitygraph.identity.Identity;
import dev.identitygraph.identity.Kind;
import dev.identitygraph.identity.Namespace;
import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.identity.Party;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedCollection;
import java.util.stream.Stream;

/** The rules by which identities are linked: one for each namespace. */
public final class LinkingRules {
    private final Map<String, NamespaceRule> byNamespace = new LinkedHashMap<>();

    LinkingRules(Iterable<NamespaceRule> rules) {
        rules.forEach(rule -> byNamespace.put(rule.namespace().name(), rule));
    }

    public SequencedCollection<NamespaceRule> all() {
        return byNamespace.values().stream().toList();
    }

    /** The namespaces that have a rule. */
    public Namespaces namespaces() {
        return new Namespaces(
                byNamespace.values().stream().map(NamespaceRule::namespace).toList());
    }

    public NamespaceRule of(Namespace namespace) {
        var rule = byNamespace.get(namespace.name());
        if (rule == null) {
            throw new IllegalArgumentException("Namespace " + namespace.name() + " has no linking rule");
        }
        return rule;
    }

    /** Whether the value is one that never links. */
    public boolean neverLinks(Identity identity) {
        return of(identity.namespace()).never().stream().anyMatch(pattern -> pattern.matches(identity.value()));
    }

    /**
     * Whether sharing the identity makes records one person. A device never does: people share devices. Nor does what a
     * partner calls someone: that is the partner's opinion.
     */
    public boolean joins(Identity identity) {
        return identity.namespace().kind() == Kind.CUSTOMER
                || identity.namespace().kind() == Kind.EMAIL
                        && identity.namespace().party() == Party.FIRST
                        && !of(identity.namespace()).mayBeShared();
    }

    /**
     * Whether two identities can be kept apart: one of them makes people, or one can lead to the other. What only ever
     * goes to those whose records lead to it, such as two devices, is with them by its own links each.
     */
    public boolean canBeSplit(Identity one, Identity other) {
        return !one.equals(other)
                && Stream.of(one, other).noneMatch(it -> it.namespace().kind() == Kind.SEGMENT)
                && (joins(one) || joins(other) || Link.between(one, other).isPresent());
    }

    /** Whether a person's graph has one value at the most of some namespace that joins nobody. */
    public boolean limitWhatIsAPersons() {
        return byNamespace.values().stream()
                .anyMatch(rule -> rule.unique() && !joins(new Identity(rule.namespace(), "any")));
    }

    Strength strength(Claim claim) {
        return new Strength(
                claim.decidedAt().isPresent(),
                Math.min(
                        of(claim.link().from().namespace()).priority(),
                        of(claim.link().to().namespace()).priority()),
                claim.decidedAt().orElse(claim.at()));
    }
}
