package dev.identitygraph.derivation;

import static java.util.stream.Collectors.toSet;

import dev.identitygraph.identity.Identity;
import dev.identitygraph.identity.Kind;
import dev.identitygraph.identity.Namespace;
import dev.identitygraph.identity.Normalised;
import dev.identitygraph.identity.Normaliser;
import dev.identitygraph.link.LinkingRules;
import dev.identitygraph.link.NamespaceRule;
import dev.identitygraph.store.LinkReader;
import dev.identitygraph.store.NodeRef;
import dev.identitygraph.store.Pseudonyms;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Tells the nodes whose values never link. Where the graph keeps no value, it goes by the pseudonyms of the values. */
@Component
public class NeverLinking {
    private final List<NamespaceRule> rules;
    private final LinkingRules linkingRules;
    private final Set<String> digests;

    /** Tells them by these rules. */
    public NeverLinking(LinkingRules linkingRules, Pseudonyms pseudonyms) {
        this.linkingRules = linkingRules;
        rules = linkingRules.all().stream()
                .filter(rule -> !rule.never().isEmpty())
                .toList();
        digests = rules.stream()
                .flatMap(rule -> rule.exactNevers().stream()
                        .flatMap(value -> switch (Normaliser.normalise(rule.namespace(), value)) {
                            case Normalised.Value(var identity) -> pseudonyms.candidates(identity).stream();
                            case Normalised.Invalid _ -> Stream.<String>empty();
                        }))
                .collect(toSet());
    }

    /**
     * Whether a value that is at hand never links, as {@link #among} would say of its node.
     *
     * @param digest its pseudonym
     */
    public boolean includes(Identity identity, String digest) {
        var rule = identity.namespace().kind() == Kind.SEGMENT
                ? Optional.<NamespaceRule>empty()
                : Optional.of(linkingRules.of(identity.namespace()));
        return digests.contains(digest)
                || rule.filter(NamespaceRule::hasPatterns).isPresent()
                        && identity.namespace().storage() != Namespace.Storage.DIGEST
                        && linkingRules.neverLinks(identity);
    }

    /** The nodes whose values never link, by what the graph keeps of them. */
    public Set<NodeRef> among(Collection<NodeRef> nodes, LinkReader reader) {
        return among(nodes, _ -> Optional.empty(), reader);
    }

    /**
     * The nodes whose values never link.
     *
     * @param atHand the identity of a node, if it is at hand; others are read from the graph
     */
    Set<NodeRef> among(Collection<NodeRef> nodes, Function<NodeRef, Optional<Identity>> atHand, LinkReader reader) {
        var never = new HashSet<NodeRef>();
        var unknown = new ArrayList<NodeRef>();
        nodes.forEach(node -> atHand.apply(node)
                .ifPresentOrElse(
                        identity -> {
                            if (includes(identity, node.digest())) {
                                never.add(node);
                            }
                        },
                        () -> unknown.add(node)));
        unknown.stream().filter(node -> digests.contains(node.digest())).forEach(never::add);
        for (var rule : rules) {
            var alike = unknown.stream()
                    .filter(node -> node.kind() == rule.namespace().kind()
                            && node.party() == rule.namespace().party())
                    .toList();
            if (!alike.isEmpty() && rule.hasPatterns()) {
                reader.values(alike, List.of(rule.namespace().name())).forEach((node, value) -> {
                    if (linkingRules.neverLinks(new Identity(rule.namespace(), value))) {
                        never.add(node);
                    }
                });
            }
        }
        return never;
    }
}
