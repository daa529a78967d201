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
import java.util.function.Function;
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
     * What edges some nodes have in the graph; a node without any is missing, unless further links alone are more than
     * it may have.
     *
     * @param limits by namespace, how many links it may have; a namespace that is missing has none
     * @param further by node, the pseudonyms of those that it is linked with besides
     */
    public Map<NodeRef, Degree> degrees(
            Collection<NodeRef> nodes,
            Set<EdgeType> types,
            Map<String, Integer> limits,
            Map<NodeRef, Set<String>> further) {
        var degrees = new HashMap<NodeRef, Degree>();
        eachKind(
                nodes,
                (label, byDigest) -> client.query("""
                    UNWIND $rows AS row
                    MATCH (n:%1$s {digest: row.digest})
                    USING INDEX n:%1$s(digest)
                    WITH n, COUNT { (n)-[:%2$s]-() } AS links, COUNT { (n)-[:IN_SEGMENT]-() } AS memberships,
                         row.further AS further
                    WITH n, links, memberships, coalesce(links + further > $limits[n.namespace], false) AS many
                    WHERE links > 0 OR memberships > 0 OR many
                    RETURN n.digest AS digest, links > 0 AS linked, memberships > 0 AS member, many
                    """.formatted(label, names(types)))
                        .bindAll(Map.of(
                                "rows",
                                rows(
                                        byDigest,
                                        node -> further.getOrDefault(node, Set.of())
                                                .size()),
                                "limits",
                                limits))
                        .fetch()
                        .all()
                        .forEach(row -> degrees.put(
                                only(byDigest, row),
                                new Degree(
                                        Returned.truth(row, "linked"),
                                        Returned.truth(row, "member"),
                                        Returned.truth(row, "many")))));
        return degrees;
    }

    /**
     * What edges a node has.
     *
     * @param hasMany whether it has more links than it may have, if none of them say the same
     */
    public record Degree(boolean isLinked, boolean isMember, boolean hasMany) {
        public static final Degree NONE = new Degree(false, false, false);
    }

    private static String names(Set<EdgeType> types) {
        return String.join("|", types.stream().map(Enum::name).sorted().toList());
    }

    private static NodeRef only(Map<String, List<NodeRef>> byDigest, Map<String, Object> row) {
        return byDigest.getOrDefault(Returned.text(row, "digest"), List.of()).getFirst();
    }

    private static List<Map<String, Object>> rows(
            Map<String, List<NodeRef>> byDigest, Function<NodeRef, Object> further) {
        return byDigest.entrySet().stream()
                .map(entry -> Map.of(
                        "digest",
                        entry.getKey(),
                        "further",
                        further.apply(entry.getValue().getFirst())))
                .toList();
    }

    /**
     * The nodes that are linked with more others than they may be, by the links that the graph has and by further ones.
     *
     * @param limits by namespace; a namespace that is missing has none
     * @param further by node, the pseudonyms of those that it is linked with besides
     * @param beyond how far beyond the largest limit others are counted
     */
    public Map<NodeRef, Crowd> crowded(
            Collection<NodeRef> nodes,
            Set<EdgeType> types,
            Map<String, Integer> limits,
            Map<NodeRef, Set<String>> further,
            int beyond) {
        var most = limits.values().stream().mapToInt(limit -> limit).max().orElse(0) + beyond;
        var crowded = new HashMap<NodeRef, Crowd>();
        eachKind(
                nodes,
                (label, byDigest) -> client.query("""
                    UNWIND $rows AS row
                    MATCH (n:%1$s {digest: row.digest})
                    USING INDEX n:%1$s(digest)
                    WITH n, row.further AS further, $limits[n.namespace] AS limit,
                         COLLECT { MATCH (n)-[:%2$s]-(m) WITH DISTINCT m LIMIT $most RETURN m.digest } AS others
                    WITH n, limit, size(others) AS before,
                         size(others) + size([digest IN further WHERE NOT digest IN others]) AS now
                    WHERE now > limit
                    RETURN n.digest AS digest, now AS others, before <= limit AS new
                    """.formatted(label, names(types)))
                        .bindAll(Map.of(
                                "rows",
                                rows(byDigest, node -> further.getOrDefault(node, Set.of())),
                                "limits",
                                limits,
                                "most",
                                most))
                        .fetch()
                        .all()
                        .forEach(row -> crowded.put(
                                only(byDigest, row),
                                new Crowd(Returned.number(row, "others").intValue(), Returned.truth(row, "new")))));
        return crowded;
    }

    /**
     * What is linked with more others than it may be.
     *
     * @param others how many these are; far beyond the limit they are not counted to the end
     * @param isNew whether it is so by the further links only
     */
    public record Crowd(int others, boolean isNew) {}

    /** The values of those nodes that are of one of these namespaces, where the graph keeps them. */
    public Map<NodeRef, String> values(Collection<NodeRef> nodes, Collection<String> namespaces) {
        var values = new HashMap<NodeRef, String>();
        eachKind(
                nodes,
                (label, byDigest) -> client.query("""
                    UNWIND $digests AS digest
                    MATCH (n:%1$s {digest: digest})
                    USING INDEX n:%1$s(digest)
                    WHERE n.namespace IN $namespaces AND (n.value IS NOT NULL OR n.encryptedValue IS NOT NULL)
                    RETURN n.digest AS digest, coalesce(n.value, '') AS clear,
                           coalesce(n.encryptedValue, '') AS encrypted
                    """.formatted(label))
                        .bindAll(Map.of("digests", byDigest.keySet(), "namespaces", namespaces))
                        .fetch()
                        .all()
                        .forEach(row -> {
                            var digest = Returned.text(row, "digest");
                            var clear = Returned.text(row, "clear");
                            values.put(
                                    byDigest.getOrDefault(digest, List.of()).getFirst(),
                                    clear.isEmpty()
                                            ? addresses.decrypt(Returned.text(row, "encrypted"), digest)
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
