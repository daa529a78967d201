package dev.identitygraph.store;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.identity.Kind;
import dev.identitygraph.identity.Party;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.identity.Standing;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.springframework.data.neo4j.core.Neo4jClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Reads edges as they are stored, whatever they permit, for linking and for deriving consent. No answer to a client is
 * ever made from it.
 *
 * <p>Statements name the index that finds what they start from, and go on from there: one that is planned while the
 * graph is empty would scan all of it, and its plan is kept while the graph grows.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class EdgeReader {
    private final Neo4jClient client;

    EdgeReader(Neo4jClient client) {
        this.client = client;
    }

    /** The edges of these types at these nodes, whichever end they are, each once. */
    public Collection<StoredEdge> at(Collection<NodeRef> nodes, Set<EdgeType> types) {
        return at(nodes, types, "");
    }

    /** Those of them that are active. */
    public Collection<StoredEdge> activeAt(Collection<NodeRef> nodes, Set<EdgeType> types) {
        return at(nodes, types, "WHERE r.standing = 'ACTIVE'");
    }

    private Collection<StoredEdge> at(Collection<NodeRef> nodes, Set<EdgeType> types, String where) {
        if (nodes.isEmpty()) {
            return List.of();
        }
        var typeNames = String.join("|", types.stream().map(Enum::name).sorted().toList());
        return edges(
                nodes.stream().collect(groupingBy(node -> node.kind().label(), mapping(NodeRef::digest, toList()))),
                label -> """
                        UNWIND $%1$s AS digest
                        MATCH (n:%1$s {digest: digest})
                        USING INDEX n:%1$s(digest)
                        WITH n
                        MATCH (n)-[r:%2$s]-() %3$s
                        RETURN r""".formatted(label, typeNames, where));
    }

    /** Those of these edges that the graph has. */
    public Collection<StoredEdge> stored(Collection<StoredEdge> edges) {
        if (edges.isEmpty()) {
            return List.of();
        }
        return edges(
                edges.stream().collect(groupingBy(edge -> edge.type().name(), mapping(StoredEdge::edgeId, toList()))),
                type -> """
                        UNWIND $%1$s AS id
                        MATCH ()-[r:%1$s {edgeId: id}]->()
                        USING INDEX r:%1$s(edgeId)
                        RETURN r""".formatted(type));
    }

    /**
     * Edges, each once.
     *
     * @param names what they are found by, in groups
     * @param ofGroup the statement that finds those of one group
     */
    private Collection<StoredEdge> edges(Map<String, List<String>> names, UnaryOperator<String> ofGroup) {
        var ofGroups = names.keySet().stream().sorted().map(ofGroup).collect(joining("\n  UNION ALL\n  "));
        return client.query("""
                    CALL () {
                      %s
                    }
                    WITH DISTINCT r
                    WITH r, startNode(r) AS from, endNode(r) AS to
                    RETURN type(r) AS type, r {.*} AS edge,
                           from {.party, .digest, .namespace, label: labels(from)[0]} AS from,
                           to {.party, .digest, .namespace, label: labels(to)[0]} AS to
                    """.formatted(ofGroups)).bindAll(new TreeMap<String, Object>(names)).fetch().all().stream()
                .map(EdgeReader::edge)
                .toList();
    }

    /** The nodes of these pseudonyms that may speak for themselves, where the graph has them. */
    public Set<NodeRef> speakers(Collection<String> digests) {
        return client.query("""
                        UNWIND $digests AS digest
                        MATCH (n:Customer|Email|Device {digest: digest})
                        RETURN {label: labels(n)[0], party: n.party, digest: n.digest} AS node
                        """).bind(digests).to("digests").fetch().all().stream()
                .map(row -> node(Returned.map(row, "node")))
                .collect(toUnmodifiableSet());
    }

    private static StoredEdge edge(Map<String, Object> row) {
        var properties = Returned.map(row, "edge");
        var consents = Returned.textsIfAny(properties, EdgeProperties.PURPOSES).stream()
                .map(Purpose::new)
                .collect(toMap(
                        purpose -> purpose,
                        purpose -> EdgeProperties.consent(purpose, properties),
                        (a, _) -> a,
                        TreeMap::new));
        return new StoredEdge(
                Returned.text(properties, EdgeProperties.EDGE_ID),
                EdgeType.valueOf(Returned.text(row, "type")),
                node(Returned.map(row, "from")),
                Returned.text(Returned.map(row, "from"), NodeProperties.NAMESPACE),
                node(Returned.map(row, "to")),
                Returned.text(Returned.map(row, "to"), NodeProperties.NAMESPACE),
                EdgeProperties.provenance(properties),
                Standing.valueOf(Returned.text(properties, EdgeProperties.STANDING)),
                Returned.texts(properties, EdgeProperties.SUBJECTS),
                consents,
                properties.containsKey(EdgeProperties.UNTIL)
                        ? Optional.of(Returned.instant(properties, EdgeProperties.UNTIL))
                        : Optional.empty());
    }

    private static NodeRef node(Map<String, Object> end) {
        return new NodeRef(
                Kind.ofLabel(Returned.text(end, "label")).orElseThrow(),
                Party.valueOf(Returned.text(end, "party")),
                Returned.text(end, "digest"));
    }
}
