package dev.identitygraph.store;

import static java.util.stream.Collectors.groupingBy;

import dev.identitygraph.identity.Kind;
import dev.identitygraph.identity.Party;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.data.neo4j.core.Neo4jClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Finds nodes by their pseudonyms, and says what they are called. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class NodeReader {
    private final Neo4jClient client;

    NodeReader(Neo4jClient client) {
        this.client = client;
    }

    /** The nodes that go by these pseudonyms. */
    public Set<NodeRef> of(Collection<String> digests) {
        var nodes = new HashSet<NodeRef>();
        for (var kind : Kind.values()) {
            client.query("""
                UNWIND $digests AS digest MATCH (n:%s {digest: digest})
                RETURN n.digest AS digest, n.party AS party
                """.formatted(kind.label()))
                    .bind(digests)
                    .to("digests")
                    .fetch()
                    .all()
                    .forEach(row -> nodes.add(node(kind, row)));
        }
        return nodes;
    }

    /** Some nodes of a kind, from the first pseudonym after a given one on. */
    public List<NodeRef> after(Kind kind, String digest, int atMost) {
        return client
                .query("""
                    MATCH (n:%s) WHERE n.digest > $digest
                    RETURN n.digest AS digest, n.party AS party ORDER BY n.digest LIMIT $atMost
                    """.formatted(kind.label()))
                .bindAll(Map.of("digest", digest, "atMost", atMost))
                .fetch()
                .all()
                .stream()
                .map(row -> node(kind, row))
                .toList();
    }

    private static NodeRef node(Kind kind, Map<String, Object> row) {
        return new NodeRef(kind, Party.valueOf(Returned.text(row, "party")), Returned.text(row, "digest"));
    }

    /** What nodes are called where a human reads it: by their values, or by a digest where these are not clear. */
    public Map<NodeRef, String> names(Collection<NodeRef> nodes) {
        var names = new HashMap<NodeRef, String>();
        nodes.stream().collect(groupingBy(NodeRef::kind)).forEach((kind, ofKind) -> {
            var byDigest = ofKind.stream().collect(groupingBy(NodeRef::digest));
            client.query("""
                UNWIND $digests AS digest MATCH (n:%s {digest: digest})
                RETURN n.digest AS digest, n.namespace + ':' + coalesce(n.value, '#' + n.digest) AS name
                """.formatted(kind.label()))
                    .bind(byDigest.keySet())
                    .to("digests")
                    .fetch()
                    .all()
                    .forEach(row -> byDigest.getOrDefault(Returned.text(row, "digest"), List.of())
                            .forEach(node -> names.put(node, Returned.text(row, "name"))));
        });
        return names;
    }
}
