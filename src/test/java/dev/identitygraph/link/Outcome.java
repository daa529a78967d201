package dev.identitygraph.link;

import dev.identitygraph.identity.Identity;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Who belongs together, as texts that compare.
 *
 * @param graphs the people's graphs of two identities and more, each as its identities joined by blanks
 * @param superseded links as in {@code USES crm:1 cookie:2}, with the rule that superseded each
 */
record Outcome(SortedSet<String> graphs, SortedSet<String> alone, SortedMap<String, String> superseded) {
    static Outcome of(Linking linking) {
        var superseded = new TreeMap<String, String>();
        linking.supersededClaims()
                .forEach(claim -> superseded.put(
                        text(claim.link()),
                        linking.superseded(claim.link()).orElseThrow().toString()));
        return new Outcome(
                linking.graphs().stream()
                        .map(graph -> graph.stream().map(Outcome::text).collect(Collectors.joining(" ")))
                        .collect(Collectors.toCollection(TreeSet::new)),
                linking.alone().stream().map(Outcome::text).collect(Collectors.toCollection(TreeSet::new)),
                superseded);
    }

    static String text(Link link) {
        return link.type() + " " + text(link.from()) + " " + text(link.to());
    }

    static String text(Identity identity) {
        return identity.namespace().name() + ":" + identity.value();
    }
}
