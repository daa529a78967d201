package dev.identitygraph.query;

import dev.identitygraph.client.Client;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.policy.PermittedHop;
import dev.identitygraph.policy.Trail;
import dev.identitygraph.store.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Handles: opaque ids that name the walk that led to a node, sealed for one client and purpose. Whoever has one can go
 * on from there with the hops that are left; nobody else can, and nothing can be read from it. A key names the node
 * itself, for a client's cache, and opens nothing.
 */
final class Handles {
    /**
     * A walk with its values.
     *
     * @param digest the pseudonym of the node that it started at
     * @param edges the ids of the edges that it has taken
     */
    record Walk(Trail trail, String digest, List<String> edges) {
        Walk then(PermittedHop hop, String edgeId) {
            var hops = Stream.concat(trail.hops().stream(), Stream.of(hop.hop().coordinate()));
            return new Walk(
                    new Trail(trail.entry(), trail.namespace(), hops.toList()),
                    digest,
                    Stream.concat(edges.stream(), Stream.of(edgeId)).toList());
        }
    }

    private static final String SEPARATOR = "\n";

    private final Tokens tokens;
    private final List<String> handleUse;
    private final List<String> keyUse;

    Handles(Tokens tokens, Client client, Purpose purpose) {
        this.tokens = tokens;
        handleUse = List.of("handle", client.id(), purpose.name());
        keyUse = List.of("key", client.id(), purpose.name());
    }

    String handle(Walk walk) {
        var parts = new ArrayList<>(List.of(walk.trail().entry(), walk.trail().namespace(), walk.digest()));
        for (var i = 0; i < walk.edges().size(); i++) {
            parts.add(walk.trail().hops().get(i));
            parts.add(walk.edges().get(i));
        }
        return tokens.seal(String.join(SEPARATOR, parts), handleUse);
    }

    /** The walk that a handle names, or nothing for one that is foreign, forged or damaged. */
    Optional<Walk> open(String handle) {
        return tokens.open(handle, handleUse).map(content -> {
            var parts = List.of(content.split(SEPARATOR));
            var hops = new ArrayList<String>();
            var edges = new ArrayList<String>();
            for (var i = 3; i < parts.size(); i += 2) {
                hops.add(parts.get(i));
                edges.add(parts.get(i + 1));
            }
            return new Walk(new Trail(parts.getFirst(), parts.get(1), hops), parts.get(2), edges);
        });
    }

    String key(String digest) {
        return tokens.seal(digest, keyUse);
    }
}
