package dev.identitygraph.bulk;

import dev.identitygraph.bulk.LinkForm.Ends;
import dev.identitygraph.bulk.SpoolFields.End;
import dev.identitygraph.identity.Namespace;
import dev.identitygraph.link.LinkingRules;
import dev.identitygraph.store.NodeRef;
import dev.identitygraph.store.Pseudonyms;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the nodes that are linked with more others than their namespace allows, in two readings of all links. */
final class Crowds {
    private final LinkingRules rules;
    private final Components counts;
    private final Map<End, Set<NodeRef>> others = new HashMap<>();

    /**
     * A search.
     *
     * @param counts how many ends of links each node has; a link counts as often as it is reported
     */
    Crowds(LinkingRules rules, Components counts) {
        this.rules = rules;
        this.counts = counts;
    }

    /** Looks at a link. All links are looked at. */
    void see(Ends ends) {
        see(ends.from(), ends.to());
        see(ends.to(), ends.from());
    }

    private void see(End end, End other) {
        if (counts.counted(Pseudonyms.key(end.node().digest())) > limit(end.namespace())) {
            var some = others.computeIfAbsent(end, _ -> new HashSet<>());
            // More than that would tell nothing more.
            if (some.size() <= limit(end.namespace())) {
                some.add(other.node());
            }
        }
    }

    private int limit(Namespace namespace) {
        return rules.of(namespace).limit();
    }

    Set<NodeRef> crowded() {
        return others.entrySet().stream()
                .filter(entry -> entry.getValue().size() > limit(entry.getKey().namespace()))
                .map(entry -> entry.getKey().node())
                .collect(Collectors.toUnmodifiableSet());
    }
}
