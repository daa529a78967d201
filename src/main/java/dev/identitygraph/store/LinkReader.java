package dev.identitygraph.store;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.identitygraph.identity.EdgeType;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.springframework.data.neo4j.core.Neo4jClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Reads what linking has to know of nodes before it reads their edges. No answer to a client is made from it. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class LinkReader {
    private final Neo4jClient client;
    private final AddressCipher addresses;

    LinkReader(Neo4jClient client, AddressCipher addresses) {
        this.client = client;
        this.addresses = addresses;
    }

    /**
     * The nodes that are linked with more others than they may be, with how many these are; far beyond the limit they
     * are not counted to the end.
     *
     * @param limits by namespace; a namespace that is missing has none
     * @param counted how far beyond the largest limit to count
     */
    public Map<NodeRef, Integer> crowded(
            Collection<NodeRef> nodes, Set<EdgeType> types, Map<String, Integer> limits, int counted) {
        var names = String.join("|", types.stream().map(Enum::name).sorted().toList());
        var most = limits.values().stream().mapToInt(limit -> limit).max().orElse(0) + counted;
        var crowded = new HashMap<NodeRef, Integer>();
        eachKind(
                nodes,
                (label, byDigest) -> client.query("""
                    UNWIND $digests AS digest
                    MATCH (n:%1$s {digest: digest})
                    WHERE COUNT { (n)-[:%2$s]-() } > $limits[n.namespace]
                    WITH n, COUNT { MATCH (n)-[:%2$s]-(m) WITH DISTINCT m LIMIT $most RETURN m } AS others
                    WHERE others > $limits[n.namespace]
                    RETURN n.digest AS digest, others
                    """.formatted(label, names))
                        .bindAll(Map.of("digests", byDigest.keySet(), "limits", limits, "most", most))
                        .fetch()
                        .all()
                        .forEach(row -> crowded.put(
                                byDigest.getOrDefault(EdgeProperties.text(row, "digest"), List.of())
                                        .getFirst(),
                                ((Number) row.getOrDefault("others", 0)).intValue())));
        return crowded;
    }

    /** The values of those nodes that are of one of these namespaces, where the graph keeps them. */
    public Map<NodeRef, String> values(Collection<NodeRef> nodes, Collection<String> namespaces) {
        var values = new HashMap<NodeRef, String>();
        eachKind(
                nodes,
                (label, byDigest) -> client.query("""
                    UNWIND $digests AS digest
                    MATCH (n:%s {digest: digest})
                    WHERE n.namespace IN $namespaces AND (n.value IS NOT NULL OR n.encryptedValue IS NOT NULL)
                    RETURN n.digest AS digest, coalesce(n.value, '') AS clear,
                           coalesce(n.encryptedValue, '') AS encrypted
                    """.formatted(label))
                        .bindAll(Map.of("digests", byDigest.keySet(), "namespaces", namespaces))
                        .fetch()
                        .all()
                        .forEach(row -> {
                            var digest = EdgeProperties.text(row, "digest");
                            var clear = EdgeProperties.text(row, "clear");
                            values.put(
                                    byDigest.getOrDefault(digest, List.of()).getFirst(),
                                    clear.isEmpty()
                                            ? addresses.decrypt(EdgeProperties.text(row, "encrypted"), digest)
                                            : clear);
                        }));
        return values;
    }

    private static void eachKind(Collection<NodeRef> nodes, BiConsumer<String, Map<String, List<NodeRef>>> statement) {
        nodes.stream()
                .collect(groupingBy(
                        node -> node.kind().label(), groupingBy(NodeRef::digest, mapping(node -> node, toList()))))
                .forEach(statement);
    }
}
